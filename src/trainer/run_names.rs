//! Short names of runs: what tells each of them from the others.

use super::learner::Learner;
use super::runs::Setting;
use super::settings::ModelConfig;
use crate::architecture::HiddenLayer;
use crate::learning::optimizer::Rule;
use crate::pieces::initial::Initial;
use crate::pieces::loss::Loss;

/// Longer names are cut: a name is for telling apart, the settings are in the list.
const MOST_PARTS: usize = 3;

/// A setting in words.
#[derive(Clone, PartialEq)]
struct Part<'a> {
    /// The model whose setting it is, where there are several.
    of: Option<&'a str>,
    words: String,
}

/// Names for these runs, each by what it does not have in common with all others: "η 0.1, Adam". Empty where they are alike.
pub fn names(settings: &[&Setting]) -> Vec<String> {
    let numbers = settings.iter().map(|setting| points(setting, settings));
    let named = settings.iter().zip(numbers);
    let parts: Vec<Vec<Part>> = named
        .map(|(setting, number)| [vec![number], parts(setting)].concat())
        .collect();
    let longest = parts.iter().map(Vec::len).max().unwrap_or(0);
    let column = |place: usize| parts.iter().map(move |parts| parts.get(place));
    let differs = |&place: &usize| column(place).any(|part| part != column(place).next().flatten());
    let places: Vec<usize> = (0..longest).filter(differs).collect();
    let told = telling(&places, &parts);
    let name = |parts: &Vec<Part>| {
        let of = |places: &[usize]| {
            let own = places.iter().filter_map(|&place| parts.get(place));
            own.filter(|part| !part.words.is_empty()).collect()
        };
        let (own, all): (Vec<&Part>, Vec<&Part>) = (of(&told), of(&places));
        let more = if own.len() < all.len() { ", …" } else { "" };
        join(&own) + more
    };
    parts.iter().map(name).collect()
}

/// Which of several points they are that have the same words; empty where the words tell them apart.
fn points<'a>(setting: &Setting, all: &[&Setting]) -> Part<'a> {
    let words = |setting: &Setting| setting.examples.source.as_ref().map(|s| s.words());
    let mut alike: Vec<&Setting> = Vec::new();
    for other in all {
        if words(other) == words(setting) && !alike.iter().any(|known| known.has_points_of(other)) {
            alike.push(other);
        }
    }
    let number = alike.iter().position(|known| known.has_points_of(setting));
    let number = number.filter(|_| alike.len() > 1);
    Part {
        of: None,
        words: number.map_or(String::new(), |number| format!("points {}", number + 1)),
    }
}

/// At most so many of the places where runs differ that they can be told apart by them, as far as that goes: first those that
/// tell more runs apart than the places before them.
fn telling(places: &[usize], parts: &[Vec<Part>]) -> Vec<usize> {
    let kinds = |places: &[usize]| {
        let mut kinds: Vec<Vec<Option<&Part>>> = Vec::new();
        for parts in parts {
            let kind = places.iter().map(|&place| parts.get(place)).collect();
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds.len()
    };
    let (mut told, mut others) = (Vec::new(), Vec::new());
    for &place in places {
        let with = [told.as_slice(), &[place]].concat();
        if kinds(&with) > kinds(&told) {
            told = with;
        } else {
            others.push(place);
        }
    }
    told.extend(others);
    told.truncate(MOST_PARTS);
    told.sort_unstable();
    told
}

/// All settings of one run in words.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// race.keep_time();
/// let all = gradual::trainer::run_names::describe(race.runs()?.under_way());
/// assert!(all.contains("η 0.03") && all.contains("Adam"));
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn describe(setting: &Setting) -> String {
    let parts = parts(setting);
    let told = parts.iter().filter(|part| !part.words.is_empty());
    join(&told.collect::<Vec<_>>())
}

/// One part after the other; a model is named once for all that is said of it.
fn join(parts: &[&Part]) -> String {
    let mut told = String::new();
    let mut last = None;
    for part in parts {
        if !told.is_empty() {
            told += if part.of == last { ", " } else { "; " };
        }
        if let Some(model) = part.of.filter(|_| part.of != last) {
            told = told + model + ": ";
        }
        told += &part.words;
        last = part.of;
    }
    told
}

/// Each setting, always in the same place.
fn parts(setting: &Setting) -> Vec<Part<'_>> {
    let data = match &setting.examples.source {
        Some(source) => source.words(),
        None => Default::default(), // so that each setting has its place
    };
    let seed = format!("seed {}", setting.seed);
    let mut parts: Vec<Part> = data
        .into_iter()
        .chain([seed])
        .map(|words| Part { of: None, words })
        .collect();
    for config in &setting.configs {
        let of = (setting.configs.len() > 1).then_some(config.name.as_str());
        parts.extend(model_parts(config).map(|words| Part { of, words }));
    }
    parts
}

