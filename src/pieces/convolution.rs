//! The convolution layer: h = f(b + x ⋆ w), with filters w that slide over a picture.
//!
//! zₒ(y, x) = bₒ + Σ w(o, i, j, c) · x(s y + i − p, s x + j − p, c) with stride s and padding p, as PyTorch's `Conv2d`
//! (cross-correlation; LeCun et al. 1998). Backward, with δ = ∂E/∂z: ∂E/∂w(o, i, j, c) = Σ δₒ(y, x) x(s y + i − p, …) and
//! ∂E/∂x is the same sum with w for x: every δ sends its filter back to the window that it came from.
//!
//! All activations rise monotonically, so max-pooling may come before them: f(max z) = max f(z). With a 2 × 2 pool behind it
//! the layer stores only the winners' values and places, and δ goes to those places alone.

use std::ops::Range;

use super::activation::Activation;
use super::room::Room;
use super::shape::Picture;
use super::signals::{Backward, Forward};
use crate::kernels::convolve::{Packed, Window, convolve, convolve_and_pool};
use crate::kernels::convolve_gradient::{
    SLACK, accumulate_filter_gradient, accumulate_picture_gradient,
};
use crate::kernels::marks::{MOST_WIDTH, Marks};
use crate::kernels::memory::{Column, Entries};
use crate::kernels::places::place_of;
use crate::kernels::winograd::Winograd;

/// Sizes of a convolution and where its parameters stand in the network's flat vector.
///
/// The weights, `[channels, kernel, kernel, input channels]` row-major, come first; the `channels` biases follow.
#[derive(Clone, Debug, PartialEq)]
pub struct Convolution {
    pub input: Picture,
    pub output: Picture,
    pub kernel: usize,
    pub stride: usize,
    pub padding: usize,
    pub activation: Activation,
    /// Index of the first weight.
    pub start: usize,
}

impl Convolution {
    pub fn weights(&self) -> Range<usize> {
        self.start..self.start + self.output.channels * self.window().taps()
    }

    pub fn biases(&self) -> Range<usize> {
        self.weights().end..self.weights().end + self.output.channels
    }

    pub fn room(&self) -> Room {
        let padded = self.input.padded(self.padding);
        let (channels, filters) = (self.input.channels, self.output.channels);
        let winograd = Winograd::suits(self.kernel, self.stride, channels, filters);
        let marks = channels == 1 && padded.width <= MOST_WIDTH;
        Room {
            made_from: Vec::with_capacity(self.biases().end - self.start),
            padded: vec![0.0; padded.len() + SLACK],
            d_padded: vec![0.0; padded.len() + SLACK],
            filters: Packed::with_capacity(filters, self.window().taps()),
            winograd: winograd.then(|| Winograd::with_capacity(channels, filters)),
            marks: marks.then(|| Marks::with_capacity(padded.height)),
            entries: Entries::with_capacity(self.output.height * self.output.width + 1),
            ..Room::default()
        }
    }

    fn window(&self) -> Window {
        let row = self.input.padded(self.padding).row();
        Window {
            rows: self.kernel,
            row: self.kernel * self.input.channels,
            down: row,
            step_right: self.stride * self.input.channels,
            step_down: self.stride * row,
        }
    }

    /// h = f(b + x ⋆ w), `[batch, output]`. With room for winners in `kept`, 2 × 2 max-pooling follows at once: then h is
    /// `[batch, pooled]`, and `kept` gets the place of each winner's window.
    pub fn forward(
        &self,
        parameters: &[f32],
        Forward { batch, x, h, kept }: Forward,
        room: &mut Room,
    ) {
        let (x, values) = (x.rows(), h.len() / batch);
        let pictures = x.chunks_exact(self.input.len());
        let pictures = pictures.zip(h.chunks_exact_mut(values));
        self.prepare(parameters, kept.is_empty(), room);
        if kept.is_empty() {
            for (x, h) in pictures {
                self.pad(x, &mut room.padded);
                let (window, width) = (self.window(), self.output.width);
                convolve(&room.padded, &window, &room.filters, width, h);
            }
        } else {
            for ((x, h), winners) in pictures.zip(kept.chunks_exact_mut(values)) {
                self.pad(x, &mut room.padded);
                self.convolve_and_pool((h, winners), room);
            }
        }
        self.activation.forward(h);
    }

    /// Brings the filters into the form that the forward pass reads, unless they are in it already.
    fn prepare(&self, parameters: &[f32], whole: bool, room: &mut Room) {
        let own = &parameters[self.start..self.biases().end];
        if room.made_from == own {
            return;
        }
        room.made_from.clear();
        room.made_from.extend_from_slice(own);
        let (weights, biases) = own.split_at(self.weights().len());
        match &mut room.winograd {
            Some(winograd) if !whole => winograd.read(weights, biases),
            _ => room.filters.read(weights, biases),
        }
    }

