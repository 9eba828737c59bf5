//! A network: an ordered list of layers over one flat parameter vector, which belongs to whoever trains it.
//!
//! | file | what |
//! | --- | --- |
//! | `structure` | [`Network`]: the layers, and the loss they are trained with |
//! | `workspace` | [`Workspace`]: the buffers that a pass writes into |
//! | `layout` | [`layout::Step`]: how other tools write a network, and where its weights stand there |
//! | `model` | [`Model`]: a network with its parameters; the forward and the backward pass |

pub mod layout;
mod model;
mod structure;
mod workspace;

pub use model::Model;
pub use structure::Network;
pub use workspace::Workspace;
