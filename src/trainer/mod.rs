//! Training: a network, a data set, an optimiser and a history, moved on by `step`.

pub mod baseline;
pub mod contender;
pub mod divergence;
pub mod examples;
pub mod folds;
pub mod gradients;
pub mod grid;
pub mod history;
pub mod learner;
pub mod moment;
pub mod monitor;
pub mod naive_bayes;
pub mod order;
pub mod painting;
pub mod path;
pub mod predictions;
pub mod race;
pub mod recipe;
pub mod run_names;
pub mod runs;
pub mod settings;
pub mod state;
pub mod stop;
pub mod sweep;
pub mod timeline;
pub mod training;
