//! Same seed, same run: these runs give these bits here, and in the page (tests/browser/same-bits.spec.js), on any machine.

use gradual::data::generators::bars_and_stripes::bars_and_stripes;
use gradual::data::generators::points::{PointsConfig, generate};
use gradual::trainer::race::Race;
use gradual::trainer::rbm::config::RbmConfig;
use gradual::trainer::rbm::examples::Examples;
use gradual::trainer::rbm::training::RbmTrainer;
use gradual::trainer::settings::ModelConfig;
use serde::Deserialize;

#[derive(Deserialize)]
struct Run {
    data: PointsConfig,
    model: ModelConfig,
    seed: u32,
    steps: u32,
    /// FNV-1a of the parameters' bits after the steps.
    fingerprint: u32,
}

fn fingerprint(parameters: &[f32]) -> u32 {
    let bytes = parameters.iter().flat_map(|p| p.to_le_bytes());
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// A Boltzmann machine that learns bars and stripes.
#[derive(Deserialize)]
struct Machine {
    side: usize,
    config: RbmConfig,
    seed: u32,
    steps: u32,
    fingerprint: u32,
}

#[test]
fn boltzmann_machines_give_the_bits_they_always_gave() {
    let machines: Vec<Machine> =
        serde_json::from_str(include_str!("reference/rbm_bits.json")).unwrap();
    let found = machines.iter().map(|machine| {
        let pictures = bars_and_stripes(machine.side).unwrap();
        let examples = Examples::new(pictures, machine.side * machine.side).unwrap();
        let mut trainer = RbmTrainer::new(machine.config.clone(), examples, machine.seed).unwrap();
        (0..machine.steps).for_each(|_| trainer.step());
        fingerprint(trainer.parameters())
    });
    let expected: Vec<u32> = machines.iter().map(|machine| machine.fingerprint).collect();
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn runs_give_the_bits_they_always_gave() {
    let runs: Vec<Run> = serde_json::from_str(include_str!("reference/bits.json")).unwrap();
    for run in runs {
        let mut race = Race::new(
            generate(&run.data).unwrap(),
            std::slice::from_ref(&run.model),
            run.seed,
        )
        .unwrap();
        race.step(run.steps).unwrap();
        let parameters = &race.contenders()[0].trainer.parameters();
        assert_eq!(
            fingerprint(parameters),
            run.fingerprint,
            "{:?}",
            run.data.set
        );
    }
}