fn model_parts(config: &ModelConfig) -> [String; 9] {
    let layers: Vec<String> = config.hidden.iter().map(layer).collect();
    [
        format!("η {}", config.learning_rate),
        match config.learner {
            Learner::Network => rule(config.optimizer),
            Learner::NaiveBayes => "naive Bayes",
        }
        .into(),
        if layers.is_empty() {
            "no hidden layer".into()
        } else {
            layers.join("-")
        },
        format!("batch {}", config.batch_size),
        loss(config.loss).into(),
        format!("first weights {}", initial(config.initial)),
        format!("L1 {}", config.l1),
        format!("L2 {}", config.l2),
        format!("clip {}", config.clip),
    ]
}

fn layer(layer: &HiddenLayer) -> String {
    match layer {
        HiddenLayer::Dense { units, activation } => format!("{units} {}", activation.name()),
        HiddenLayer::Features { features } => format!("{} features", features.len()),
        other => other.name(),
    }
}

fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::GradientDescent => "gradient descent",
        Rule::Sgd => "SGD",
        Rule::Momentum => "momentum",
        Rule::Nesterov => "Nesterov",
        Rule::RmsProp => "RMSProp",
        Rule::Adam => "Adam",
        Rule::ConjugateGradient => "conjugate gradient",
        Rule::Lbfgs => "L-BFGS",
    }
}

fn loss(loss: Loss) -> &'static str {
    match loss {
        Loss::CrossEntropy => "cross-entropy",
        Loss::SquaredError => "squared error",
        Loss::SquaredErrorLinear => "squared error, linear",
        Loss::SquaredErrorWhole => "squared error without ½",
        Loss::SquaredErrorLinearWhole => "squared error without ½, linear",
        Loss::Perceptron => "perceptron's loss",
    }
}

fn initial(initial: Initial) -> &'static str {
    match initial {
        Initial::Zero => "zero",
        Initial::SmallUniform => "small uniform",
        Initial::Glorot => "Glorot",
        Initial::GlorotStrongOutput => "Glorot, strong output",
        Initial::GlorotBySlope => "Glorot, by slope",
        Initial::He => "He",
        Initial::Normal => "normal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::dataset::Dataset;
    use crate::data::generators::points::{PointSet, PointsConfig};
    use crate::data::painted::origin::{Origin, PaintedPoints};
    use crate::data::painted::points::OwnPoints;
    use crate::data::source::Source;
    use crate::data::target::{Learned, Target};
    use crate::pieces::shape::Shape;
    use crate::trainer::examples::Examples;
    use crate::trainer::settings::tests::tanh_network;

    fn setting(configs: &[ModelConfig], seed: u32) -> Setting {
        Setting {
            configs: configs.to_vec(),
            seed,
            examples: Dataset::empty(Shape::Units(2), 2).into(),
            start: Vec::new(),
        }
    }

    fn names_of(settings: &[Setting]) -> Vec<String> {
        names(&settings.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_name_says_what_differs_and_nothing_else() {
        let plain = tanh_network(4);
        let (rate, rule) = (0.1, Rule::Sgd);
        let faster = ModelConfig {
            learning_rate: rate,
            ..plain.clone()
        };
        let other = ModelConfig {
            optimizer: rule,
            ..faster.clone()
        };
        let settings = [plain, faster, other].map(|config| setting(&[config], 7));
        assert_eq!(
            names_of(&settings),
            ["η 0.03, Adam", "η 0.1, Adam", "η 0.1, SGD"]
        );
        assert_eq!(names_of(&settings[..2]), ["η 0.03", "η 0.1"]);
        assert_eq!(
            names_of(&[settings[0].clone(), settings[0].clone()]),
            ["", ""]
        );
    }

    #[test]
    fn among_several_models_the_one_that_differs_is_named() {
        let wide = ModelConfig {
            name: "Wide".into(),
            ..tanh_network(9)
        };
        let settings = [
            setting(&[tanh_network(4), wide.clone()], 1),
            setting(
                &[
                    ModelConfig {
                        l2: 0.1,
                        ..tanh_network(5)
                    },
                    wide,
                ],
                2,
            ),
        ];
        let names = [
            "seed 1; Network: 4 tanh, L2 0",
            "seed 2; Network: 5 tanh, L2 0.1",
        ];
        assert_eq!(names_of(&settings), names);
    }

    #[test]
    fn other_points_of_the_same_words_are_told_apart() {
        let shifted = |x: f32| {
            let mut points = OwnPoints::new(Vec::new(), Learned::Class, 0.0, 1).unwrap();
            points.add([x, 0.0], Target::Class(0)).unwrap();
            let over = Origin::Set(PointsConfig {
                set: PointSet::Circles,
                count: 50,
                noise: 0.0,
                held_out: 0.0,
                seed: 1,
            });
            Source::Painted(PaintedPoints { over, points })
        };
        let painted = [0.1, 0.2, 0.1].map(|x| Setting {
            examples: Examples::of(shifted(x)).unwrap(),
            ..setting(&[tanh_network(4)], 7)
        });
        assert_eq!(names_of(&painted), ["points 1", "points 2", "points 1"]);
        let said = describe(&painted[0]);
        assert!(
            said.starts_with("Circles, painted on, 1 point, 0 % held out"),
            "{said}"
        );
    }
}
