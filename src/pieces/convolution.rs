//! The convolution layer: h = f(b + x ⋆ w), with filters w that slide over a picture.
//!
//! zₒ(y, x) = bₒ + Σ w(o, i, j, c) · x(s y + i − p, s x + j − p, c) with stride s and padding p, as PyTorch's `Conv2d`
//! (cross-correlation; LeCun et al. 1998). Backward, with δ = ∂E/∂z: ∂E/∂w(o, i, j, c) = Σ δₒ(y, x) x(s y + i − p, …) and
//! ∂E/∂x is the same sum with w for x: every δ sends its filter back to the window that it came from.

use std::ops::Range;

use super::activation::Activation;
use super::scratch::Scratch;
use super::shape::Picture;
use super::signals::{Backward, Forward};
use crate::kernels::convolve::{Packed, Window, convolve};
use crate::kernels::convolve_gradient::{
    SLACK, accumulate_filter_gradient, accumulate_picture_gradient,
};
use crate::kernels::memory::{Column, Entries};

/// What puts the non-zero δ of a picture's channel, each with the place of its window, into a list.
pub(super) type List<'a> = &'a dyn Fn(usize, usize, &mut Entries);

/// Sizes of a convolution and where its parameters stand in the network's flat vector.
///
/// The weights, `[channels, kernel, kernel, input channels]` row-major, come first; the `channels` biases follow.
///
/// ```
/// use gradual::{Activation, Picture};
/// use gradual::pieces::convolution::Convolution;
/// use gradual::pieces::signals::{Forward, Input};
///
/// let (input, output) = (Picture { height: 1, width: 3, channels: 1 }, Picture { height: 1, width: 3, channels: 1 });
/// let activation = Activation::Identity;
/// let layer = Convolution { input, output, kernel: 1, stride: 1, padding: 0, activation, start: 0 };
/// let (mut h, mut scratch) = ([0.0; 3], layer.scratch());
/// let x = Input::Rows(&[1.0, 2.0, 3.0]);
/// layer.forward(&[2.0, 0.5], Forward { batch: 1, x, h: &mut h, saved: &mut [], scratch: &mut scratch });
/// assert_eq!(h, [2.5, 4.5, 6.5]); // a filter of one pixel, and its bias
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Convolution {
    /// The picture that is read, without its border.
    pub input: Picture,
    /// The picture that is written, with a channel for each filter.
    pub output: Picture,
    /// Side of a filter in pixels.
    pub kernel: usize,
    /// Pixels from one place of the filter to the next.
    pub stride: usize,
    /// Width in pixels of the border of zeros around the input.
    pub padding: usize,
    /// Applied to every total input.
    pub activation: Activation,
    /// Index of the first weight.
    pub start: usize,
}

impl Convolution {
    /// Where the filters stand in the flat vector.
    pub fn weights(&self) -> Range<usize> {
        self.start..self.start + self.output.channels * self.window().taps()
    }

    /// Where the biases stand in the flat vector, one for each channel.
    pub fn biases(&self) -> Range<usize> {
        self.weights().end..self.weights().end + self.output.channels
    }

    /// How many weights and biases it has, in 64 bits.
    pub fn parameter_count(&self) -> u64 {
        let pixels = (self.kernel * self.kernel) as u64;
        (pixels * self.input.channels as u64 + 1) * self.output.channels as u64
    }

    /// Values that a weight's unit reads, and units that a value reaches.
    pub fn fan(&self) -> (usize, usize) {
        let pixels = self.kernel * self.kernel;
        (pixels * self.input.channels, pixels * self.output.channels)
    }

    /// Buffers for one padded picture and the packed filters.
    pub fn scratch(&self) -> Scratch {
        let padded = self.input.padded(self.padding);
        Scratch {
            made_from: Vec::with_capacity(self.biases().end - self.start),
            padded: vec![0.0; padded.len() + SLACK],
            d_padded: vec![0.0; padded.len() + SLACK],
            filters: Packed::with_capacity(self.output.channels, self.window().taps()),
            entries: Entries::with_capacity(self.output.height * self.output.width + 1),
            ..Scratch::default()
        }
    }

    pub(super) fn window(&self) -> Window {
        let row = self.input.padded(self.padding).row();
        Window {
            rows: self.kernel,
            row: self.kernel * self.input.channels,
            down: row,
            step_right: self.stride * self.input.channels,
            step_down: self.stride * row,
        }
    }

    /// h = f(b + x ⋆ w), `[batch, output]`.
    pub fn forward(&self, parameters: &[f32], signals: Forward) {
        let Forward { x, h, scratch, .. } = signals;
        if let Some((weights, biases)) = self.changed(parameters, &mut scratch.made_from) {
            scratch.filters.read(weights, biases);
        }
        let pictures = x.rows().chunks_exact(self.input.len());
        for (x, h) in pictures.zip(h.chunks_exact_mut(self.output.len())) {
            self.pad(x, &mut scratch.padded);
            let (window, width) = (self.window(), self.output.width);
            convolve(&scratch.padded, &window, &scratch.filters, width, h);
        }
        self.activation.forward(h);
    }

