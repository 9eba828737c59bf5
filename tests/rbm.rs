//! Restricted Boltzmann machines against numbers that are known: PyDeep's test machine, and bars and stripes.

use gradual::data::generators::bars_and_stripes::{bars_and_stripes, best_log_likelihood};
use gradual::learning::rbm::annealing::Annealing;
use gradual::learning::rbm::{Machine, Rbm, VisibleUnits};
use gradual::trainer::rbm::config::RbmConfig;
use gradual::trainer::rbm::examples::Examples;
use gradual::trainer::rbm::training::RbmTrainer;

/// The machine in PyDeep's `testunits/test_rbm/test_estimator.py` (Melchior), which has learned bars and stripes of 2 × 2: W,
/// b and c.
#[rustfmt::skip]
const PYDEEP: [f64; 24] = [
    0.12179488, 2.95950177, 0.33513356, 35.05380642,
    0.20318085, -28.62372894, 26.52611278, 28.41793445,
    -0.19105386, -28.58530584, -26.52747507, 28.78447320,
    0.08953740, -59.82556859, -0.06665933, -27.71723459,
    -19.24399659, -13.26258696, 13.25909850, 43.74408543,
    -0.11155958, 57.02097584, -0.13331758, -32.25991501,
];

/// ln Z there.
const LOG_Z: f64 = 59.6749019652;

fn parameters() -> [f32; 24] {
    PYDEEP.map(|p| p as f32)
}

fn pydeep(parameters: &[f32]) -> Machine<'_> {
    let rbm = Rbm::new(4, 4, VisibleUnits::Binary).unwrap();
    rbm.with(parameters).unwrap()
}

#[test]
fn log_z_and_probabilities_are_those_of_pydeep() {
    let parameters = parameters();
    let machine = pydeep(&parameters);
    let log_z = machine.log_z().unwrap();
    assert!((log_z - LOG_Z).abs() < 1e-5, "{log_z}");
    let p = |v: &[f32]| (-machine.free_energy(v) - log_z).exp();
    for v in [[0.0; 4], [1.0; 4]] {
        assert!((p(&v) - 0.24999974).abs() < 1e-5, "{v:?}: {}", p(&v));
    }
    for v in [
        [1.0, 1.0, 0.0, 0.0],
        [0.0, 0.0, 1.0, 1.0],
        [1.0, 0.0, 1.0, 0.0],
        [0.0, 1.0, 0.0, 1.0],
    ] {
        assert!((p(&v) - 0.1249996).abs() < 1e-5, "{v:?}: {}", p(&v));
    }
    let rows = bars_and_stripes(2).unwrap();
    let mean = machine.mean_log_likelihood(&rows, log_z);
    assert!((mean + 1.7328699078).abs() < 1e-5, "{mean}");
}

/// The tolerances are PyDeep's own.
#[test]
fn annealing_comes_nearer_with_more_temperatures() {
    let parameters = parameters();
    let machine = pydeep(&parameters);
    let base = machine
        .rbm
        .independent_biases(&bars_and_stripes(2).unwrap());
    for (temperatures, most) in [(100, 0.5), (1000, 0.05), (10_000, 0.005)] {
        let mut annealing = Annealing::new(machine, base.clone(), 100, temperatures, 1).unwrap();
        annealing.advance(machine, u32::MAX);
        let found = annealing.estimate().unwrap();
        println!("{temperatures} temperatures: {found:?}");
        assert!(
            (found.log_z - LOG_Z).abs() < most,
            "{temperatures}: {found:?}"
        );
        assert!(found.low < found.log_z && found.log_z < found.high);
    }
}

/// Of larger machines, and of Gaussian ones.
#[test]
fn annealing_finds_what_enumeration_finds() {
    for units in [VisibleUnits::Binary, VisibleUnits::Gaussian] {
        let rbm = Rbm::new(20, 10, units).unwrap().with_labels(3).unwrap();
        let parameters: Vec<f32> = gradual::Random::new(2).normals(rbm.parameter_count());
        let parameters: Vec<f32> = parameters.into_iter().map(|p| 0.5 * p).collect();
        let machine = rbm.with(&parameters).unwrap();
        let mut annealing = Annealing::new(machine, vec![0.0; 23], 100, 1000, 1).unwrap();
        annealing.advance(machine, u32::MAX);
        let (found, exact) = (annealing.estimate().unwrap(), machine.log_z().unwrap());
        println!("{units:?}: {found:?}, exactly {exact}");
        assert!(
            found.low <= exact && exact <= found.high,
            "{units:?}: {found:?} {exact}"
        );
    }
}

/// No machine can be more certain of the pictures than they are drawn; one that is trained long comes near.
#[test]
fn bars_and_stripes_are_learned_up_to_their_bound() {
    for (side, hidden, least) in [(2, 8, -1.77), (3, 12, -2.7)] {
        let pictures = bars_and_stripes(side).unwrap().repeat(8);
        let examples = Examples::new(pictures, side * side).unwrap();
        let config = RbmConfig {
            hidden,
            learning_rate: 0.2,
            batch_size: examples.count(),
            gibbs_steps: 5,
            later_momentum: 0.5,
            l2: 0.0,
            centred: true,
            ..RbmConfig::default()
        };
        let mut trainer = RbmTrainer::new(config, examples, 1).unwrap();
        let bound = best_log_likelihood(side).unwrap();
        let likelihood = |trainer: &RbmTrainer| {
            let machine = trainer.machine();
            machine.mean_log_likelihood(&trainer.examples().rows(), machine.log_z().unwrap())
        };
        let mut last = likelihood(&trainer);
        for round in 0..5 {
            (0..500).for_each(|_| trainer.step_epoch());
            last = likelihood(&trainer);
            println!("{side} × {side}, round {round}: {last:.4} of {bound:.4}");
            assert!(last <= bound + 1e-9);
        }
        assert!(last >= least, "{side} × {side}: {last}");
    }
}
