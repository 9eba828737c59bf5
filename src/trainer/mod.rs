//! Training: a network, a data set, an optimiser and a history, moved on by `step`.

pub mod baseline;
pub mod fitted;
pub mod folds;
pub mod grid;
pub mod history;
pub mod order;
pub mod predictions;
pub mod race;
pub mod settings;
pub mod sweep;
pub mod training;
