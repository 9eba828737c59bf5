//! What can be taken away and brought back, as bytes or as text.
//!
//! | file | what |
//! | --- | --- |
//! | `run` | a run, to go on with to the last bit |
//! | `session` | a lab with its run, and its numbers for other tools |
//! | `safetensors`, `onnx` | a network for other tools, and from them |
//! | `code` | a network as a program |
//! | `tables` | points, predictions, curves and confusion as comma-separated values |
//! | `kept` | our settings within them |
//!
//! How other tools lay out weights is said in [`crate::network::layout`].

pub mod code;
pub mod kept;
pub mod onnx;
pub mod run;
pub mod safetensors;
pub mod session;
pub mod tables;
