//! What can be taken away and brought back, as bytes.

pub mod run;
