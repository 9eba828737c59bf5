//! Direct convolution of one picture with many filters, and the same with 2 × 2 max-pooling behind it.
//!
//! The picture is padded in memory, so no tap asks where the border is, and a row of a filter's window is one run of
//! kernel · channels neighbouring values. A tile of four windows × eight filters keeps eight sums in registers: each tap
//! loads two vectors of weights and four numbers for eight multiplications and additions. With pooling, the four windows
//! are those of one pool: the largest sum, where it was, and the bias are settled in registers and only they are stored.

use super::lanes::{F32x4, LANES};
use super::memory::{Rows, RowsMut, Windows};
use super::occupancy::{OccupancyMask, is_blank};
use super::places::lane_of;
use super::transpose::transpose;

/// Filters of a tile.
pub const FILTERS: usize = 2 * LANES;

/// One tap of eight filters.
pub type Tap = [f32; FILTERS];

/// Windows of a tile.
const WINDOWS: usize = 4;

/// How a filter's window lies in the padded picture, and how it moves.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Rows of the window.
    pub rows: usize,
    /// Values in each of its rows: kernel · channels.
    pub row: usize,
    /// Values from one row of the padded picture to the next.
    pub down: usize,
    /// Values from a window to its right neighbour: stride · channels.
    pub step_right: usize,
    /// Values from a window to the one below: stride rows.
    pub step_down: usize,
}

impl Window {
    /// Where the window for the output pixel (y, x) begins.
    #[inline(always)]
    pub fn place(&self, y: usize, x: usize) -> usize {
        y * self.step_down + x * self.step_right
    }

    /// Where the four windows of the 2 × 2 pool for output pixel (y, x) begin.
    #[inline(always)]
    pub fn pool(&self, y: usize, x: usize) -> [usize; WINDOWS] {
        let first = self.place(2 * y, 2 * x);
        let (right, down) = (self.step_right, self.step_down);
        [first, first + right, first + down, first + down + right]
    }

    /// Taps of a filter.
    pub fn taps(&self) -> usize {
        self.rows * self.row
    }
}

/// Filters `[filters, taps]` and their biases in groups of eight, the last one filled up with zeros.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    filters: usize,
    taps: usize,
    /// `[groups, taps]`.
    weights: Vec<Tap>,
    /// `[groups]`.
    biases: Vec<Tap>,
}

impl Packed {
    pub fn with_capacity(filters: usize, taps: usize) -> Self {
        let groups = filters.div_ceil(FILTERS);
        Self {
            filters,
            taps,
            weights: vec![[0.0; FILTERS]; groups * taps],
            biases: vec![[0.0; FILTERS]; groups],
        }
    }

    pub fn read(&mut self, weights: &[f32], biases: &[f32]) {
        self.biases.as_flattened_mut()[..biases.len()].copy_from_slice(biases);
        let groups = weights.chunks(FILTERS * self.taps);
        for (filters, packed) in groups.zip(self.weights.chunks_exact_mut(self.taps)) {
            if filters.len() == FILTERS * self.taps {
                transpose(filters, FILTERS, self.taps, packed.as_flattened_mut());
                continue;
            }
            for (f, filter) in filters.chunks_exact(self.taps).enumerate() {
                packed
                    .iter_mut()
                    .zip(filter)
                    .for_each(|(tap, &w)| tap[f] = w);
            }
        }
    }

    /// Each group: its first filter, its weights and its biases.
    fn groups(&self) -> impl Iterator<Item = (usize, &[Tap], [F32x4; 2])> {
        let first = (0..self.filters).step_by(FILTERS);
        let weights = self.weights.chunks_exact(self.taps);
        let biases = self.biases.iter().map(load);
        first.zip(weights).zip(biases).map(|((f, w), b)| (f, w, b))
    }
}

#[inline(always)]
fn load(tap: &Tap) -> [F32x4; 2] {
    Rows::<2>::new(tap, 0, 0, FILTERS, 1).load(0)
}

