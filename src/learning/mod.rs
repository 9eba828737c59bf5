//! How parameters move: optimisers over flat slices.

pub mod optimizer;
