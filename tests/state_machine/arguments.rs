//! What visitors, files and scripts hand over: mostly what is meant, now and then what nobody would.

use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

use gradual::architecture::HiddenLayer;
use gradual::data::formulas::above::AboveConfig;
use gradual::data::generators::points::{PointSet, PointsConfig};
use gradual::learning::optimizer::Rule;
use gradual::learning::stopping::{Criterion, StopRule};
use gradual::pieces::activation::Activation;
use gradual::pieces::features::Feature;
use gradual::pieces::initial::Initial;
use gradual::pieces::loss::Loss;
use gradual::trainer::folds::FoldsConfig;
use gradual::trainer::grid::Setting;
use gradual::trainer::learner::Learner;
use gradual::trainer::naive_bayes::squares;
use gradual::trainer::settings::ModelConfig;

/// One of several things: one that there is, or one that there may not be.
#[derive(Clone, Debug)]
pub enum Pick {
    Of(Index),
    Number(usize),
}

impl Pick {
    pub fn among(&self, count: usize) -> usize {
        match self {
            Self::Of(index) if count > 0 => index.index(count),
            Self::Of(_) => 0,
            Self::Number(number) => *number,
        }
    }
}

pub fn pick() -> impl Strategy<Value = Pick> {
    prop_oneof![
        15 => any::<Index>().prop_map(Pick::Of),
        1 => absurd_size().prop_map(Pick::Number),
    ]
}

/// Numbers of things as JavaScript can give them.
pub fn absurd_size() -> impl Strategy<Value = usize> {
    select(vec![
        0,
        1,
        2,
        5,
        10,
        785,
        5001,
        1 << 16,
        (1 << 31) - 1,
        1 << 31,
        u32::MAX as usize,
    ])
}

pub fn size(sensible: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = usize> {
    prop_oneof![20 => sensible, 1 => absurd_size()]
}

pub fn float(low: f32, high: f32) -> impl Strategy<Value = f32> {
    prop_oneof![20 => low..=high, 1 => absurd_float()]
}

fn absurd_float() -> impl Strategy<Value = f32> {
    let small = f32::MIN_POSITIVE;
    let (nan, most) = (f32::NAN, f32::MAX);
    select(vec![
        nan,
        f32::INFINITY,
        -f32::INFINITY,
        most,
        -most,
        small,
        -small,
        0.0,
        -0.0,
        1.0,
        -1.0,
        1e9,
    ])
}

pub fn double(low: f64, high: f64) -> impl Strategy<Value = f64> {
    let absurd = vec![
        f64::NAN,
        f64::INFINITY,
        -f64::INFINITY,
        f64::MAX,
        -1.0,
        0.0,
        1e300,
        5e-324,
    ];
    prop_oneof![20 => low..=high, 1 => select(absurd)]
}

fn point_set() -> impl Strategy<Value = PointSet> {
    use PointSet::*;
    select(vec![
        Blobs,
        Circles,
        Xor,
        Moons,
        Spiral,
        OverlappingBlobs,
        ThreeBlobs,
        FiveBlobs,
        Slope,
        Hill,
        Waves,
        Curve,
    ])
}

pub fn points() -> impl Strategy<Value = PointsConfig> {
    (
        point_set(),
        size(10..=40),
        float(0.0, 1.0),
        float(0.0, 0.9),
        any::<u32>(),
    )
        .prop_map(|(set, count, noise, held_out, seed)| PointsConfig {
            set,
            count,
            noise,
            held_out,
            seed,
        })
}

pub fn above() -> impl Strategy<Value = AboveConfig> {
    let formula = prop_oneof![
        4 => select(vec!["sin(2x)", "x^2 - 1", "0", "abs(x)", "1/x", "ln x", "tan(x)", "x^x", "sqrt(x)", "9"])
            .prop_map(str::to_owned),
        1 => "[0-9x+*/^() .esincotalq-]{0,24}",
        1 => ".{0,12}",
    ];
    (
        formula,
        size(10..=40),
        float(0.0, 1.0),
        float(0.0, 0.9),
        any::<u32>(),
    )
        .prop_map(|(formula, count, noise, held_out, seed)| AboveConfig {
            formula,
            count,
            noise,
            held_out,
            seed,
        })
}

/// Tables as people paste them, and other texts.
pub fn table() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        8 => (-40i32..40).prop_map(|number| format!("{}", f64::from(number) / 4.0)),
        1 => select(vec!["", "NaN", "inf", "1e39", "-1e300", "a", "\"a,b\"", "1,5", "0x1"]).prop_map(str::to_owned),
    ];
    let label = select(vec!["yes", "no", "a", "b", "c", "1", "2", ""]);
    let row = (
        cell.clone(),
        cell,
        label,
        select(vec![",", ",", ",", ";", "\t", " "]),
    )
        .prop_map(|(x, y, label, between)| [x, y, label.to_owned()].join(between));
    let rows = prop::collection::vec(row, 0..24).prop_map(|rows| rows.join("\n"));
    let number = -9i32..9;
    let numbers =
        prop::collection::vec((number.clone(), number.clone(), number), 1..24).prop_map(|rows| {
            let rows: Vec<String> = rows
                .iter()
                .map(|(x, y, z)| format!("{x},{y},{z}.5"))
                .collect();
            format!("x,y,z\n{}", rows.join("\n"))
        });
    prop_oneof![3 => rows, 3 => numbers, 1 => "[ -~\n]{0,60}", 1 => ".{0,20}"]
}

