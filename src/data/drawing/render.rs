//! Strokes as pixels: what a round pen leaves on a picture of 28 × 28.

use super::strokes::{Place, Strokes, between, distance};
use crate::data::digits::set::{PIXELS, SIDE};

/// A picture of 28 × 28, row after row, from 0 (paper) to 1 (ink).
pub type Pixels = [f32; PIXELS];

/// Where the pad's places go: pixel = scale · place + offset.
#[derive(Clone, Copy, Debug)]
pub struct Placement {
    /// Pixels to the side of the pad.
    pub scale: f32,
    /// Pixels from the picture's upper left corner to the pad's, to the right and down.
    pub offset: Place,
}

/// Draws strokes with a round pen `pen` pixels wide. A pixel's grey is how far the ink's edge reaches over it, which is the
/// area covered as long as the edge is nearly straight within a pixel, and the pen at least 1 wide.
pub fn render(
    strokes: &Strokes,
    Placement { scale, offset }: Placement,
    pen: f32,
    out: &mut Pixels,
) {
    let place = |point: Place| [0, 1].map(|axis| scale * point[axis] + offset[axis]);
    out.fill(0.0);
    for stroke in strokes.iter() {
        let first = place(stroke[0]);
        render_segment(first, first, pen, out); // a stroke of one point is a dot
        for pair in stroke.windows(2) {
            render_segment(place(pair[0]), place(pair[1]), pen, out);
        }
    }
}

fn render_segment(from: Place, to: Place, pen: f32, out: &mut Pixels) {
    let reach = pen / 2.0 + 1.0;
    let bounds = |axis: usize| {
        let low = (from[axis].min(to[axis]) - reach).max(0.0) as usize;
        let high = (from[axis].max(to[axis]) + reach).clamp(0.0, SIDE as f32) as usize;
        low..high
    };
    for y in bounds(1) {
        for x in bounds(0) {
            let away = distance_to_segment([x as f32 + 0.5, y as f32 + 0.5], from, to);
            let covered = (pen / 2.0 + 0.5 - away).clamp(0.0, 1.0);
            let pixel = &mut out[y * SIDE + x];
            *pixel = pixel.max(covered);
        }
    }
}

fn distance_to_segment(point: Place, from: Place, to: Place) -> f32 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let away = [point[0] - from[0], point[1] - from[1]];
    let square = along[0] * along[0] + along[1] * along[1];
    let share = (along[0] * away[0] + along[1] * away[1]) / square.max(f32::MIN_POSITIVE);
    distance(point, between(from, to, share.clamp(0.0, 1.0)))
}
