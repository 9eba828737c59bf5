//! Convolution with 5 × 5 filters and 2 × 2 max-pooling by Winograd's F(2 × 2, 5 × 5) (Lavin and Gray 2016).
//!
//! Four outputs, the pool's own window, come from 6 × 6 inputs with 36 multiplications for each pair of channels instead
//! of 100: Y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A for inputs d and filter g, with ⊙ summed over the input channels. For each of the
//! 36 points that sum is a small matrix product. Groups of four windows keep all of it in the nearest cache. For 8 × 16
//! channels on 14 × 14 pixels it takes half the time of the direct tiles, and rounds within 1e-5 of them.

use super::convolve::{Window, winner};
use super::lanes::{F32x4, LANES};
use super::memory::{Rows, RowsMut};

/// Side of the inputs of a pool's window.
const SIDE: usize = 6;

/// Points at which transformed inputs and filters are multiplied.
const POINTS: usize = SIDE * SIDE;

/// Side of a filter.
const KERNEL: usize = 5;

/// Pools that are computed together.
const GROUP: usize = 4;

/// Transformed filters, and room for the transformed inputs of a picture and the outputs of a group.
#[derive(Clone, Debug, Default)]
pub struct Winograd {
    channels: usize,
    filters: usize,
    /// Pools in a row.
    width: usize,
    /// `[points, filters / 8, channels]`, eight filters each.
    weights: Vec<Eight>,
    biases: Vec<f32>,
    /// d B, `[rows, pools in a row, side, channels]`: six pixels of a row for each pool, which three pools below each other share.
    rows: Vec<f32>,
    /// Bᵀ d B, `[points, group, channels]`.
    inputs: Vec<f32>,
    /// `[points, filters / 8, group]`, eight filters each.
    outputs: Vec<Eight>,
}

/// A value for each of eight filters.
type Eight = [f32; 2 * LANES];

impl Winograd {
    /// Whether it pays: filters of 5 × 5 that move by one pixel, with enough channels to fill the vectors.
    pub fn suits(kernel: usize, stride: usize, channels: usize, filters: usize) -> bool {
        (kernel, stride) == (KERNEL, 1)
            && channels.is_multiple_of(LANES)
            && filters.is_multiple_of(2 * LANES)
    }

    /// For pictures whose pools are `height` × `width`.
    pub fn with_capacity(channels: usize, filters: usize, (height, width): (usize, usize)) -> Self {
        let eights = filters / (2 * LANES);
        Self {
            channels,
            filters,
            weights: vec![[0.0; 2 * LANES]; POINTS * eights * channels],
            biases: vec![0.0; filters],
            width,
            rows: vec![0.0; (2 * height + SIDE - 2) * width * SIDE * channels],
            inputs: vec![0.0; POINTS * GROUP * channels],
            outputs: vec![[0.0; 2 * LANES]; POINTS * eights * GROUP],
        }
    }

    /// Transforms filters `[filters, 5, 5, channels]`: G g Gᵀ.
    pub fn read(&mut self, weights: &[f32], biases: &[f32]) {
        self.biases.copy_from_slice(biases);
        for (f, filter) in weights
            .chunks_exact(KERNEL * KERNEL * self.channels)
            .enumerate()
        {
            for channel in (0..self.channels).step_by(LANES) {
                let taps = |i: usize| load(filter, i * self.channels + channel);
                let columns: [[F32x4; SIDE]; KERNEL] = std::array::from_fn(|x| {
                    transform_filter(std::array::from_fn(|y| taps(y * KERNEL + x)))
                });
                for y in 0..SIDE {
                    let row = transform_filter(columns.map(|column| column[y]));
                    for (x, vector) in row.into_iter().enumerate() {
                        self.write_weights(y * SIDE + x, f, channel, vector);
                    }
                }
            }
        }
    }

    /// The weights of a point, a filter and four channels.
    fn write_weights(&mut self, point: usize, filter: usize, channel: usize, vector: F32x4) {
        let eights = self.filters / (2 * LANES);
        let first = (point * eights + filter / (2 * LANES)) * self.channels + channel;
        for (eight, value) in self.weights[first..].iter_mut().zip(vector.to_array()) {
            eight[filter % (2 * LANES)] = value;
        }
    }

