//! Pooling over windows of one picture: the largest or the mean value of each channel.

use super::places::lane_of;

/// The windows of a pool on a picture `[height, width, channels]`, and how they move.
#[derive(Clone, Copy, Debug)]
pub struct Pools {
    pub channels: usize,
    /// Values from one row of the picture to the next.
    pub down: usize,
    /// Side of a window and pixels from one to the next.
    pub size: usize,
    pub stride: usize,
    /// Windows in a row.
    pub width: usize,
}

impl Pools {
    /// Where the pixels of the window for output pixel `index` begin.
    fn pixels(self, index: usize) -> impl Iterator<Item = usize> {
        let (y, x) = (index / self.width, index % self.width);
        let start = y * self.stride * self.down + x * self.stride * self.channels;
        let row = move |down: usize| {
            (0..self.size).map(move |right| start + down * self.down + right * self.channels)
        };
        (0..self.size).flat_map(row)
    }

    /// The largest value of each window, `[windows, channels]`, and its index in the picture, the first among equals,
    /// as [`lane_of`] writes it.
    pub fn largest(self, picture: &[f32], out: &mut [f32], winners: &mut [f32]) {
        let windows = out
            .chunks_exact_mut(self.channels)
            .zip(winners.chunks_exact_mut(self.channels));
        for (index, (out, winners)) in windows.enumerate() {
            out.fill(f32::NEG_INFINITY);
            for pixel in self.pixels(index) {
                let values = &picture[pixel..][..self.channels];
                for (c, &value) in values.iter().enumerate() {
                    if value > out[c] {
                        (out[c], winners[c]) = (value, lane_of(pixel + c));
                    }
                }
            }
        }
    }

    /// The mean of each window, `[windows, channels]`.
    pub fn mean(self, picture: &[f32], out: &mut [f32]) {
        let share = 1.0 / (self.size * self.size) as f32;
        for (index, out) in out.chunks_exact_mut(self.channels).enumerate() {
            out.fill(0.0);
            for pixel in self.pixels(index) {
                let values = &picture[pixel..][..self.channels];
                out.iter_mut()
                    .zip(values)
                    .for_each(|(out, value)| *out += value);
            }
            out.iter_mut().for_each(|out| *out *= share);
        }
    }

    /// `d_picture += d / pixels of a window`, for every pixel of every window: the gradient of [`Self::mean`].
    pub fn spread(self, d: &[f32], d_picture: &mut [f32]) {
        let share = 1.0 / (self.size * self.size) as f32;
        for (index, d) in d.chunks_exact(self.channels).enumerate() {
            for pixel in self.pixels(index) {
                let values = &mut d_picture[pixel..][..self.channels];
                values
                    .iter_mut()
                    .zip(d)
                    .for_each(|(value, d)| *value += share * d);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::places::place_of;

    /// 3 × 3 pixels with two channels, windows of 2 × 2 that overlap.
    const POOLS: Pools = Pools {
        channels: 2,
        down: 6,
        size: 2,
        stride: 1,
        width: 2,
    };

    fn picture() -> [f32; 18] {
        std::array::from_fn(|i| if i % 2 == 0 { i as f32 } else { -(i as f32) })
    }

    #[test]
    fn the_largest_and_where_it_was() {
        let (mut out, mut winners) = ([0.0; 8], [0.0; 8]);
        POOLS.largest(&picture(), &mut out, &mut winners);
        assert_eq!(out, [8.0, -1.0, 10.0, -3.0, 14.0, -7.0, 16.0, -9.0]);
        assert_eq!(winners.map(place_of), [8, 1, 10, 3, 14, 7, 16, 9]);
    }

    #[test]
    fn the_mean_and_its_gradient() {
        let (mut out, mut d) = ([0.0; 8], [0.0; 18]);
        POOLS.mean(&picture(), &mut out);
        assert_eq!(out[..2], [4.0, -5.0]);
        POOLS.spread(&[1.0; 8], &mut d);
        assert_eq!(d[8], 1.0, "the middle belongs to all four windows");
        assert_eq!(d[0], 0.25);
        assert_eq!(d.iter().sum::<f32>(), 8.0);
    }
}
