//! What the page asks for after its first paint: the classes of these files make the second part of the core.

pub mod cross_validation;
pub mod digit_picture;
pub mod digit_set;
pub mod drawing;
pub mod error_curves;
pub mod guesser;
pub mod hidden_map;
pub mod hidden_space;
pub mod judge;
pub mod layers;
pub mod loss_surface;
pub mod next_update;
pub mod outcomes;
pub mod point_table;
pub mod sheet;
pub mod weights;
