//! Places in an array that ride in the lanes of vectors: as bits, since all they do there is to be chosen.

/// A place as a lane holds it.
#[inline(always)]
pub fn lane_of(place: usize) -> f32 {
    f32::from_bits(place as u32)
}

/// The place that a lane holds.
#[inline(always)]
pub fn place_of(lane: f32) -> usize {
    lane.to_bits() as usize
}
