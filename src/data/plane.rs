//! The plane that points live in, [−3, 3]²: all sets have a spread near 1 on both axes there, so that one learning rate serves
//! them all.

/// A place in the plane, x₁ and x₂.
pub type Place = [f32; 2];

/// The plane that is shown runs from −PLANE to PLANE on both axes.
pub const PLANE: f32 = 3.0;

/// Points keep within −EDGE to EDGE, where they are seen whole.
pub const EDGE: f32 = PLANE - 0.05;

/// The most points that are shown and learned.
pub const MOST_POINTS: usize = 5000;
