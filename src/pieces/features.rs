//! Features: what a network is given of a point (x₁, x₂), so that even a single unit can draw curves.
//!
//! h = (φ₁(x), φ₂(x), …) with φ from x₁, x₂, x₁², x₂², x₁x₂, sin x₁, sin x₂. There is nothing to learn here; ∂E/∂x is
//! Σ ∂E/∂hⱼ φⱼ′(x). Behind a dense layer every two units are a point of their own: the same point as seen from several places.

use serde::{Deserialize, Serialize};

use super::signals::{Backward, Forward};

/// A function of a point in the plane.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Feature {
    /// x₁.
    X1,
    /// x₂.
    X2,
    /// x₁².
    X1Squared,
    /// x₂².
    X2Squared,
    /// x₁x₂.
    Product,
    /// sin x₁.
    SinX1,
    /// sin x₂.
    SinX2,
}

/// ```
/// use gradual::pieces::features::Feature;
/// use gradual::HiddenLayer;
///
/// let features = vec![Feature::X1Squared, Feature::X2Squared]; // enough for a unit to draw a circle
/// let names: Vec<_> = features.iter().map(|feature| feature.name()).collect();
/// assert_eq!(names, ["x₁²", "x₂²"]);
/// assert_eq!(HiddenLayer::Features { features }.name(), "features");
/// ```
impl Feature {
    /// As it is written.
    ///
    /// ```
    /// assert_eq!(gradual::pieces::features::Feature::Product.name(), "x₁x₂");
    /// ```
    #[inline]
    pub fn name(self) -> &'static str {
        match self {
            Self::X1 => "x₁",
            Self::X2 => "x₂",
            Self::X1Squared => "x₁²",
            Self::X2Squared => "x₂²",
            Self::Product => "x₁x₂",
            Self::SinX1 => "sin x₁",
            Self::SinX2 => "sin x₂",
        }
    }

    #[inline]
    fn of(self, [x1, x2]: [f32; 2]) -> f32 {
        match self {
            Self::X1 => x1,
            Self::X2 => x2,
            Self::X1Squared => x1 * x1,
            Self::X2Squared => x2 * x2,
            Self::Product => x1 * x2,
            Self::SinX1 => libm::sinf(x1),
            Self::SinX2 => libm::sinf(x2),
        }
    }

    /// Its derivatives by x₁ and by x₂.
    #[inline]
    fn slopes(self, [x1, x2]: [f32; 2]) -> [f32; 2] {
        match self {
            Self::X1 => [1.0, 0.0],
            Self::X2 => [0.0, 1.0],
            Self::X1Squared => [2.0 * x1, 0.0],
            Self::X2Squared => [0.0, 2.0 * x2],
            Self::Product => [x2, x1],
            Self::SinX1 => [libm::cosf(x1), 0.0],
            Self::SinX2 => [0.0, libm::cosf(x2)],
        }
    }
}

/// Functions of a point, or of each of several, in place of the points themselves.
///
/// ```
/// use gradual::pieces::features::{Feature, Features};
/// use gradual::pieces::scratch::Scratch;
/// use gradual::pieces::signals::{Forward, Input};
///
/// let layer = Features { points: 1, features: vec![Feature::X1, Feature::X2Squared, Feature::Product] };
/// let (mut h, mut scratch) = ([0.0; 3], Scratch::default());
/// let x = Input::Rows(&[2.0, 3.0]);
/// layer.forward(Forward { batch: 1, x, h: &mut h, saved: &mut [], scratch: &mut scratch });
/// assert_eq!(h, [2.0, 9.0, 6.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Features {
    /// How many points an example is.
    pub points: usize,
    /// φ₁, φ₂, …, one output unit each for every point.
    pub features: Vec<Feature>,
}

impl Features {
    /// `h` `[batch, points, features]` from `x` `[batch, points, 2]`.
    #[inline]
    pub fn forward(&self, Forward { x, h, .. }: Forward) {
        let (points, _) = x.rows().as_chunks::<2>();
        for (h, &point) in h.chunks_exact_mut(self.features.len()).zip(points) {
            let features = self.features.iter();
            h.iter_mut()
                .zip(features)
                .for_each(|(h, feature)| *h = feature.of(point));
        }
    }

    /// ∂E/∂x `[batch, points, 2]` from ∂E/∂h in `d`.
    #[inline]
    pub fn backward(&self, Backward { x, d, dx, .. }: Backward) {
        let Some(dx) = dx else { return };
        let (points, _) = x.rows().as_chunks::<2>();
        let (dx, _) = dx.as_chunks_mut::<2>();
        let rows = d.chunks_exact(self.features.len());
        for ((dx, &point), d) in dx.iter_mut().zip(points).zip(rows) {
            *dx = [0.0; 2];
            for (d, feature) in d.iter().zip(&self.features) {
                let [by_x1, by_x2] = feature.slopes(point);
                *dx = [dx[0] + d * by_x1, dx[1] + d * by_x2];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pieces::scratch::Scratch;
    use crate::pieces::signals::Input;

    #[test]
    fn each_feature_has_its_formula() {
        use Feature::*;
        let layer = Features {
            points: 1,
            features: vec![X1, X2, X1Squared, X2Squared, Product, SinX1, SinX2],
        };
        let mut h = [0.0; 14];
        layer.forward(Forward {
            batch: 2,
            x: Input::Rows(&[2.0, -3.0, 0.0, 1.5]),
            h: &mut h,
            saved: &mut [],
            scratch: &mut Scratch::default(),
        });
        let expected = [
            2.0,
            -3.0,
            4.0,
            9.0,
            -6.0,
            0.909_297_4,
            -0.141_12, //
            0.0,
            1.5,
            0.0,
            2.25,
            0.0,
            0.0,
            0.997_495,
        ];
        for (h, expected) in h.iter().zip(expected) {
            assert!((h - expected).abs() < 1e-6, "{h} {expected}");
        }
    }

    #[test]
    fn slopes_match_differences() {
        use Feature::*;
        let step = 1e-2;
        for feature in [X1, X2, X1Squared, X2Squared, Product, SinX1, SinX2] {
            let [x1, x2] = [0.7, -1.3];
            let by = |high, low| (feature.of(high) - feature.of(low)) / (2.0 * step);
            let expected = [
                by([x1 + step, x2], [x1 - step, x2]),
                by([x1, x2 + step], [x1, x2 - step]),
            ];
            for (slope, expected) in feature.slopes([x1, x2]).into_iter().zip(expected) {
                assert!((slope - expected).abs() < 1e-3, "{feature:?}");
            }
        }
    }
}
