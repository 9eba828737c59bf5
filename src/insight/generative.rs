//! What only a generative model can do: show how it believes each class to lie, and make new points.

use crate::data::dataset::Dataset;
use crate::error::{Error, Result};
use crate::pieces::shape::Shape;
use crate::random::Random;
use crate::trainer::fitted::gaussian;

/// μ₁, μ₂, σ₁, σ₂ and P(k) of each class of Gaussian naive Bayes, `[classes, 5]`: the axes of its ellipses, which are never
/// oblique, since within a class it takes x₁ and x₂ for independent.
pub fn ellipses(data: &Dataset) -> Result<Vec<f32>> {
    check(data)?;
    let (model, priors) = (gaussian(data), gaussian(data).priors());
    let row = |(class, &prior): (usize, &f64)| {
        let (means, variances) = model.class(class);
        let deviations = variances.iter().map(|variance| variance.sqrt());
        let row = means.iter().copied().chain(deviations).chain([prior]);
        row.map(|value| value as f32).collect::<Vec<f32>>()
    };
    Ok(priors.iter().enumerate().flat_map(row).collect())
}

fn check(data: &Dataset) -> Result<()> {
    if data.shape() == Shape::Units(2) && data.train_count() > 0 && !data.is_regression() {
        return Ok(());
    }
    let what = "Naive Bayes needs training points in the plane that have classes".into();
    Err(Error::Unsuitable { what })
}

/// New points, x₁, x₂ and the class of each `[count, 3]`: a class drawn by P(k), then each coordinate by its normal
/// distribution.
pub fn new_points(data: &Dataset, count: usize, random: &mut Random) -> Result<Vec<f32>> {
    let ellipses = ellipses(data)?;
    let (classes, _) = ellipses.as_chunks::<5>();
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

/// The class in whose share of 0 … 1 a lot falls.
fn drawn(classes: &[[f32; 5]], lot: f32) -> usize {
    let mut left = lot;
    let found = classes.iter().position(|[.., prior]| {
        left -= prior;
        left < 0.0
    });
    found.unwrap_or(classes.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::generators::points::{PointSet, PointsConfig, generate};

    #[test]
    fn values_and_empty_sets_are_refused_in_words() {
        let values = generate(&PointsConfig {
            set: PointSet::Slope,
            count: 40,
            noise: 0.3,
            held_out: 0.0,
            seed: 2,
        });
        let empty = Dataset::empty(Shape::Units(2), 2);
        for data in [values.unwrap(), empty] {
            let refused = ellipses(&data).map_err(|error| error.to_string());
            let sentence = "Naive Bayes needs training points in the plane that have classes.";
            assert_eq!(refused, Err(sentence.into()));
            assert!(new_points(&data, 3, &mut Random::new(1)).is_err());
        }
    }

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
}
