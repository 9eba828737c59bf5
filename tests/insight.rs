//! What one sees of models of points, against plain loops in `f64` and against the network's own pass.

use std::sync::Arc;

use gradual::architecture::HiddenLayer;
use gradual::data::dataset::{Dataset, Inputs};
use gradual::data::generators::points::{PointSet, PointsConfig, generate};
use gradual::insight::health::CheckUp;
use gradual::insight::hidden_map::HiddenMap;
use gradual::insight::hidden_space::{HiddenSpace, LINES, PLACES};
use gradual::insight::loss_surface::{Extent, Height, LossSurface, SIDE};
use gradual::insight::outcomes::{Outcome, Outcomes, cost_curves, curve, error_curves};
use gradual::insight::plane::PlaneView;
use gradual::insight::update::Update;
use gradual::learning::optimizer::Rule;
use gradual::network::{Model, Network, Workspace};
use gradual::pieces::activation::Activation;
use gradual::pieces::features::Feature;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::pieces::shape::Shape;
use gradual::pieces::signals::Input;
use gradual::trainer::learner::Learner;
use gradual::trainer::settings::ModelConfig;
use gradual::trainer::training::Trainer;

fn data(set: PointSet) -> Arc<Dataset> {
    Arc::new(
        generate(&PointsConfig {
            set,
            count: 90,
            noise: 0.3,
            held_out: 0.2,
            seed: 4,
        })
        .unwrap(),
    )
}

fn dense(units: usize, activation: Activation) -> HiddenLayer {
    HiddenLayer::Dense { units, activation }
}

fn config(hidden: &[HiddenLayer], loss: Loss) -> ModelConfig {
    ModelConfig {
        name: "Model".into(),
        learner: Learner::Network,
        hidden: hidden.to_vec(),
        loss,
        initial: Initial::Glorot,
        optimizer: Rule::Sgd,
        learning_rate: 0.3,
        batch_size: 7,
        l1: 0.0,
        l2: 0.01,
        augmentation: 0.0,
        clip: 0.0,
        frozen: Vec::new(),
    }
}

