//! A drawing as pen strokes, and what a digit reader sees of it.
//!
//! The network sees what MNIST's makers would have made of the drawing (LeCun et al. 1998): cropped, scaled into a box of
//! 20 × 20 pixels keeping its proportions, grey by the area that ink covers, and moved so that its centre of mass lies in
//! the middle of 28 × 28. Strokes are drawn anew at a pen width of 2.4 pixels in that box, so thick and thin pens, small
//! and large digits all look alike.

use super::digits::{PIXELS, SIDE};

/// Side of the box that the ink fills, in pixels.
const BOX: f32 = 20.0;

/// Width of the pen in the box, in pixels.
const PEN: f32 = 2.4;

/// Where the centre of mass goes, on both axes, in pixels from the edge: the middle of pixel 14, where MNIST's pictures
/// have it (14.49 on average over its training set).
const MIDDLE: f32 = SIDE as f32 / 2.0 + 0.5;

/// Points of a stroke are at most this far apart, so that erasing points erases lines.
const SPACING: f32 = 0.01;

/// A drawing smaller than this, on a pad of side 1, is not blown up to the whole box: a dot stays a dot.
const SMALLEST: f32 = 0.04;

/// Strokes in the unit square, x to the right and y down.
#[derive(Clone, Default)]
pub struct Drawing {
    points: Vec<[f32; 2]>,
    /// Points of each stroke, in order.
    lengths: Vec<u32>,
    pixels: Vec<f32>,
}

impl Drawing {
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// All points, stroke after stroke.
    pub fn points(&self) -> &[[f32; 2]] {
        &self.points
    }

    /// The number of points of each stroke.
    pub fn lengths(&self) -> &[u32] {
        &self.lengths
    }

    pub fn clear(&mut self) {
        self.points.clear();
        self.lengths.clear();
    }

    /// Puts the pen down.
    pub fn begin(&mut self, x: f32, y: f32) {
        if x.is_finite() && y.is_finite() {
            self.points.push([x, y]);
            self.lengths.push(1);
        }
    }

    /// Moves the pen in a straight line; before any `begin` it puts it down.
    pub fn extend(&mut self, x: f32, y: f32) {
        let (Some(&from), Some(length)) = (self.points.last(), self.lengths.last_mut()) else {
            return self.begin(x, y);
        };
        if !(x.is_finite() && y.is_finite()) {
            return;
        }
        let steps = (distance(from, [x, y]) / SPACING)
            .ceil()
            .clamp(1.0, 1.0 / SPACING) as u32;
        for step in 1..=steps {
            self.points
                .push(between(from, [x, y], step as f32 / steps as f32));
        }
        *length += steps;
    }

    /// Rubs out what lies within `radius`; a stroke rubbed in the middle becomes two.
    pub fn erase(&mut self, x: f32, y: f32, radius: f32) {
        let (points, lengths) = (
            std::mem::take(&mut self.points),
            std::mem::take(&mut self.lengths),
        );
        let mut rest = points.as_slice();
        for length in lengths {
            let (stroke, later) = rest.split_at(length as usize);
            for piece in stroke.split(|&point| distance(point, [x, y]) <= radius) {
                self.keep(piece);
            }
            rest = later;
        }
    }

    fn keep(&mut self, piece: &[[f32; 2]]) {
        if !piece.is_empty() {
            self.points.extend_from_slice(piece);
            self.lengths.push(piece.len() as u32);
        }
    }

    /// What the network sees: `[28, 28]` from 0 (paper) to 1 (ink); all zeros for an empty drawing.
    pub fn normalised(&mut self) -> &[f32] {
        let mut pixels = std::mem::take(&mut self.pixels);
        pixels.resize(PIXELS, 0.0);
        pixels.fill(0.0);
        if !self.is_empty() {
            let (scale, centred) = self.box_transform();
            self.render(scale, centred, &mut pixels);
            let mass = centre_of_mass(&pixels);
            let offset = [centred[0] + MIDDLE - mass[0], centred[1] + MIDDLE - mass[1]];
            pixels.fill(0.0);
            self.render(scale, offset, &mut pixels);
        }
        self.pixels = pixels;
        &self.pixels
    }

    /// Scale and offset that put the drawing, pen included, into the box in the middle of the picture.
    fn box_transform(&self) -> (f32, [f32; 2]) {
        let fold = |axis: usize, pick: fn(f32, f32) -> f32, start: f32| {
            self.points
                .iter()
                .map(|point| point[axis])
                .fold(start, pick)
        };
        let low = [0, 1].map(|axis| fold(axis, f32::min, f32::INFINITY));
        let high = [0, 1].map(|axis| fold(axis, f32::max, f32::NEG_INFINITY));
        let extent = (high[0] - low[0]).max(high[1] - low[1]).max(SMALLEST);
        let scale = (BOX - PEN) / extent;
        (
            scale,
            [0, 1].map(|axis| MIDDLE - scale * (low[axis] + high[axis]) / 2.0),
        )
    }

    /// Draws every stroke with a round pen; a pixel's grey is how far the ink's edge reaches over it.
    fn render(&self, scale: f32, offset: [f32; 2], pixels: &mut [f32]) {
        let place = |point: [f32; 2]| [0, 1].map(|axis| scale * point[axis] + offset[axis]);
        let mut start = 0;
        for &length in &self.lengths {
            let stroke = &self.points[start..start + length as usize];
            start += length as usize;
            let last = place(stroke[stroke.len() - 1]);
            render_segment(last, last, pixels);
            for pair in stroke.windows(2) {
                render_segment(place(pair[0]), place(pair[1]), pixels);
            }
        }
    }
}