fn activation() -> impl Strategy<Value = Activation> {
    use Activation::*;
    prop_oneof![
        8 => select(vec![Sigmoid, Tanh, Relu, LeakyRelu, Softplus, Identity]),
        1 => float(0.1, 2.0).prop_map(Elu),
    ]
}

fn dense() -> impl Strategy<Value = HiddenLayer> {
    (size(1..=5), activation())
        .prop_map(|(units, activation)| HiddenLayer::Dense { units, activation })
}

fn features() -> impl Strategy<Value = HiddenLayer> {
    use Feature::*;
    subsequence(
        vec![X1, X2, X1Squared, X2Squared, Product, SinX1, SinX2],
        0..=7,
    )
    .prop_map(|features| HiddenLayer::Features { features })
}

fn dropout() -> impl Strategy<Value = HiddenLayer> {
    float(0.0, 0.95).prop_map(|rate| HiddenLayer::Dropout { rate })
}

fn convolution() -> impl Strategy<Value = HiddenLayer> {
    (
        size(1..=2),
        size(1..=5),
        size(1..=3),
        size(0..=2),
        activation(),
    )
        .prop_map(
            |(channels, kernel, stride, padding, activation)| HiddenLayer::Convolution {
                channels,
                kernel,
                stride,
                padding,
                activation,
            },
        )
}

fn pool() -> impl Strategy<Value = HiddenLayer> {
    (any::<bool>(), size(1..=4), size(1..=4)).prop_map(|(max, size, stride)| match max {
        true => HiddenLayer::MaxPool { size, stride },
        false => HiddenLayer::AveragePool { size, stride },
    })
}

fn hidden(digits: bool) -> impl Strategy<Value = Vec<HiddenLayer>> {
    let any_layer = prop_oneof![
        dense(),
        features(),
        dropout(),
        convolution(),
        pool(),
        Just(HiddenLayer::Flatten)
    ];
    let usual = if digits {
        prop_oneof![convolution(), pool(), dropout(), dense()].boxed()
    } else {
        prop_oneof![4 => dense(), 1 => dropout()].boxed()
    };
    let first = if digits {
        pool().boxed()
    } else {
        features().boxed()
    };
    prop_oneof![
        6 => prop::collection::vec(usual.clone(), 0..3),
        3 => (first, prop::collection::vec(usual, 0..3)).prop_map(|(first, rest)| [vec![first], rest].concat()),
        1 => prop::collection::vec(any_layer, 0..14),
    ]
}

fn rule() -> impl Strategy<Value = Rule> {
    select(Rule::ALL.to_vec())
}

fn loss() -> impl Strategy<Value = Loss> {
    use Loss::*;
    select(vec![
        CrossEntropy,
        CrossEntropy,
        SquaredErrorLinear,
        SquaredErrorLinear,
        SquaredError,
        Perceptron,
    ])
}

fn initial() -> impl Strategy<Value = Initial> {
    use Initial::*;
    select(vec![
        Zero,
        SmallUniform,
        Glorot,
        GlorotStrongOutput,
        GlorotBySlope,
        He,
    ])
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[A-D]", 1 => ".{0,8}"]
}

/// A learning rate as it is dragged, or as it is typed.
fn rate() -> impl Strategy<Value = f32> {
    prop_oneof![8 => 0.001f32..0.5, 2 => 0.5f32..1e6, 1 => float(0.0, 1.0)]
}

/// Settings of a model on points or on digits.
pub fn model(digits: bool) -> impl Strategy<Value = ModelConfig> {
    let trained = (
        (name(), hidden(digits), loss(), initial(), rule()),
        (
            rate(),
            size(1..=40),
            penalty(),
            penalty(),
            float(0.0, 1.0),
            penalty(),
        ),
    )
        .prop_map(move |((name, hidden, loss, initial, optimizer), rest)| {
            let (learning_rate, batch_size, l1, l2, augmentation, clip) = rest;
            ModelConfig {
                name,
                learner: Learner::Network,
                hidden,
                loss,
                initial,
                optimizer,
                learning_rate,
                batch_size,
                l1,
                l2,
                augmentation: if digits { augmentation } else { 0.0 },
                clip,
                frozen: Vec::new(),
            }
        });
    (trained, prop::bool::weighted(0.1)).prop_map(|(config, fitted)| match fitted {
        true => naive_bayes(config),
        false => config,
    })
}

fn naive_bayes(config: ModelConfig) -> ModelConfig {
    ModelConfig {
        learner: Learner::NaiveBayes,
        hidden: vec![squares()],
        loss: Loss::CrossEntropy,
        ..config
    }
}

