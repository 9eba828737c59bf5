//! Features: what a network is given of a point (x₁, x₂), so that even a single unit can draw curves.
//!
//! h = (φ₁(x), φ₂(x), …) with φ from x₁, x₂, x₁², x₂², x₁x₂, sin x₁, sin x₂. There is nothing to learn here and nothing before
//! it, so the gradient ends at this layer.

use serde::{Deserialize, Serialize};

use super::signals::Forward;

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

impl Feature {
    /// As it is written.
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
}

#[derive(Clone, Debug, PartialEq)]
pub struct Features {
    pub features: Vec<Feature>,
}

impl Features {
    /// `h` `[batch, features]` from points `x` `[batch, 2]`.
    pub fn forward(&self, Forward { x, h, .. }: Forward) {
        let (points, _) = x.rows().as_chunks::<2>();
        for (h, &point) in h.chunks_exact_mut(self.features.len()).zip(points) {
            let features = self.features.iter();
            h.iter_mut()
                .zip(features)
                .for_each(|(h, feature)| *h = feature.of(point));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pieces::signals::Input;

    #[test]
    fn each_feature_has_its_formula() {
        use Feature::*;
        let layer = Features {
            features: vec![X1, X2, X1Squared, X2Squared, Product, SinX1, SinX2],
        };
        let mut h = [0.0; 14];
        layer.forward(Forward {
            batch: 2,
            x: Input::Rows(&[2.0, -3.0, 0.0, 1.5]),
            h: &mut h,
            kept: &mut [],
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
}
