//! A convolution and the 2 × 2 max-pool behind it as one layer: h = f(b + max over the window of x ⋆ w).
//!
//! All activations rise monotonically, so max-pooling may come before them: f(max z) = max f(z). Only the winners' values are
//! stored, with the places where their windows stand, and on the way back δ goes to those places alone. Filters of 5 × 5 with
//! many channels go Winograd's way, and on pictures of one channel blank windows are passed over.

use super::convolution::Convolution;
use super::pooling::Pooling;
use super::scratch::Scratch;
use super::signals::{Backward, Forward};
use crate::kernels::convolve::convolve_and_pool;
use crate::kernels::memory::{Column, Entries};
use crate::kernels::occupancy::{MOST_WIDTH, OccupancyMask};
use crate::kernels::places::place_of;
use crate::kernels::winograd::Winograd;

/// A convolution, and the max-pool that reads its output.
#[derive(Clone, Debug, PartialEq)]
pub struct ConvolutionPool {
    /// The first of the two, whose parameters and activation are the layer's.
    pub convolution: Convolution,
    /// The second: a max-pool of 2 × 2 with stride 2.
    pub pool: Pooling,
}

impl ConvolutionPool {
    /// Buffers of the convolution, with those of the faster ways that suit its sizes.
    pub fn scratch(&self) -> Scratch {
        let layer = &self.convolution;
        let padded = layer.input.padded(layer.padding);
        let (channels, filters) = (layer.input.channels, layer.output.channels);
        let winograd = Winograd::suits(layer.kernel, layer.stride, channels, filters);
        let masked = channels == 1 && padded.width <= MOST_WIDTH;
        Scratch {
            winograd: winograd.then(|| {
                let pools = (self.pool.output.height, self.pool.output.width);
                Winograd::with_capacity(channels, filters, pools)
            }),
            occupancy: masked.then(|| OccupancyMask::with_capacity(padded.height)),
            ..layer.scratch()
        }
    }

    /// h `[batch, pooled]`; `saved` gets the place of each winner's window.
    pub fn forward(&self, parameters: &[f32], signals: Forward) {
        let Forward {
            x,
            h,
            saved,
            scratch,
            ..
        } = signals;
        self.prepare(parameters, scratch);
        let pictures = x.rows().chunks_exact(self.convolution.input.len());
        let pooled = h.chunks_exact_mut(self.pool.output.len());
        let winners = saved.chunks_exact_mut(self.pool.output.len());
        for ((x, h), winners) in pictures.zip(pooled).zip(winners) {
            self.convolution.pad(x, &mut scratch.padded);
            self.convolve_and_pool((h, winners), scratch);
        }
        self.convolution.activation.forward(h);
    }

    /// Brings changed filters into the form that the forward pass reads.
    fn prepare(&self, parameters: &[f32], scratch: &mut Scratch) {
        let changed = self.convolution.changed(parameters, &mut scratch.made_from);
        match (changed, &mut scratch.winograd) {
            (Some((weights, biases)), Some(winograd)) => winograd.read(weights, biases),
            (Some((weights, biases)), None) => scratch.filters.read(weights, biases),
            (None, _) => {}
        }
    }

    fn convolve_and_pool(&self, out: (&mut [f32], &mut [f32]), scratch: &mut Scratch) {
        let Scratch {
            padded,
            winograd,
            occupancy,
            filters,
            ..
        } = scratch;
        let (window, width) = (self.convolution.window(), self.pool.output.width);
        if let Some(winograd) = winograd {
            return winograd.convolve_and_pool(padded, &window, out);
        }
        if let Some(occupancy) = occupancy {
            occupancy.read(padded, window.down);
        }
        convolve_and_pool(padded, &window, filters, occupancy.as_ref(), width, out);
    }

    /// From ∂E/∂h in `d` to δ in `d`; adds the gradient to `gradient`, the flat vector of the whole network, and writes ∂E/∂x
    /// where that is wanted.
    pub fn backward(&self, parameters: &[f32], gradient: &mut [f32], signals: Backward) {
        let Backward {
            x,
            h,
            saved,
            d,
            dx,
            scratch,
            ..
        } = signals;
        self.convolution.activation.backward(h, d);
        let pooled = self.pool.output;
        let list = |picture: usize, channel: usize, entries: &mut Entries| {
            let own = picture * pooled.len()..(picture + 1) * pooled.len();
            let d = Column::new(&d[own.clone()], channel, pooled.channels);
            let winners = Column::new(&saved[own], channel, pooled.channels);
            let entry = |pixel| (place_of(winners.get(pixel)), d.get(pixel));
            entries.append_non_zeros((0..d.rows()).map(entry));
        };
        self.convolution
            .send_back(parameters, gradient, (x.rows(), dx), scratch, &list);
    }
}