    fn convolve_and_pool(&self, out: (&mut [f32], &mut [f32]), room: &mut Room) {
        let Room {
            padded,
            winograd,
            marks,
            filters,
            ..
        } = room;
        let (window, width) = (self.window(), self.output.width / 2);
        if let Some(winograd) = winograd {
            return winograd.convolve_and_pool(padded, &window, width, out);
        }
        if let Some(marks) = marks {
            marks.read(padded, window.down);
        }
        convolve_and_pool(padded, &window, filters, marks.as_ref(), width, out);
    }

    /// From ∂E/∂h in `d` to δ in `d`; adds the gradient to `gradient`, the flat vector of the whole network, and writes ∂E/∂x
    /// where that is wanted.
    pub fn backward(
        &self,
        parameters: &[f32],
        gradient: &mut [f32],
        Backward {
            batch,
            x,
            h,
            kept,
            d,
            mut dx,
        }: Backward,
        room: &mut Room,
    ) {
        self.activation.backward(h, d);
        let x = x.rows();
        let values = d.len() / batch;
        let pictures = x.chunks_exact(self.input.len()).enumerate();
        for ((b, x), d) in pictures.zip(d.chunks_exact(values)) {
            self.pad(x, &mut room.padded);
            room.d_padded.fill(0.0);
            let winners = kept.get(b * values..(b + 1) * values);
            for channel in 0..self.output.channels {
                self.list(d, winners, channel, &mut room.entries);
                self.send_back(channel, parameters, gradient, dx.is_some(), room);
            }
            if let Some(dx) = &mut dx {
                self.unpad(
                    &room.d_padded,
                    &mut dx[b * self.input.len()..][..self.input.len()],
                );
            }
        }
    }

    /// The non-zero δ of one channel, each with the place of its window.
    fn list(&self, d: &[f32], winners: Option<&[f32]>, channel: usize, entries: &mut Entries) {
        let (
            window,
            Picture {
                height,
                width,
                channels,
            },
        ) = (self.window(), self.output);
        entries.clear(window.place(height - 1, width - 1) + 1);
        let d = Column::new(d, channel, channels);
        match winners {
            Some(winners) => {
                let winners = Column::new(winners, channel, channels);
                let entry = |pixel| (place_of(winners.get(pixel)), d.get(pixel));
                entries.append_non_zeros((0..d.rows()).map(entry));
            }
            None => {
                let place = |pixel: usize| window.place(pixel / width, pixel % width);
                entries.append_non_zeros((0..height * width).map(|i| (place(i), d.get(i))));
            }
        }
    }

    /// What the listed δ of a channel add to the gradients of its filter, its bias and the picture.
    fn send_back(
        &self,
        channel: usize,
        parameters: &[f32],
        gradient: &mut [f32],
        to_picture: bool,
        room: &mut Room,
    ) {
        let (window, entries) = (self.window(), room.entries.all());
        let filter =
            self.start + channel * window.taps()..self.start + (channel + 1) * window.taps();
        gradient[self.biases().start + channel] += entries.sum();
        accumulate_filter_gradient(
            entries,
            &room.padded,
            &window,
            &mut gradient[filter.clone()],
        );
        if to_picture {
            accumulate_picture_gradient(entries, &parameters[filter], &window, &mut room.d_padded);
        }
    }

    /// Copies a picture into the middle of `padded`.
    fn pad(&self, x: &[f32], padded: &mut [f32]) {
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
        let (mut h, mut room) = ([0.0; 4], layer.room());
        layer.forward(
            &PARAMETERS,
            Forward {
                batch: 1,
                x: Input::Rows(&X),
                h: &mut h,
                kept: &mut [],
            },
            &mut room,
        );
        assert_eq!(h, [-3.5; 4], "x − x one row and column on, + ½");

        let (mut gradient, mut d, mut dx) = ([0.0; 5], [1.0, 0.0, 0.0, 2.0], [0.0; 9]);
        let signals = Backward {
            batch: 1,
            x: Input::Rows(&X),
            h: &h,
            kept: &[],
            d: &mut d,
            dx: Some(&mut dx),
        };
        layer.backward(&PARAMETERS, &mut gradient, signals, &mut room);
        assert_eq!(gradient, [11.0, 14.0, 20.0, 23.0, 3.0]);
        assert_eq!(dx, [1.0, 0.0, 0.0, 0.0, 2.0 - 1.0, 0.0, 0.0, 0.0, -2.0]);
    }

    #[test]
    fn a_border_of_zeros_comes_and_goes() {
        let layer = layer(1);
        let (mut h, mut room) = ([0.0; 16], layer.room());
        layer.forward(
            &PARAMETERS,
            Forward {
                batch: 1,
                x: Input::Rows(&X),
                h: &mut h,
                kept: &mut [],
            },
            &mut room,
        );
        assert_eq!(h[..4], [0.5 - 1.0, 0.5 - 2.0, 0.5 - 3.0, 0.5]);
    }
}
