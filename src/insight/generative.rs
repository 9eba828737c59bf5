//! What only a generative model can do: show how it believes each class to lie, and make new points.

use crate::data::dataset::Dataset;
use crate::error::{Error, Result, in_range};
use crate::pieces::shape::Shape;
use crate::random::Random;
use crate::trainer::naive_bayes::gaussian;

/// The most points that are made at once.
const MOST_POINTS: f64 = 100_000.0;

/// μ₁, μ₂, σ₁, σ₂ and P(k) of each class of Gaussian naive Bayes, `[classes, 5]`: the axes of its ellipses, which are never
/// oblique, since within a class it takes x₁ and x₂ for independent. None where there is nothing to learn from.
pub fn ellipses(data: &Dataset) -> Result<Vec<f32>> {
    if data.shape() != Shape::Units(2) {
        return refuse("Only points in the plane have ellipses");
    }
    if data.train_count() == 0 {
        return Ok(Vec::new());
    }
    let model = gaussian(data)?;
    let priors = model.priors();
    let row = |(class, &prior): (usize, &f64)| {
        let (means, variances) = model.class(class);
        let deviations = variances.iter().map(|variance| variance.sqrt());
        let row = means.iter().copied().chain(deviations).chain([prior]);
        row.map(|value| value as f32).collect::<Vec<f32>>()
    };
    Ok(priors.iter().enumerate().flat_map(row).collect())
}

/// New points, x₁, x₂ and the class of each `[count, 3]`: a class drawn by P(k), then each coordinate by its normal
/// distribution.
pub fn new_points(data: &Dataset, count: usize, random: &mut Random) -> Result<Vec<f32>> {
    in_range("The number of new points", count as f64, 0.0, MOST_POINTS)?;
    let ellipses = ellipses(data)?;
    let (classes, _) = ellipses.as_chunks::<5>();
    if classes.is_empty() {
        return refuse("New points need old ones to be like, and there are none yet");
    }
    let mut points = Vec::with_capacity(3 * count);
    for _ in 0..count {
        let class = drawn(classes, random.unit());
        let [mean_1, mean_2, deviation_1, deviation_2, _] = classes[class];
        points.push(mean_1 + deviation_1 * random.normal());
        points.push(mean_2 + deviation_2 * random.normal());
        points.push(class as f32);
    }
    Ok(points)
}

fn refuse<T>(what: &str) -> Result<T> {
    Err(Error::Unsuitable { what: what.into() })
}

/// The class in whose share of 0 … 1 a draw falls.
fn drawn(classes: &[[f32; 5]], draw: f32) -> usize {
    let mut left = draw;
    let found = classes.iter().position(|[.., prior]| {
        left -= prior;
        left < 0.0
    });
    found.unwrap_or(classes.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::dataset::Inputs;
    use crate::data::generators::points::{PointSet, PointsConfig, generate};

    #[test]
    fn new_points_are_like_the_old_ones() {
        let data = generate(&PointsConfig {
            set: PointSet::ThreeBlobs,
            count: 900,
            noise: 0.3,
            held_out: 0.0,
            seed: 2,
        })
        .unwrap();
        let points = new_points(&data, 30_000, &mut Random::new(1)).unwrap();
        let ellipses = ellipses(&data).unwrap();
        for (class, row) in ellipses.chunks_exact(5).enumerate() {
            let of_class = || points.chunks_exact(3).filter(move |p| p[2] == class as f32);
            let count = of_class().count() as f32;
            assert!((count / 30_000.0 - row[4]).abs() < 0.01);
            for axis in 0..2 {
                let mean = of_class().map(|p| p[axis]).sum::<f32>() / count;
                let squares: f32 = of_class()
                    .map(|p| (p[axis] - mean) * (p[axis] - mean))
                    .sum();
                assert!((mean - row[axis]).abs() < 0.03, "class {class}: {mean}");
                assert!(((squares / count).sqrt() - row[2 + axis]).abs() < 0.03);
            }
        }
    }

    #[test]
    fn without_points_or_classes_there_is_nothing_to_make() {
        let empty = Dataset::empty(Shape::Units(2), 2);
        assert_eq!(ellipses(&empty), Ok(Vec::new()));
        let said = |data: &Dataset| {
            let refused = new_points(data, 5, &mut Random::new(1));
            refused.unwrap_err().to_string()
        };
        assert!(said(&empty).contains("there are none yet"));
        let inputs = || Inputs::Values(vec![0.0; 4]);
        let values = Dataset::regression(inputs(), Shape::Units(2), vec![0.5, 1.0], 2);
        assert!(said(&values.unwrap()).contains("these points have values"));
        let lists = Dataset::new(inputs(), Shape::Units(1), vec![0, 1, 0, 1], 2, 4);
        assert!(said(&lists.unwrap()).contains("in the plane"));
    }
}
