//! Pooling layers: each window of a channel becomes its largest or its mean value.
//!
//! | pool | h | ∂E/∂x |
//! | --- | --- | --- |
//! | max | max over the window | ∂E/∂h, all of it to the pixel that won |
//! | average | mean over the window | ∂E/∂h / pixels, to every pixel |
//!
//! Windows of `size` × `size` pixels move by `stride`; what is left at the right and lower edge belongs to none, as in PyTorch.

use super::shape::Picture;
use super::signals::{Backward, Forward};
use crate::kernels::places::place_of;
use crate::kernels::pool::Pools;

/// Which value a window gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// The largest of its values.
    Max,
    /// The mean of its values.
    Average,
}

/// Sizes of a pooling layer, which has no parameters.
///
/// ```
/// use gradual::Picture;
/// use gradual::pieces::pooling::{Kind, Pooling};
/// use gradual::pieces::scratch::Scratch;
/// use gradual::pieces::signals::{Forward, Input};
///
/// let (input, output) = (Picture { height: 2, width: 2, channels: 1 }, Picture { height: 1, width: 1, channels: 1 });
/// let pool = Pooling { kind: Kind::Average, input, output, size: 2, stride: 2 };
/// let (mut h, mut scratch) = ([0.0], Scratch::default());
/// let x = Input::Rows(&[1.0, 2.0, 3.0, 6.0]);
/// pool.forward(Forward { batch: 1, x, h: &mut h, saved: &mut [], scratch: &mut scratch });
/// assert_eq!(h, [3.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Pooling {
    /// Whether a window gives its largest value or its mean.
    pub kind: Kind,
    /// The picture that is read.
    pub input: Picture,
    /// The picture that is written, of as many channels.
    pub output: Picture,
    /// Side of a window in pixels.
    pub size: usize,
    /// Pixels from one window to the next.
    pub stride: usize,
}

impl Pooling {
    fn pools(&self) -> Pools {
        Pools {
            channels: self.input.channels,
            down: self.input.row(),
            size: self.size,
            stride: self.stride,
            width: self.output.width,
        }
    }

    /// `h` `[batch, output]` from `x` `[batch, input]`; max-pooling saves the index of each winner in its picture.
    pub fn forward(&self, Forward { x, h, saved, .. }: Forward) {
        let pools = self.pools();
        let pictures = x.rows().chunks_exact(self.input.len());
        let outputs = h.chunks_exact_mut(self.output.len());
        match self.kind {
            Kind::Average => pictures.zip(outputs).for_each(|(x, h)| pools.mean(x, h)),
            Kind::Max => {
                let winners = saved.chunks_exact_mut(self.output.len());
                for ((x, h), winners) in pictures.zip(outputs).zip(winners) {
                    pools.largest(x, h, winners);
                }
            }
        }
    }

    /// ∂E/∂x from ∂E/∂h in `d`.
    pub fn backward(&self, Backward { saved, d, dx, .. }: Backward) {
        let Some(dx) = dx else { return };
        dx.fill(0.0);
        let outputs = d.chunks_exact(self.output.len());
        let pictures = dx.chunks_exact_mut(self.input.len());
        match self.kind {
            Kind::Average => outputs
                .zip(pictures)
                .for_each(|(d, dx)| self.pools().spread(d, dx)),
            Kind::Max => {
                let winners = saved.chunks_exact(self.output.len());
                for ((d, dx), winners) in outputs.zip(pictures).zip(winners) {
                    d.iter()
                        .zip(winners)
                        .for_each(|(d, &winner)| dx[place_of(winner)] += d);
                }
            }
        }
    }
}