fn trainer(hidden: &[HiddenLayer], loss: Loss, data: &Arc<Dataset>) -> Trainer {
    let mut trainer = Trainer::new(config(hidden, loss), Arc::clone(data), 3).unwrap();
    trainer.step(30);
    trainer
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// Mean loss over the training examples by the network's own pass.
fn mean_loss(model: Model, data: &Dataset) -> f64 {
    let count = data.train_count();
    let mut t = vec![0.0; count * data.outputs()];
    data.gather_targets(0..count, &mut t);
    let x = Input::Rows(&data.values()[..2 * count]);
    let mut workspace = Workspace::for_batch(&model, count);
    model.total_loss(x, &t, &mut workspace) / count as f64
}

fn extent(trainer: &Trainer, axes: (usize, usize), height: Height) -> Extent {
    let models = [(trainer.path(), trainer.model())];
    Extent::around(axes, height, models.into_iter()).unwrap()
}

fn surveyed(trainer: &Trainer, extent: Extent) -> LossSurface {
    let mut surface = LossSurface::default();
    while !surface
        .advance(trainer.model(), trainer.data(), extent)
        .unwrap()
    {}
    surface
}

/// The parameters at a cell of the grid, the largest second one first.
fn place(extent: &Extent, cell: usize) -> [f32; 2] {
    let share = |i: usize| i as f32 / (SIDE - 1) as f32;
    let along = |[low, high]: [f32; 2], share: f32| low + (high - low) * share;
    [
        along(extent.across, share(cell % SIDE)),
        along(extent.up, 1.0 - share(cell / SIDE)),
    ]
}

#[test]
fn the_height_of_the_surface_is_minus_the_loss_with_these_two_parameters() {
    let networks = [
        vec![],
        vec![dense(4, Activation::Tanh), dense(2, Activation::Relu)],
    ];
    for (set, hidden) in [PointSet::Moons, PointSet::ThreeBlobs]
        .into_iter()
        .flat_map(|set| networks.clone().map(|n| (set, n)))
    {
        for (loss, height) in [
            (Loss::CrossEntropy, Height::LogLikelihood),
            (Loss::SquaredError, Height::SquaredError),
            (Loss::Perceptron, Height::Perceptron),
        ] {
            let trainer = trainer(&hidden, loss, &data(set));
            let axes = (1, trainer.parameters().len() - 1);
            let extent = extent(&trainer, axes, height);
            let surface = surveyed(&trainer, extent);
            for cell in [0, 17, SIDE * SIDE / 2 + 3, SIDE * SIDE - 1] {
                let mut parameters = trainer.parameters().to_vec();
                [parameters[axes.0], parameters[axes.1]] = place(&extent, cell);
                let model = trainer.network().with(&parameters);
                let expected = -mean_loss(model, trainer.data());
                let found = f64::from(surface.heights()[cell]);
                assert!(
                    (found - expected).abs() < 1e-4 * (1.0 + expected.abs()),
                    "{found} {expected}"
                );
            }
        }
    }
}

/// The likelihood of a unit trained by squared error, and the squared error of one trained by likelihood.
#[test]
fn a_unit_has_both_heights_whatever_it_is_trained_with() {
    let data = data(PointSet::Moons);
    for loss in [Loss::CrossEntropy, Loss::SquaredError] {
        let trainer = trainer(&[], loss, &data);
        assert_eq!(
            Height::of(trainer.network()),
            [Height::LogLikelihood, Height::SquaredError]
        );
        let [w1, w2, b] = trainer.parameters()[..] else {
            panic!()
        };
        for height in [Height::LogLikelihood, Height::SquaredError] {
            let extent = extent(&trainer, (0, 2), height);
            let surface = surveyed(&trainer, extent);
            for cell in [3, 900] {
                let [v1, c] = place(&extent, cell);
                assert!(v1 != w1 && c != b);
                let count = data.train_count();
                let terms = (0..count).map(|i| {
                    let x = &data.values()[2 * i..2 * i + 2];
                    let y = sigmoid(
                        f64::from(v1) * f64::from(x[0])
                            + f64::from(w2) * f64::from(x[1])
                            + f64::from(c),
                    );
                    let t = f64::from(data.labels()[i]);
                    match height {
                        Height::SquaredError => -0.5 * (y - t).powi(2),
                        _ => t * y.ln() + (1.0 - t) * (1.0 - y).ln(),
                    }
                });
                let expected = terms.sum::<f64>() / count as f64;
                let found = f64::from(surface.heights()[cell]);
                assert!(
                    (found - expected).abs() < 1e-5 * (1.0 + expected.abs()),
                    "{found} {expected}"
                );
            }
        }
    }
}

/// Second differences along the rows, columns and diagonals of the grid, the largest and the smallest.
fn bend(heights: &[f32]) -> (f32, f32) {
    let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
    for row in 1..SIDE - 1 {
        for column in 1..SIDE - 1 {
            let cell = row * SIDE + column;
            for step in [1, SIDE, SIDE - 1, SIDE + 1] {
                let bend = heights[cell - step] - 2.0 * heights[cell] + heights[cell + step];
                (low, high) = (low.min(bend), high.max(bend));
            }
        }
    }
    (low, high)
}

#[test]
fn the_likelihood_of_a_unit_is_concave_and_its_squared_error_is_not_convex() {
    for set in [PointSet::Moons, PointSet::Blobs, PointSet::Circles] {
        let mut trainer = trainer(&[], Loss::CrossEntropy, &data(set));
        trainer.step(3000);
        let likelihood = surveyed(&trainer, extent(&trainer, (0, 1), Height::LogLikelihood));
        let (low, high) = bend(likelihood.heights());
        assert!(low < -1e-4 && high < 1e-5, "{set:?}: {low} {high}");
    }
    let trainer = trainer(&[], Loss::CrossEntropy, &data(PointSet::Blobs));
    let mut wide = extent(&trainer, (0, 1), Height::SquaredError);
    (wide.across, wide.up) = ([-8.0, 8.0], [-8.0, 8.0]);
    let (low, high) = bend(surveyed(&trainer, wide).heights());
    assert!(low < -1e-3 && high > 1e-3, "{low} {high}");
}

#[test]
fn the_extent_holds_the_path_and_the_surface_follows_the_weights() {
    let mut trainer = trainer(&[], Loss::CrossEntropy, &data(PointSet::Blobs));
    let before = extent(&trainer, (0, 1), Height::LogLikelihood);
    let surface = surveyed(&trainer, before);
    assert!(surface.is_current(trainer.model(), trainer.data(), &before));
    assert_eq!(trainer.path().iterations().last(), Some(&30));
    let inside = |[low, high]: [f32; 2], v: f32| low < v && v < high;
    for [w1, w2] in trainer.path().pairs(0, 1) {
        assert!(inside(before.across, w1) && inside(before.up, w2));
    }
    let levels = surface.levels();
    assert!(levels.is_sorted() && levels.len() > 8);
    trainer.step(1);
    assert!(!surface.is_current(trainer.model(), trainer.data(), &before));
    let wrong = Extent::around(
        (0, 3),
        Height::LogLikelihood,
        [(trainer.path(), trainer.model())].into_iter(),
    );
    assert!(wrong.unwrap_err().to_string().contains("from 0 to 2"));
}

#[test]
fn every_point_is_on_the_s_curve_and_on_its_error_curve() {
    for (set, loss) in [
        (PointSet::Moons, Loss::CrossEntropy),
        (PointSet::ThreeBlobs, Loss::CrossEntropy),
        (PointSet::Moons, Loss::SquaredError),
    ] {
        let data = data(set);
        let trainer = trainer(&[dense(3, Activation::Tanh)], loss, &data);
        let (model, count) = (trainer.model(), data.count());
        let mut workspace = Workspace::for_batch(&model, count);
        let y = model
            .predict(Input::Rows(data.values()), &mut workspace)
            .to_vec();
        for class in 0..data.classes() {
            let mut outcomes = Outcomes::default();
            let found = outcomes.read(model, &data, class).unwrap();
            assert_eq!(found.len(), count);
            let asked = if data.outputs() == 1 { 1 } else { class };
            for (i, o) in found.iter().enumerate() {
                let row = &y[i * data.outputs()..(i + 1) * data.outputs()];
                let (z, t, y) = (f64::from(o.z), f64::from(o.t), f64::from(o.y));
                assert!((sigmoid(z) - y).abs() < 1e-6, "{z} {y}");
                let output = row[if row.len() == 1 { 0 } else { class }];
                assert!((o.y - output).abs() < 1e-6);
                assert_eq!(o.t == 1.0, usize::from(data.labels()[i]) == asked);
                let said = if row.len() == 1 {
                    usize::from(row[0] > 0.5)
                } else {
                    (0..3).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap()
                };
                let label = usize::from(data.labels()[i]);
                let mistaken = said != label && (said == asked || label == asked || row.len() == 1);
                assert_eq!(o.wrong == 1.0, mistaken);
                let (certain, against) = (sigmoid(z).ln(), sigmoid(-z).ln());
                let entropy = -t * certain - (1.0 - t) * against;
                assert!((f64::from(o.cost) - entropy).abs() < 1e-5 * (1.0 + entropy));
                assert!((f64::from(o.residual) - (y - t)).abs() < 1e-6);
                assert!((f64::from(o.square) - 0.5 * (y - t).powi(2)).abs() < 1e-6);
                let right = if row.len() == 1 {
                    row[0]
                } else {
                    row[usize::from(data.labels()[i])]
                };
                let own = match loss {
                    Loss::CrossEntropy if row.len() > 1 => -f64::from(right).ln(),
                    Loss::CrossEntropy => entropy,
                    _ => 0.5 * (y - t).powi(2),
                };
                assert!(
                    (f64::from(o.error) - own).abs() < 1e-4 * (1.0 + own),
                    "{} {own}",
                    o.error
                );
            }
        }
    }
}

#[test]
fn curves_have_their_formulas() {
    let z: Vec<f32> = (-40..=40).map(|i| 0.25 * i as f32).collect();
    for (z, y) in z.iter().zip(curve(Loss::CrossEntropy, &z)) {
        assert!((f64::from(y) - sigmoid(f64::from(*z))).abs() < 1e-6);
    }
    let costs = cost_curves(Loss::CrossEntropy, &z);
    for (i, &z) in z.iter().enumerate() {
        let expected = [-sigmoid(f64::from(-z)).ln(), -sigmoid(f64::from(z)).ln()];
        for (t, expected) in expected.into_iter().enumerate() {
            assert!((f64::from(costs[81 * t + i]) - expected).abs() < 1e-5 * (1.0 + expected));
        }
    }
    assert_eq!(
        cost_curves(Loss::Perceptron, &[-2.0, 3.0]),
        [0.0, 3.0, 2.0, 0.0]
    );
    assert_eq!(curve(Loss::Perceptron, &[-0.1, 0.1]), [0.0, 1.0]);
    assert_eq!(curve(Loss::SquaredErrorLinear, &[-3.0, 2.0]), [-3.0, 2.0]);
    let y: Vec<f32> = (1..100).map(|i| i as f32 / 100.0).collect();
    let curves = error_curves(&y);
    for (i, &y) in y.iter().enumerate() {
        let y = f64::from(y);
        let expected = [
            -(1.0 - y).ln(),
            -y.ln(),
            0.5 * y * y,
            0.5 * (y - 1.0).powi(2),
        ];
        for (k, expected) in expected.into_iter().enumerate() {
            assert!((f64::from(curves[k * 99 + i]) - expected).abs() < 1e-6);
        }
    }
}

#[test]
fn two_hidden_values_and_inputs_are_shown_as_they_are() {
    let data = data(PointSet::Moons);
    let mut space = HiddenSpace::default();
    let unit = trainer(&[], Loss::CrossEntropy, &data);
    space.read(unit.model(), &data).unwrap();
    assert_eq!(
        (space.places(), HiddenSpace::units(unit.network())),
        (data.values(), 0)
    );
    assert_eq!(space.explained_variance_ratio(), None);
    assert_eq!(space.lines()[..3], [-3.0; 3]);
    assert!((space.lines()[3] + 2.9).abs() < 1e-6);
    assert_eq!(space.lines().len(), 2 * LINES * PLACES * 2);
    let two = trainer(
        &[dense(5, Activation::Relu), dense(2, Activation::Tanh)],
        Loss::CrossEntropy,
        &data,
    );
    space.read(two.model(), &data).unwrap();
    let mut workspace = Workspace::for_batch(two.network(), data.count());
    two.model()
        .forward(Input::Rows(data.values()), &mut workspace);
    assert_eq!(
        space.places(),
        &workspace.activations(1)[..2 * data.count()]
    );
    let one = trainer(&[dense(1, Activation::Tanh)], Loss::CrossEntropy, &data);
    space.read(one.model(), &data).unwrap();
    assert!(
        space
            .places()
            .chunks(2)
            .all(|place| place[0].abs() <= 1.0 && place[1] == 0.0)
    );
}

/// The outputs at a place h of the last hidden layer.
fn outputs_at(model: Model, h: &[f32]) -> Vec<f64> {
    let layer = &model.layers()[model.layers().len() - 1];
    let (w, b) = (
        &model.parameters[layer.weights()],
        &model.parameters[layer.biases()],
    );
    let logit = |k: usize| {
        let terms = h
            .iter()
            .enumerate()
            .map(|(j, &h)| f64::from(h) * f64::from(w[j * b.len() + k]));
        f64::from(b[k]) + terms.sum::<f64>()
    };
    (0..b.len()).map(logit).collect()
}

#[test]
fn on_the_decision_line_the_output_is_one_half() {
    let data = data(PointSet::Moons);
    for hidden in [
        vec![],
        vec![dense(2, Activation::Tanh)],
        vec![HiddenLayer::Features {
            features: vec![Feature::X1, Feature::Product],
        }],
    ] {
        let trainer = trainer(&hidden, Loss::CrossEntropy, &data);
        let mut space = HiddenSpace::default();
        space.read(trainer.model(), &data).unwrap();
        assert_eq!(space.boundary().len(), 4);
        let (middle, half) = space.frame();
        for end in space.boundary().chunks(2) {
            let y = sigmoid(outputs_at(trainer.model(), end)[0]);
            assert!((y - 0.5).abs() < 1e-5, "{y}");
            let far = (end[0] - middle[0]).abs().max((end[1] - middle[1]).abs());
            assert!((far / half - 1.0).abs() < 1e-4, "it ends at the frame");
        }
    }
}

/// The plane of two components, made again from the places: its axes are orthonormal, its places are the activations' own.
#[test]
fn the_line_in_the_plane_of_two_components_is_that_of_the_output_layer() {
    let data = data(PointSet::Circles);
    let mut trainer = trainer(&[dense(6, Activation::Tanh)], Loss::CrossEntropy, &data);
    trainer.step(500);
    let model = trainer.model();
    let mut space = HiddenSpace::default();
    space.read(model, &data).unwrap();
    let shares = space.explained_variance_ratio().unwrap();
    assert!(shares[0] + shares[1] > 0.5 && shares[0] + shares[1] <= 1.0 + 1e-6);
    let mut workspace = Workspace::for_batch(&model, data.count());
    model.forward(Input::Rows(data.values()), &mut workspace);
    let (units, count) = (6, data.count());
    let h = workspace.activations(0)[..count * units].to_vec();
    let mean = (0..units).map(|j| h.iter().skip(j).step_by(units).sum::<f32>() / count as f32);
    let mean: Vec<f32> = mean.collect();
    // places = (h − m) A, so that Aᵀ = (places' variances)⁻¹ placesᵀ (h − m): the components are uncorrelated.
    let axis = |a: usize| -> Vec<f32> {
        let along = |i: usize| space.places()[2 * i + a];
        let variance: f32 = (0..count).map(|i| along(i).powi(2)).sum();
        let value = |j: usize| {
            (0..count)
                .map(|i| along(i) * (h[i * units + j] - mean[j]))
                .sum::<f32>()
                / variance
        };
        (0..units).map(value).collect()
    };
    let axes = [axis(0), axis(1)];
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    for (a, b, expected) in [(0, 0, 1.0), (1, 1, 1.0), (0, 1, 0.0)] {
        assert!((dot(&axes[a], &axes[b]) - expected).abs() < 2e-2);
    }
    assert_eq!(space.boundary().len(), 4);
    for end in space.boundary().chunks(2) {
        let at = |j: usize| mean[j] + end[0] * axes[0][j] + end[1] * axes[1][j];
        let h: Vec<f32> = (0..units).map(at).collect();
        let z = outputs_at(model, &h)[0];
        assert!((sigmoid(z) - 0.5).abs() < 2e-2, "{z}");
    }
}

#[test]
fn the_shading_says_what_the_output_layer_says() {
    let data = data(PointSet::ThreeBlobs);
    let trainer = trainer(&[dense(2, Activation::Tanh)], Loss::CrossEntropy, &data);
    let mut space = HiddenSpace::default();
    space.read(trainer.model(), &data).unwrap();
    let (middle, half) = space.frame();
    let side = gradual::insight::hidden_space::SIDE;
    for cell in [0, 5, side * side - 1] {
        let along = |i: usize| half * ((2 * i + 1) as f32 / side as f32 - 1.0);
        let h = [
            middle[0] + along(cell % side),
            middle[1] - along(cell / side),
        ];
        let powers: Vec<f64> = outputs_at(trainer.model(), &h)
            .iter()
            .map(|z| z.exp())
            .collect();
        for k in 0..3 {
            let expected = powers[k] / powers.iter().sum::<f64>();
            let found = f64::from(space.shading()[3 * cell + k]);
            assert!((found - expected).abs() < 1e-5);
        }
    }
}

#[test]
fn the_update_by_the_next_batch_is_the_next_step_of_every_rule_to_the_last_bit() {
    let mut update = Update::default();
    for (optimizer, clip) in Rule::ALL
        .iter()
        .flat_map(|&rule| [(rule, 0.0), (rule, 0.05)])
    {
        let hidden = vec![dense(4, Activation::Tanh)];
        let config = ModelConfig {
            optimizer,
            clip,
            l1: if optimizer.searches() { 0.0 } else { 0.003 },
            ..config(&hidden, Loss::CrossEntropy)
        };
        let mut trainer = Trainer::new(config, data(PointSet::Moons), 3).unwrap();
        for steps in [0, 1, 9] {
            trainer.step(steps);
            let change = update.of(&trainer, trainer.next_examples()).to_vec();
            let before = trainer.parameters().to_vec();
            trainer.step(1);
            let after = trainer.parameters().iter().zip(&before);
            let actual: Vec<u32> = after.map(|(a, b)| (a - b).to_bits()).collect();
            let shown: Vec<u32> = change.iter().map(|c| c.to_bits()).collect();
            assert_eq!(shown, actual, "{optimizer:?} after {steps} more steps");
            assert!(change.iter().any(|&c| c != 0.0));
        }
    }
}

#[test]
fn what_adam_remembers_bends_the_update_by_one_point() {
    let adam = ModelConfig {
        optimizer: Rule::Adam,
        ..config(&[], Loss::CrossEntropy)
    };
    let mut trainer = Trainer::new(adam, data(PointSet::Moons), 3).unwrap();
    let mut update = Update::default();
    let first = update.of(&trainer, &[4]).to_vec();
    // Without a memory Adam's step is η in every direction that has a slope.
    assert!(first.iter().all(|change| (change.abs() - 0.3).abs() < 1e-4));
    trainer.step(30);
    let later = update.of(&trainer, &[4]);
    assert!(later.iter().any(|change| change.abs() < 0.2), "{later:?}");
}

#[test]
fn a_search_by_one_point_begins_anew_and_lowers_its_error() {
    for optimizer in [Rule::ConjugateGradient, Rule::Lbfgs] {
        let config = ModelConfig {
            optimizer,
            ..config(&[], Loss::CrossEntropy)
        };
        let data = data(PointSet::Moons);
        let mut trainer = Trainer::new(config, Arc::clone(&data), 3).unwrap();
        trainer.step(4);
        let mut update = Update::default();
        let change = update.of(&trainer, &[4]).to_vec();
        let x = [data.values()[8], data.values()[9], 1.0];
        let z = |w: &[f32]| w.iter().zip(x).map(|(w, x)| w * x).sum::<f32>();
        let towards = if data.labels()[4] == 1 { 1.0 } else { -1.0 };
        assert!(towards * z(&change) > 0.0);
    }
}

#[test]
fn the_update_by_one_point_is_minus_the_rate_times_its_gradient() {
    let data = data(PointSet::Moons);
    for loss in [Loss::CrossEntropy, Loss::SquaredError] {
        let trainer = trainer(&[], loss, &data);
        let point = 85;
        let change = Update::default().of(&trainer, &[point]).to_vec();
        let parameters: Vec<f64> = trainer.parameters().iter().map(|&p| f64::from(p)).collect();
        let x = &data.values()[2 * point as usize..][..2];
        let t = f64::from(data.labels()[point as usize]);
        let penalised = |p: &[f64]| {
            let y = sigmoid(p[0] * f64::from(x[0]) + p[1] * f64::from(x[1]) + p[2]);
            let error = match loss {
                Loss::CrossEntropy => -t * y.ln() - (1.0 - t) * (1.0 - y).ln(),
                _ => 0.5 * (y - t).powi(2),
            };
            error + 0.005 * (p[0] * p[0] + p[1] * p[1])
        };
        for (i, &change) in change.iter().enumerate() {
            let moved = |by: f64| {
                let mut parameters = parameters.clone();
                parameters[i] += by;
                penalised(&parameters)
            };
            let slope = (moved(1e-6) - moved(-1e-6)) / 2e-6;
            assert!(
                (f64::from(change) + 0.3 * slope).abs() < 1e-6,
                "{change} {slope}"
            );
        }
    }
}

#[test]
fn arrows_stand_on_the_line_at_right_angles_and_show_the_update_to_scale() {
    let trainer = trainer(&[], Loss::CrossEntropy, &data(PointSet::Moons));
    let [w1, w2, b] = trainer.parameters()[..] else {
        panic!()
    };
    let mut update = Update::default();
    let change = update.of(&trainer, &[0, 1, 2]).to_vec();
    let arrows = update.arrows(trainer.model(), 10.0).unwrap();
    let [x1, x2] = arrows.foot;
    assert!(
        (w1 * x1 + w2 * x2 + b).abs() < 1e-5,
        "the foot is on the line"
    );
    let along = [arrows.tip[0] - x1, arrows.tip[1] - x2];
    assert!(
        (along[0] * w2 - along[1] * w1).abs() < 1e-5,
        "w is normal to it"
    );
    let pull = [
        arrows.after[0] - arrows.tip[0],
        arrows.after[1] - arrows.tip[1],
    ];
    for (pull, change) in pull.iter().zip(change) {
        assert!((pull - 10.0 * arrows.scale * change).abs() < 1e-5);
    }
    let network = self::trainer(
        &[dense(2, Activation::Tanh)],
        Loss::CrossEntropy,
        trainer.data(),
    );
    update.of(&network, &[0]);
    assert_eq!(update.arrows(network.model(), 1.0), None);
}

#[test]
fn the_dashed_boundary_is_that_of_the_model_after_its_update() {
    let trainer = trainer(
        &[dense(3, Activation::Tanh)],
        Loss::CrossEntropy,
        &data(PointSet::Moons),
    );
    let mut update = Update::default();
    let change = update.of(&trainer, &[4]).to_vec();
    let margin = update.margin(trainer.model(), 5.0, 1, 16).unwrap().to_vec();
    let mut moved = trainer.parameters().to_vec();
    moved
        .iter_mut()
        .zip(change)
        .for_each(|(p, change)| *p += 5.0 * change);
    let moved = trainer.network().with(&moved);
    let mut workspace = Workspace::for_batch(&moved, 1);
    let corner = 3.0 * (1.0 / 16.0 - 1.0);
    let y = moved.predict(Input::Rows(&[corner, -corner]), &mut workspace)[0];
    assert!((margin[0] - (2.0 * y - 1.0)).abs() < 1e-6);
}

#[test]
fn a_run_that_is_taken_back_takes_its_path_back() {
    let wild = ModelConfig {
        learning_rate: 1000.0,
        ..config(
            &[dense(8, Activation::Relu), dense(8, Activation::Relu)],
            Loss::CrossEntropy,
        )
    };
    let mut trainer = Trainer::new(wild, data(PointSet::Circles), 3).unwrap();
    trainer.step(500);
    assert!(trainer.stopped().is_some());
    let path = trainer.path();
    assert_eq!(path.iterations().last(), Some(&trainer.iteration()));
    let now = [trainer.parameters()[0], trainer.parameters()[1]];
    assert_eq!(path.pairs(0, 1).last(), Some(now));
    trainer.restart();
    assert_eq!(trainer.path().iterations(), [0]);
}

#[test]
fn what_is_no_point_of_the_plane_is_refused_in_words() {
    let data = data(PointSet::Moons);
    let trainer = trainer(&[], Loss::CrossEntropy, &data);
    let said = Outcomes::default()
        .read(trainer.model(), &data, 2)
        .unwrap_err()
        .to_string();
    assert!(said.contains("from 0 to 1"), "{said}");
    let architecture = gradual::architecture::Architecture {
        input: gradual::pieces::shape::Shape::Units(3),
        hidden: vec![],
        outputs: 1,
        loss: Loss::CrossEntropy,
        initial: Initial::Zero,
    };
    let other = Network::new(&architecture).unwrap();
    let said = HiddenSpace::default()
        .read(other.with(&[0.0; 4]), &data)
        .unwrap_err()
        .to_string();
    assert_eq!(
        said,
        "Only models of points in the plane can be seen this way."
    );
}

#[test]
fn a_line_that_is_fitted_to_the_classes_parts_them_at_one_half() {
    let data = data(PointSet::Blobs);
    let mut trainer = trainer(&[], Loss::SquaredErrorLinear, &data);
    trainer.step(100);
    let mut space = HiddenSpace::default();
    space.read(trainer.model(), &data).unwrap();
    for end in space.boundary().chunks(2) {
        assert!((outputs_at(trainer.model(), end)[0] - 0.5).abs() < 1e-5);
    }
    let mut update = Update::default();
    update.of(&trainer, &[0]);
    let arrows = update.arrows(trainer.model(), 1.0).unwrap();
    assert!((outputs_at(trainer.model(), &arrows.foot)[0] - 0.5).abs() < 1e-5);
}

#[test]
fn values_have_outcomes_and_a_surface_but_no_boundary() {
    let data = data(PointSet::Hill);
    let trainer = trainer(
        &[dense(3, Activation::Tanh)],
        Loss::SquaredErrorLinear,
        &data,
    );
    let mut outcomes = Outcomes::default();
    let found = outcomes.read(trainer.model(), &data, 0).unwrap();
    for (o, &t) in found.iter().zip(data.targets()) {
        assert_eq!((o.t, o.y, o.wrong), (t, o.z, 0.0));
        assert!((o.error - 0.5 * (o.y - t).powi(2)).abs() < 1e-6 && o.cost == o.error);
    }
    let mut space = HiddenSpace::default();
    space.read(trainer.model(), &data).unwrap();
    assert!(space.boundary().is_empty() && space.places().len() == 2 * data.count());
    assert_eq!(Height::of(trainer.network()), [Height::SquaredError]);
    surveyed(&trainer, extent(&trainer, (0, 1), Height::SquaredError));
}

#[test]
fn one_who_looks_at_the_past_sees_the_way_up_to_there_and_training_on_forgets_the_rest() {
    let mut trainer = trainer(&[], Loss::CrossEntropy, &data(PointSet::Moons));
    let past = trainer.state().clone();
    trainer.step(20);
    let whole: Vec<[f32; 2]> = trainer.way(0, 1).collect();
    assert_eq!(whole.len(), 52);
    trainer.resume(&past);
    let seen: Vec<[f32; 2]> = trainer.way(0, 1).collect();
    assert_eq!((seen.len(), &seen[..31]), (32, &whole[..31]));
    assert_eq!(trainer.path().iterations().len(), 51);
    trainer.step(1);
    assert_eq!(trainer.path().iterations().last(), Some(&31));
}

/// Points that a page can come to: none, one, and many at one place.
fn degenerate(values: bool) -> Vec<Arc<Dataset>> {
    let sets = [0, 1, 12].map(|count| {
        let (inputs, shape) = (Inputs::Values(vec![0.7; 2 * count]), Shape::Units(2));
        let train = count.div_ceil(2);
        if values {
            Dataset::regression(inputs, shape, vec![0.5; count], train)
        } else {
            Dataset::growing(inputs, shape, vec![1; count], 3, train)
        }
    });
    sets.into_iter()
        .map(|data| Arc::new(data.unwrap()))
        .collect()
}

#[test]
fn every_view_stands_points_that_are_few_or_at_one_place() {
    let layers = [dense(8, Activation::Relu), dense(5, Activation::Tanh)];
    for (values, loss) in [
        (true, Loss::SquaredErrorLinear),
        (false, Loss::CrossEntropy),
    ] {
        let full = data(if values {
            PointSet::Slope
        } else {
            PointSet::ThreeBlobs
        });
        for hidden in [&layers[..], &layers[..1], &[]] {
            let mut trainer = trainer(hidden, loss, &full);
            let mut views = Views::default();
            views.look(&trainer);
            for few in degenerate(values) {
                trainer.set_data(Arc::clone(&few), None);
                views.look(&trainer);
                trainer.step(2);
                views.look(&trainer);
            }
        }
    }
}

/// All that is seen of one model of points.
#[derive(Default)]
struct Views {
    plane: PlaneView,
    space: HiddenSpace,
    surface: LossSurface,
    outcomes: Outcomes,
    update: Update,
    check_up: CheckUp,
    map: HiddenMap,
}

impl Views {
    fn look(&mut self, trainer: &Trainer) {
        let (model, data) = (trainer.model(), trainer.data());
        assert_finite(self.plane.outputs(model, 9).unwrap());
        assert_finite(self.plane.units(model, 9).unwrap());
        self.space.read(model, data).unwrap();
        for numbers in [
            self.space.places(),
            self.space.lines(),
            self.space.shading(),
            self.space.boundary(),
        ] {
            assert_finite(numbers);
        }
        let height = Height::of(&model)[0];
        let extent = extent(trainer, (0, 1), height);
        while !self.surface.advance(model, data, extent).unwrap() {}
        assert_finite(self.surface.heights());
        let found = self.outcomes.read(model, data, 0).unwrap();
        assert_finite(&Outcome::numbers(found).collect::<Vec<_>>());
        let batch = trainer.next_examples().to_vec();
        assert_finite(self.update.of(trainer, &batch));
        self.check_up.run(model, data);
        for _ in 0..999 {
            if self.map.advance(model, data) {
                break;
            }
        }
        assert_finite(self.map.places());
    }
}

fn assert_finite(numbers: &[f32]) {
    assert!(
        numbers.iter().all(|number| number.is_finite()),
        "{numbers:?}"
    );
}