/// Writes the sums of eight filters, or of as many as there are, to the channels of a pixel.
#[inline(always)]
fn store(sums: [F32x4; 2], pixel: &mut [f32]) {
    if let Some(eight) = pixel.first_chunk_mut::<FILTERS>() {
        return RowsMut::<2>::new(eight, 0, 0, FILTERS, 1).store(0, sums);
    }
    let mut all = [0.0; FILTERS];
    RowsMut::<2>::new(&mut all, 0, 0, FILTERS, 1).store(0, sums);
    pixel.copy_from_slice(&all[..pixel.len()]);
}

/// `Σ x[place + tap] w[tap, filter]` for four places and eight filters.
#[inline(always)]
fn tile(x: &[f32], places: [usize; WINDOWS], window: &Window, w: &[Tap]) -> [[F32x4; 2]; WINDOWS] {
    let mut sums = [[F32x4::splat(0.0); 2]; WINDOWS];
    let x = Windows::new(x, places, (window.rows, window.row), window.down);
    for (y, w) in w.chunks_exact(window.row).enumerate() {
        for (k, w) in w.iter().enumerate() {
            let w = load(w);
            for (r, sum) in sums.iter_mut().enumerate() {
                let x = x.splat(r, y, k);
                *sum = [sum[0] + x * w[0], sum[1] + x * w[1]];
            }
        }
    }
    sums
}

/// `z[y, x, f] = bias[f] + Σ picture[place(y, x) + tap] w[f, tap]`, with `z` `[height, width, filters]`.
pub fn convolve(picture: &[f32], window: &Window, filters: &Packed, width: usize, z: &mut [f32]) {
    for (first, w, bias) in filters.groups() {
        let last = filters.filters.min(first + FILTERS);
        for (y, z) in z.chunks_exact_mut(width * filters.filters).enumerate() {
            for x in (0..width).step_by(WINDOWS) {
                // Beyond the right edge the last window stands again, with the same sums.
                let columns: [usize; WINDOWS] = std::array::from_fn(|i| (x + i).min(width - 1));
                let places = columns.map(|x| window.place(y, x));
                let sums = tile(picture, places, window, w);
                for (x, sum) in columns.into_iter().zip(sums) {
                    let pixel = &mut z[x * filters.filters..][first..last];
                    store(add(sum, bias), pixel);
                }
            }
        }
    }
}

/// The largest of each 2 × 2 sums of [`convolve`], `[height, width, filters]` with `width` pools in a row, and the place
/// of the window that it came from, as [`lane_of`] writes it. With an occupancy mask, blank windows are passed over: their sums are
/// zero, which makes the first layer on digits 1.6 times as fast.
pub fn convolve_and_pool(
    picture: &[f32],
    window: &Window,
    filters: &Packed,
    occupancy: Option<&OccupancyMask>,
    width: usize,
    (largest, winners): (&mut [f32], &mut [f32]),
) {
    let row = width * filters.filters;
    let (step, side) = (window.step_right, window.row + window.step_right);
    for (first, w, bias) in filters.groups() {
        let last = filters.filters.min(first + FILTERS);
        let rows = largest
            .chunks_exact_mut(row)
            .zip(winners.chunks_exact_mut(row));
        for (y, (largest, winners)) in rows.enumerate() {
            let occupied = occupancy.map(|mask| mask.union(2 * y * step, side));
            for x in 0..width {
                let places = window.pool(y, x);
                let pixel = x * filters.filters + first..x * filters.filters + last;
                let (largest, winners) = (&mut largest[pixel.clone()], &mut winners[pixel]);
                if occupied.is_some_and(|bits| is_blank(bits, 2 * x * step, side)) {
                    store(bias, largest);
                    store([F32x4::splat(lane_of(places[0])); 2], winners);
                    continue;
                }
                let sums = tile(picture, places, window, w);
                let [left, right] = [0, 1].map(|v| winner(sums.map(|sum| sum[v]), places));
                store(add([left.0, right.0], bias), largest);
                store([left.1, right.1], winners);
            }
        }
    }
}

/// The largest of four sums and its place, the first one among equals.
#[inline(always)]
pub(super) fn winner(sums: [F32x4; WINDOWS], places: [usize; WINDOWS]) -> (F32x4, F32x4) {
    let place = |i: usize| F32x4::splat(lane_of(places[i]));
    (1..WINDOWS).fold((sums[0], place(0)), |(best, at), i| {
        (
            sums[i].select_greater(best, sums[i], best),
            sums[i].select_greater(best, place(i), at),
        )
    })
}