    /// Weights and biases, unless they are those that `made_from` has.
    pub(super) fn changed<'a>(
        &self,
        parameters: &'a [f32],
        made_from: &mut Vec<f32>,
    ) -> Option<(&'a [f32], &'a [f32])> {
        let own = &parameters[self.start..self.biases().end];
        if made_from == own {
            return None;
        }
        made_from.clear();
        made_from.extend_from_slice(own);
        Some(own.split_at(self.weights().len()))
    }

    /// From ∂E/∂h in `d` to δ in `d`; adds the gradient to `gradient`, the flat vector of the whole network, and writes ∂E/∂x
    /// where that is wanted.
    pub fn backward(&self, parameters: &[f32], gradient: &mut [f32], signals: Backward) {
        let Backward {
            x,
            h,
            d,
            dx,
            scratch,
            ..
        } = signals;
        self.activation.backward(h, d);
        let (window, output) = (self.window(), self.output);
        let place = |pixel: usize| window.place(pixel / output.width, pixel % output.width);
        let list = |picture: usize, channel: usize, entries: &mut Entries| {
            let own = picture * output.len()..(picture + 1) * output.len();
            let d = Column::new(&d[own], channel, output.channels);
            entries.append_non_zeros((0..d.rows()).map(|pixel| (place(pixel), d.get(pixel))));
        };
        self.send_back(parameters, gradient, (x.rows(), dx), scratch, &list);
    }

    /// What the δ that `list` gives add to the gradient, and ∂E/∂x where that is wanted, picture by picture.
    pub(super) fn send_back(
        &self,
        parameters: &[f32],
        gradient: &mut [f32],
        (x, mut dx): (&[f32], Option<&mut [f32]>),
        scratch: &mut Scratch,
        list: List,
    ) {
        let (window, size) = (self.window(), self.input.len());
        let end = window.place(self.output.height - 1, self.output.width - 1) + 1;
        for (picture, x) in x.chunks_exact(size).enumerate() {
            self.pad(x, &mut scratch.padded);
            scratch.d_padded.fill(0.0);
            for channel in 0..self.output.channels {
                scratch.entries.clear(end);
                list(picture, channel, &mut scratch.entries);
                self.send_channel_back(channel, parameters, gradient, dx.is_some(), scratch);
            }
            if let Some(dx) = &mut dx {
                self.unpad(&scratch.d_padded, &mut dx[picture * size..][..size]);
            }
        }
    }

    /// What the listed δ of a channel add to the gradients of its filter, its bias and the picture.
    fn send_channel_back(
        &self,
        channel: usize,
        parameters: &[f32],
        gradient: &mut [f32],
        to_picture: bool,
        scratch: &mut Scratch,
    ) {
        let (window, entries) = (self.window(), scratch.entries.all());
        let filter =
            self.start + channel * window.taps()..self.start + (channel + 1) * window.taps();
        gradient[self.biases().start + channel] += entries.sum();
        let d_filter = &mut gradient[filter.clone()];
        accumulate_filter_gradient(entries, &scratch.padded, &window, d_filter);
        if to_picture {
            let filter = &parameters[filter];
            accumulate_picture_gradient(entries, filter, &window, &mut scratch.d_padded);
        }
    }

    /// Copies a picture into the middle of `padded`.
    pub(super) fn pad(&self, x: &[f32], padded: &mut [f32]) {
        for (y, row) in x.chunks_exact(self.input.row()).enumerate() {
            padded[self.inner_row(y)].copy_from_slice(row);
        }
    }

    /// Copies the middle of `padded` out.
    fn unpad(&self, padded: &[f32], x: &mut [f32]) {
        for (y, row) in x.chunks_exact_mut(self.input.row()).enumerate() {
            row.copy_from_slice(&padded[self.inner_row(y)]);
        }
    }

    /// Where row `y` of the picture stands in the padded one.
    fn inner_row(&self, y: usize) -> Range<usize> {
        let padded = self.input.padded(self.padding).row();
        let start = (y + self.padding) * padded + self.padding * self.input.channels;
        start..start + self.input.row()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pieces::signals::Input;

    /// One filter of 2 × 2 over 3 × 3 pixels.
    fn layer(padding: usize) -> Convolution {
        let picture = |side, channels| Picture {
            height: side,
            width: side,
            channels,
        };
        Convolution {
            input: picture(3, 1),
            output: picture(2 + 2 * padding, 1),
            kernel: 2,
            stride: 1,
            padding,
            activation: Activation::Identity,
            start: 0,
        }
    }

    const X: [f32; 9] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
    const PARAMETERS: [f32; 5] = [1.0, 0.0, 0.0, -1.0, 0.5];

    #[test]
    fn one_filter_forward_and_backward_by_hand() {
        let layer = layer(0);
        let (mut h, mut scratch) = ([0.0; 4], layer.scratch());
        layer.forward(
            &PARAMETERS,
            Forward {
                batch: 1,
                x: Input::Rows(&X),
                h: &mut h,
                saved: &mut [],
                scratch: &mut scratch,
            },
        );
        assert_eq!(h, [-3.5; 4], "x − x one row and column on, + ½");

        let (mut gradient, mut d, mut dx) = ([0.0; 5], [1.0, 0.0, 0.0, 2.0], [0.0; 9]);
        let signals = Backward {
            batch: 1,
            x: Input::Rows(&X),
            h: &h,
            saved: &[],
            d: &mut d,
            dx: Some(&mut dx),
            scratch: &mut scratch,
        };
        layer.backward(&PARAMETERS, &mut gradient, signals);
        assert_eq!(gradient, [11.0, 14.0, 20.0, 23.0, 3.0]);
        assert_eq!(dx, [1.0, 0.0, 0.0, 0.0, 2.0 - 1.0, 0.0, 0.0, 0.0, -2.0]);
    }

    #[test]
    fn a_border_of_zeros_comes_and_goes() {
        let layer = layer(1);
        let (mut h, mut scratch) = ([0.0; 16], layer.scratch());
        layer.forward(
            &PARAMETERS,
            Forward {
                batch: 1,
                x: Input::Rows(&X),
                h: &mut h,
                saved: &mut [],
                scratch: &mut scratch,
            },
        );
        assert_eq!(h[..4], [0.5 - 1.0, 0.5 - 2.0, 0.5 - 3.0, 0.5]);
    }
}
