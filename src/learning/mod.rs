//! How models learn: optimisers over flat slices, and classic models that count instead.

pub mod naive_bayes;
pub mod optimizer;