    /// As [`super::convolve::convolve_and_pool`].
    pub fn convolve_and_pool(
        &mut self,
        picture: &[f32],
        window: &Window,
        (largest, winners): (&mut [f32], &mut [f32]),
    ) {
        let (pools, width) = (largest.len() / self.filters, self.width);
        self.transform_rows(picture, window);
        for first in (0..pools).step_by(GROUP) {
            let group = GROUP.min(pools - first);
            for pool in 0..group {
                self.transform_columns(first + pool, pool);
            }
            self.multiply_points();
            for pool in 0..group {
                let places = window.pool((first + pool) / width, (first + pool) % width);
                let at = (first + pool) * self.filters..(first + pool + 1) * self.filters;
                let out = (&mut largest[at.clone()], &mut winners[at]);
                self.transform_outputs(places, pool, out);
            }
        }
    }

    /// d B for every row of the picture and every pool of a row. What two passes keep in memory between them, one would keep in
    /// 36 vectors, for which there are no registers: two are three times as fast.
    fn transform_rows(&mut self, picture: &[f32], window: &Window) {
        let (channels, width) = (self.channels, self.width);
        for (i, out) in self.rows.chunks_exact_mut(SIDE * channels).enumerate() {
            let corner = window.place(i / width, 2 * (i % width));
            for channel in (0..channels).step_by(LANES) {
                let pixels =
                    Rows::<1>::new(picture, corner + channel, window.step_right, LANES, SIDE);
                let points = transform_input(std::array::from_fn(|x| pixels.load(x)[0]));
                let mut out = RowsMut::<1>::new(out, channel, channels, LANES, SIDE);
                (0..SIDE).for_each(|x| out.store(x, [points[x]]));
            }
        }
    }

    /// Bᵀ d B for one pool of the picture, number `own` of its group.
    fn transform_columns(&mut self, pool: usize, own: usize) {
        let (channels, width, pixels) = (self.channels, self.width, SIDE * self.channels);
        let first = (2 * (pool / width) * width + pool % width) * pixels;
        for i in (0..pixels).step_by(LANES) {
            let rows = Rows::<1>::new(&self.rows, first + i, width * pixels, LANES, SIDE);
            let points = transform_input(std::array::from_fn(|y| rows.load(y)[0]));
            let at = (i / channels * GROUP + own) * channels + i % channels;
            let stride = SIDE * GROUP * channels;
            let mut out = RowsMut::<1>::new(&mut self.inputs, at, stride, LANES, SIDE);
            (0..SIDE).for_each(|y| out.store(y, [points[y]]));
        }
    }

    /// For each point, `outputs[pool, filter] = Σ inputs[pool, channel] weights[channel, filter]`: tiles of 4 pools × 8 filters.
    fn multiply_points(&mut self) {
        let channels = self.channels;
        let eights = self.filters / (2 * LANES);
        let inputs = self.inputs.chunks_exact(GROUP * channels);
        let weights = self.weights.chunks_exact(eights * channels);
        let (outputs, _) = self.outputs.as_chunks_mut::<GROUP>();
        for ((inputs, weights), outputs) in
            inputs.zip(weights).zip(outputs.chunks_exact_mut(eights))
        {
            for (weights, out) in weights.chunks_exact(channels).zip(outputs) {
                multiply(inputs, weights, out);
            }
        }
    }

    /// Aᵀ m A, and of its 2 × 2 values the largest and its place.
    fn transform_outputs(
        &self,
        places: [usize; 4],
        pool: usize,
        (largest, winners): (&mut [f32], &mut [f32]),
    ) {
        let (outputs, stride) = (self.outputs.as_flattened(), GROUP * self.filters);
        for filter in (0..self.filters).step_by(LANES) {
            let (eight, lane) = (filter / (2 * LANES), filter % (2 * LANES));
            let first = (eight * GROUP + pool) * 2 * LANES + lane;
            let points = Rows::<1>::new(outputs, first, stride, LANES, POINTS);
            let rows: [[F32x4; 2]; SIDE] = std::array::from_fn(|y| {
                transform_output(std::array::from_fn(|x| points.load(y * SIDE + x)[0]))
            });
            let [[a, c], [b, d]] = [0, 1].map(|x| transform_output(rows.map(|row| row[x])));
            let (value, place) = winner([a, b, c, d], places);
            store(value + load(&self.biases, filter), largest, filter);
            store(place, winners, filter);
        }
    }
}

