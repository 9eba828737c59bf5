//! What the page asks for after its first paint: the classes of these files make the second part of the core.

mod check_up;
mod cross_validation;
mod digit_picture;
mod digit_set;
mod doubter;
mod drawing;
mod error_curves;
mod guesser;
mod hidden_map;
mod hidden_space;
mod judge;
mod layers;
mod look_inside;
mod loss_surface;
mod measures;
mod naive_bayes;
mod next_update;
mod outcomes;
mod point_table;
mod recipes;
mod runs;
mod sheet;
mod weights;
