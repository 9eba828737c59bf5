//! Dropout: while training, each value is set to zero with probability p and divided by 1 − p otherwise.
//!
//! h = m x with m = 0 or 1 / (1 − p), drawn anew for every value of every batch; ∂E/∂x = m ∂E/∂h. The mean of h is x, so
//! nothing happens outside training (inverted dropout; Srivastava et al. 2014).

use super::shape::Shape;
use super::signals::{Backward, Forward};
use crate::kernels::elementwise::zip;
use crate::random::Random;

/// A layer that keeps the shape of what comes in.
///
/// ```
/// use gradual::pieces::dropout::Dropout;
/// use gradual::pieces::scratch::Scratch;
/// use gradual::pieces::signals::{Forward, Input};
/// use gradual::{Random, Shape};
///
/// let layer = Dropout { shape: Shape::Units(100), rate: 0.5 };
/// let (mut h, mut saved, mut scratch) = ([0.0; 100], [0.0; 100], Scratch::default());
/// let x = Input::Rows(&[1.0; 100]);
/// let signals = Forward { batch: 1, x, h: &mut h, saved: &mut saved, scratch: &mut scratch };
/// layer.forward(signals, Some(&mut Random::new(1)));
/// let kept = h.iter().filter(|&&h| h == 2.0).count(); // twice as large, so that the mean stays
/// assert!((30..70).contains(&kept));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Dropout {
    /// Of one example, at the input and at the output.
    pub shape: Shape,
    /// p, from 0 to below 1.
    pub rate: f32,
}

impl Dropout {
    /// `h` from `x`, with new masks in `saved`; without `random` nothing is dropped.
    pub fn forward(&self, Forward { x, h, saved, .. }: Forward, random: Option<&mut Random>) {
        h.copy_from_slice(x.rows());
        if let Some(random) = random {
            let keep = 1.0 / (1.0 - self.rate);
            saved.fill_with(|| if random.unit() < self.rate { 0.0 } else { keep });
            zip(h, saved, |x, mask| x * mask);
        }
    }

    /// ∂E/∂x from ∂E/∂h in `d`.
    pub fn backward(&self, Backward { saved, d, dx, .. }: Backward) {
        let Some(dx) = dx else { return };
        dx.copy_from_slice(d);
        zip(dx, saved, |d, mask| d * mask);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pieces::scratch::Scratch;
    use crate::pieces::signals::Input;

    #[test]
    fn the_mean_stays_and_the_gradient_takes_the_same_way() {
        let (layer, x) = (
            Dropout {
                shape: Shape::Units(1000),
                rate: 0.2,
            },
            [1.0; 1000],
        );
        let (mut h, mut saved) = ([0.0; 1000], [0.0; 1000]);
        let signals = Forward {
            batch: 1,
            x: Input::Rows(&x),
            h: &mut h,
            saved: &mut saved,
            scratch: &mut Scratch::default(),
        };
        layer.forward(signals, Some(&mut Random::new(1)));
        assert!((h.iter().sum::<f32>() / 1000.0 - 1.0).abs() < 0.05);
        assert!(h.iter().all(|&h| h == 0.0 || h == 1.25));

        let (mut d, mut dx) = ([1.0; 1000], [0.0; 1000]);
        let signals = Backward {
            batch: 1,
            x: Input::Rows(&x),
            h: &h,
            saved: &saved,
            d: &mut d,
            dx: Some(&mut dx),
            scratch: &mut Scratch::default(),
        };
        layer.backward(signals);
        assert_eq!(dx, h);
    }

    #[test]
    fn nothing_is_dropped_outside_training() {
        let (layer, mut h) = (
            Dropout {
                shape: Shape::Units(3),
                rate: 0.9,
            },
            [0.0; 3],
        );
        let signals = Forward {
            batch: 1,
            x: Input::Rows(&[1.0, 2.0, 3.0]),
            h: &mut h,
            saved: &mut [0.0; 3],
            scratch: &mut Scratch::default(),
        };
        layer.forward(signals, None);
        assert_eq!(h, [1.0, 2.0, 3.0]);
    }
}