fn penalty() -> impl Strategy<Value = f32> {
    prop_oneof![6 => Just(0.0), 2 => 0.0f32..0.1, 1 => float(0.0, 1000.0)]
}

pub fn models(digits: bool) -> impl Strategy<Value = Vec<ModelConfig>> {
    prop_oneof![
        12 => prop::collection::vec(model(digits), 1..=3),
        1 => prop::collection::vec(model(digits), 0..=5),
    ]
}

/// A change of one setting of a model, as its controls make it.
#[derive(Clone, Debug)]
pub enum Change {
    Rate(f32),
    Batch(usize),
    Rule(Rule),
    L1(f32),
    L2(f32),
    Clip(f32),
    Augmentation(f32),
    Hidden(Vec<HiddenLayer>),
    Loss(Loss),
    Initial(Initial),
    Learner(Learner),
}

impl Change {
    pub fn of(&self, config: &ModelConfig) -> ModelConfig {
        let mut config = config.clone();
        match self.clone() {
            Self::Rate(rate) => config.learning_rate = rate,
            Self::Batch(size) => config.batch_size = size,
            Self::Rule(rule) => config.optimizer = rule,
            Self::L1(l1) => config.l1 = l1,
            Self::L2(l2) => config.l2 = l2,
            Self::Clip(clip) => config.clip = clip,
            Self::Augmentation(augmentation) => config.augmentation = augmentation,
            Self::Hidden(hidden) => config.hidden = hidden,
            Self::Loss(loss) => config.loss = loss,
            Self::Initial(initial) => config.initial = initial,
            Self::Learner(learner) => config.learner = learner,
        }
        config
    }
}

pub fn change(digits: bool) -> impl Strategy<Value = Change> {
    prop_oneof![
        2 => rate().prop_map(Change::Rate),
        1 => size(1..=40).prop_map(Change::Batch),
        2 => rule().prop_map(Change::Rule),
        1 => penalty().prop_map(Change::L1),
        1 => penalty().prop_map(Change::L2),
        1 => penalty().prop_map(Change::Clip),
        1 => float(0.0, 1.0).prop_map(Change::Augmentation),
        2 => hidden(digits).prop_map(Change::Hidden),
        1 => loss().prop_map(Change::Loss),
        1 => initial().prop_map(Change::Initial),
        1 => select(vec![Learner::Network, Learner::NaiveBayes]).prop_map(Change::Learner),
    ]
}

pub fn rules() -> impl Strategy<Value = Vec<StopRule>> {
    let criterion = prop_oneof![
        double(0.0, 1.0).prop_map(|norm| Criterion::SmallGradient { norm }),
        (double(0.1, 3.0), double(0.0, 0.5))
            .prop_map(|(epochs, fall)| Criterion::TrainingFlat { epochs, fall }),
        double(0.1, 3.0).prop_map(|epochs| Criterion::HeldOutRises { epochs }),
        double(0.1, 3.0).prop_map(|epochs| Criterion::Epochs { epochs }),
        double(0.0, 1.0).prop_map(|loss| Criterion::LossReached { loss }),
    ];
    let rule =
        (criterion, any::<bool>()).prop_map(|(criterion, stops)| StopRule { criterion, stops });
    prop::collection::vec(rule, 0..6)
}

pub fn folds() -> impl Strategy<Value = FoldsConfig> {
    let setting = select(vec![Setting::LearningRate, Setting::L2, Setting::Units]);
    let values = prop_oneof![
        4 => prop::collection::vec(double(0.01, 4.0), 1..4),
        2 => prop::collection::vec((1u8..6).prop_map(f64::from), 1..4),
        1 => prop::collection::vec(double(0.01, 4.0), 0..14),
    ];
    (
        setting,
        values,
        size(2..=4),
        prop_oneof![8 => 1u32..3, 1 => any::<u32>()],
    )
        .prop_map(|(setting, values, folds, epochs)| FoldsConfig {
            setting,
            values,
            folds,
            epochs,
        })
}

/// A picture of a digit, or what a script takes for one.
#[derive(Clone, Debug)]
pub enum Image {
    /// 784 values that repeat these.
    Pattern(Vec<f32>),
    Of(Vec<f32>),
}

impl Image {
    pub fn values(&self) -> Vec<f32> {
        match self {
            Self::Pattern(pattern) => pattern.iter().copied().cycle().take(784).collect(),
            Self::Of(values) => values.clone(),
        }
    }
}

pub fn image() -> impl Strategy<Value = Image> {
    prop_oneof![
        6 => prop::collection::vec(0.0f32..=1.0, 1..9).prop_map(Image::Pattern),
        1 => prop::collection::vec(float(0.0, 1.0), 1..9).prop_map(Image::Pattern),
        2 => prop::collection::vec(float(-3.0, 3.0), 2).prop_map(Image::Of),
        1 => prop::collection::vec(float(0.0, 1.0), 0..5).prop_map(Image::Of),
    ]
}