/// `out[pool] = Σ inputs[pool, channel] weights[channel]`, with `inputs` `[group, channels]`.
#[inline(always)]
fn multiply(inputs: &[f32], weights: &[Eight], out: &mut [Eight; GROUP]) {
    let channels = weights.len();
    let inputs: [&[f32]; GROUP] =
        std::array::from_fn(|pool| &inputs[pool * channels..][..channels]);
    let mut sums = [[F32x4::splat(0.0); 2]; GROUP];
    for (k, w) in weights.iter().enumerate() {
        let w = halves(w);
        for (sum, inputs) in sums.iter_mut().zip(inputs) {
            let x = F32x4::splat(inputs[k]);
            *sum = [sum[0] + x * w[0], sum[1] + x * w[1]];
        }
    }
    for (out, [low, high]) in out.iter_mut().zip(sums) {
        store(low, out, 0);
        store(high, out, LANES);
    }
}

#[inline(always)]
fn halves(eight: &Eight) -> [F32x4; 2] {
    [load(eight, 0), load(eight, LANES)]
}

/// Bᵀ d, at the points 0, 1, −1, 2, −2 and ∞.
#[inline(always)]
fn transform_input([a, b, c, d, e, f]: [F32x4; SIDE]) -> [F32x4; SIDE] {
    let times = |factor: f32, x: F32x4| F32x4::splat(factor) * x;
    let (even, odd) = (e - times(4.0, c), d - times(4.0, b));
    let (even_2, odd_2) = (e - c, times(2.0, d - b));
    [
        times(4.0, a) - times(5.0, c) + e,
        even + odd,
        even - odd,
        even_2 + odd_2,
        even_2 - odd_2,
        times(4.0, b) - times(5.0, d) + f,
    ]
}

/// G g.
#[inline(always)]
fn transform_filter([a, b, c, d, e]: [F32x4; KERNEL]) -> [F32x4; SIDE] {
    let times = |factor: f32, x: F32x4| F32x4::splat(factor) * x;
    let (even, odd) = (times(-1.0 / 6.0, a + c + e), times(-1.0 / 6.0, b + d));
    let even_2 = times(1.0 / 24.0, a) + times(1.0 / 6.0, c) + times(2.0 / 3.0, e);
    let odd_2 = times(1.0 / 12.0, b) + times(1.0 / 3.0, d);
    [
        times(0.25, a),
        even + odd,
        even - odd,
        even_2 + odd_2,
        even_2 - odd_2,
        e,
    ]
}

/// Aᵀ m.
#[inline(always)]
fn transform_output([a, b, c, d, e, f]: [F32x4; SIDE]) -> [F32x4; 2] {
    let twice = d - e;
    [a + (b + c) + (d + e), (b - c) + (twice + twice) + f]
}

#[inline(always)]
fn load(values: &[f32], at: usize) -> F32x4 {
    F32x4::load(values[at..].first_chunk().expect("a whole vector follows"))
}

#[inline(always)]
fn store(vector: F32x4, values: &mut [f32], at: usize) {
    vector.store(
        values[at..]
            .first_chunk_mut()
            .expect("a whole vector follows"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::convolve::tests::{reference, window};
    use crate::kernels::places::place_of;
    use crate::random::Random;

    #[test]
    fn pooled_outputs_equal_the_reference() {
        let mut random = Random::new(1);
        for (side, channels, filters) in [(8, 4, 8), (12, 8, 16), (18, 8, 24)] {
            let window = window(side, channels, 5, 1);
            let x = random.normals(side * side * channels);
            let (w, bias) = (
                random.normals(filters * window.taps()),
                random.normals(filters),
            );
            let width = (side - 4) / 2;
            let mut winograd = Winograd::with_capacity(channels, filters, (width, width));
            winograd.read(&w, &bias);
            let (mut largest, mut winners) = (
                vec![0.0; width * width * filters],
                vec![0.0; width * width * filters],
            );
            let out = (&mut largest[..], &mut winners[..]);
            winograd.convolve_and_pool(&x, &window, out);
            for (i, (&largest, &winner)) in largest.iter().zip(&winners).enumerate() {
                let (pool, f) = (i / filters, i % filters);
                let filter = &w[f * window.taps()..][..window.taps()];
                let places = window.pool(pool / width, pool % width);
                let exact = places.map(|place| reference(&x, &window, place, filter, bias[f]));
                let most = exact.into_iter().fold(f32::MIN, f32::max);
                assert!((largest - most).abs() < 2e-4, "{largest} {most}");
                let won = places
                    .iter()
                    .position(|&place| place == place_of(winner))
                    .unwrap();
                assert!((exact[won] - most).abs() < 4e-4);
            }
        }
    }
}