fn render_segment(from: [f32; 2], to: [f32; 2], pixels: &mut [f32]) {
    let reach = PEN / 2.0 + 1.0;
    let bounds = |axis: usize| {
        let low = (from[axis].min(to[axis]) - reach).max(0.0) as usize;
        let high = (from[axis].max(to[axis]) + reach).clamp(0.0, SIDE as f32) as usize;
        low..high
    };
    for y in bounds(1) {
        for x in bounds(0) {
            let away = distance_to_segment([x as f32 + 0.5, y as f32 + 0.5], from, to);
            let covered = (PEN / 2.0 + 0.5 - away).clamp(0.0, 1.0);
            let pixel = &mut pixels[y * SIDE + x];
            *pixel = pixel.max(covered);
        }
    }
}

/// Mean position of the ink, pixel centres at half numbers.
fn centre_of_mass(pixels: &[f32]) -> [f32; 2] {
    let mut sums = [0.0; 3];
    for (i, &ink) in pixels.iter().enumerate() {
        sums[0] += ink * ((i % SIDE) as f32 + 0.5);
        sums[1] += ink * ((i / SIDE) as f32 + 0.5);
        sums[2] += ink;
    }
    if sums[2] == 0.0 {
        [MIDDLE; 2]
    } else {
        [sums[0] / sums[2], sums[1] / sums[2]]
    }
}

fn between(a: [f32; 2], b: [f32; 2], share: f32) -> [f32; 2] {
    [0, 1].map(|axis| a[axis] + share * (b[axis] - a[axis]))
}

fn distance(a: [f32; 2], b: [f32; 2]) -> f32 {
    libm::hypotf(a[0] - b[0], a[1] - b[1])
}

fn distance_to_segment(point: [f32; 2], from: [f32; 2], to: [f32; 2]) -> f32 {
    let (along, away) = (
        [to[0] - from[0], to[1] - from[1]],
        [point[0] - from[0], point[1] - from[1]],
    );
    let square = along[0] * along[0] + along[1] * along[1];
    let share = (along[0] * away[0] + along[1] * away[1]) / square;
    distance(
        point,
        between(
            from,
            to,
            if square == 0.0 {
                0.0
            } else {
                share.clamp(0.0, 1.0)
            },
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[[f32; 2]]) -> Drawing {
        let mut drawing = Drawing::default();
        drawing.begin(points[0][0], points[0][1]);
        points[1..].iter().for_each(|p| drawing.extend(p[0], p[1]));
        drawing
    }

    fn seven(scale: f32, x: f32, y: f32) -> Drawing {
        line(&[[0.2, 0.2], [0.8, 0.2], [0.4, 0.9]].map(|p| [x + scale * p[0], y + scale * p[1]]))
    }

    #[test]
    fn size_and_place_on_the_pad_do_not_matter() {
        let centred = seven(1.0, 0.0, 0.0).normalised().to_vec();
        for (scale, x, y) in [(0.2, 0.0, 0.0), (0.2, 0.8, 0.8), (0.5, 0.3, 0.1)] {
            let other = seven(scale, x, y).normalised().to_vec();
            let worst = centred
                .iter()
                .zip(&other)
                .map(|(a, b)| (a - b).abs())
                .fold(0.0, f32::max);
            assert!(worst < 0.06, "{scale} {x} {y}: {worst}");
        }
    }

    #[test]
    fn ink_fills_the_box_around_its_centre_of_mass() {
        let mut drawing = seven(0.7, 0.1, 0.1);
        let pixels = drawing.normalised();
        let rows: Vec<usize> = (0..SIDE)
            .filter(|y| pixels[y * SIDE..(y + 1) * SIDE].iter().any(|&p| p > 0.5))
            .collect();
        assert!(
            (19..=21).contains(&rows.len()),
            "{} rows of ink",
            rows.len()
        );
        let mass = centre_of_mass(pixels);
        assert!(
            (mass[0] - MIDDLE).abs() < 0.1 && (mass[1] - MIDDLE).abs() < 0.1,
            "{mass:?}"
        );
    }

    #[test]
    fn the_eraser_splits_a_stroke() {
        let mut drawing = line(&[[0.1, 0.5], [0.9, 0.5]]);
        drawing.erase(0.5, 0.5, 0.1);
        assert_eq!(drawing.lengths().len(), 2);
        assert!(drawing.points().iter().all(|p| (p[0] - 0.5).abs() > 0.1));
        drawing.erase(0.5, 0.5, 1.0);
        assert!(drawing.is_empty() && drawing.lengths().is_empty());
    }

    #[test]
    fn empty_dotted_and_nonsense_drawings_stay_finite() {
        let mut drawing = Drawing::default();
        assert!(drawing.normalised().iter().all(|&p| p == 0.0));
        drawing.begin(f32::NAN, 0.5);
        assert!(drawing.is_empty());
        drawing.extend(0.5, 0.5);
        drawing.extend(f32::INFINITY, 0.5);
        let dot: f32 = drawing.normalised().iter().sum();
        assert!((3.0..8.0).contains(&dot), "a dot covers {dot} pixels");
    }
}