#[inline(always)]
fn add(a: [F32x4; 2], b: [F32x4; 2]) -> [F32x4; 2] {
    [a[0] + b[0], a[1] + b[1]]
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::kernels::places::place_of;
    use crate::random::Random;

    /// A window of `kernel` × `kernel` pixels over a picture of `side` × `side`.
    pub fn window(side: usize, channels: usize, kernel: usize, stride: usize) -> Window {
        Window {
            rows: kernel,
            row: kernel * channels,
            down: side * channels,
            step_right: stride * channels,
            step_down: stride * side * channels,
        }
    }

    /// One sum as the formula says it.
    pub fn reference(x: &[f32], window: &Window, place: usize, filter: &[f32], bias: f32) -> f32 {
        let taps = filter.iter().enumerate().map(|(tap, w)| {
            let (y, k) = (tap / window.row, tap % window.row);
            w * x[place + y * window.down + k]
        });
        bias + taps.sum::<f32>()
    }

    #[test]
    fn tiles_equal_the_reference() {
        let mut random = Random::new(1);
        for (side, channels, kernel, stride, filters) in [
            (6, 1, 3, 1, 1),
            (9, 2, 5, 1, 8),
            (11, 3, 2, 3, 9),
            (7, 4, 7, 1, 17),
            (8, 1, 1, 2, 6),
        ] {
            let window = window(side, channels, kernel, stride);
            let x = random.normals(side * side * channels);
            let (w, bias) = (
                random.normals(filters * window.taps()),
                random.normals(filters),
            );
            let mut packed = Packed::with_capacity(filters, window.taps());
            packed.read(&w, &bias);
            let width = (side - kernel) / stride + 1;
            let mut z = vec![0.0; width * width * filters];
            convolve(&x, &window, &packed, width, &mut z);
            for (i, z) in z.iter().enumerate() {
                let (pixel, f) = (i / filters, i % filters);
                let place = window.place(pixel / width, pixel % width);
                let filter = &w[f * window.taps()..][..window.taps()];
                let exact = reference(&x, &window, place, filter, bias[f]);
                assert!((z - exact).abs() < 1e-4, "{z} {exact}");
            }
        }
    }

    #[test]
    fn pooled_tiles_are_the_largest_of_four_with_or_without_a_mask() {
        let (side, filters, width) = (12, 11, 4);
        let (mut random, window) = (Random::new(2), window(side, 1, 5, 1));
        let mut x = vec![0.0; side * side];
        x[3 * side + 2..3 * side + 5].copy_from_slice(&[1.0, -2.0, 0.5]);
        let (w, bias) = (random.normals(filters * 25), random.normals(filters));
        let (mut packed, mut mask) = (
            Packed::with_capacity(filters, 25),
            OccupancyMask::with_capacity(side),
        );
        packed.read(&w, &bias);
        mask.read(&x, side);
        let mut z = vec![0.0; 64 * filters];
        convolve(&x, &window, &packed, 8, &mut z);
        for mask in [None, Some(&mask)] {
            let (mut largest, mut winners) = (vec![0.0; 16 * filters], vec![0.0; 16 * filters]);
            let out = (&mut largest[..], &mut winners[..]);
            convolve_and_pool(&x, &window, &packed, mask, width, out);
            for (i, (&largest, &winner)) in largest.iter().zip(&winners).enumerate() {
                let (pixel, f) = (i / filters, i % filters);
                let (y, x) = (2 * (pixel / width), 2 * (pixel % width));
                let four = [(y, x), (y, x + 1), (y + 1, x), (y + 1, x + 1)];
                let values = four.map(|(y, x)| z[(y * 8 + x) * filters + f]);
                assert_eq!(largest, values.into_iter().fold(f32::MIN, f32::max));
                let first = values.iter().position(|&value| value == largest);
                assert_eq!(place_of(winner), window.pool(y / 2, x / 2)[first.unwrap()]);
            }
        }
    }
}
