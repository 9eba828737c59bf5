//! How models learn: optimisers over flat slices, classic models that count instead, and Boltzmann machines.

pub mod clipping;
pub mod conjugate_gradient;
pub mod descent;
pub mod lbfgs;
pub mod line_search;
pub mod minimizer;
pub mod naive_bayes;
pub mod optimizer;
pub mod rbm;
pub mod stopping;
pub mod vectors;
