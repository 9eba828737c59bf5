//! Networks as [ONNX](https://onnx.ai), written and read.

mod message;
mod read;
mod write;

pub use read::read;
pub use write::write;
