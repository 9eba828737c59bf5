//! What a model said of the held-out examples.

use std::ops::Range;

use crate::data::dataset::{Dataset, said};

/// A probability for each class of each held-out example, in the order of the data set, and the labels beside them.
///
/// ```
/// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
/// # let recipe = gradual::Recipe::new(gradual::Source::Set(points), vec![gradual::ModelConfig::default()], 1);
/// # let mut race = gradual::Race::from_recipe(&recipe)?;
/// (0..10).for_each(|_| race.step_epoch());
/// race.evaluate(usize::MAX);
/// let said = race.contenders()[0].predictions();
/// assert_eq!((said.count(), said.classes()), (60, 2)); // of the held-out examples
/// let surest = said.examples().max_by(|&a, &b| said.confidence(a).total_cmp(&said.confidence(b)));
/// assert!(said.confidence(surest.unwrap()) > 0.9);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Predictions {
    classes: usize,
    labels: Vec<u8>,
    /// The classes that the examples were taken for.
    said: Vec<u8>,
    /// `[labels, classes]`.
    probabilities: Vec<f32>,
}

impl Predictions {
    /// Room for all held-out examples of `data`.
    pub fn new(data: &Dataset) -> Self {
        let held_out = data.count() - data.train_count();
        Self {
            classes: data.classes(),
            labels: Vec::with_capacity(held_out),
            said: Vec::with_capacity(held_out),
            probabilities: Vec::with_capacity(held_out * data.classes()),
        }
    }

    /// Forgets all examples, and keeps their room.
    pub fn clear(&mut self) {
        self.labels.clear();
        self.said.clear();
        self.probabilities.clear();
    }

    /// Appends outputs `y` for examples with these labels: one output, P(class 1), for two classes, else one a class.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// use gradual::trainer::predictions::Predictions;
    ///
    /// let mut said = Predictions::new(&data);
    /// said.push(&[0.9, 0.2], &[1, 1]); // P(class 1) of two examples that are of class 1
    /// assert_eq!((said.is_right(0), said.is_right(1)), (true, false));
    /// assert_eq!(said.probabilities(1), [0.8, 0.2]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn push(&mut self, y: &[f32], labels: &[u8]) {
        self.labels.extend_from_slice(labels);
        let outputs = if y.len() == labels.len() {
            1
        } else {
            self.classes
        };
        self.said
            .extend(y.chunks_exact(outputs).map(|y| said(y) as u8));
        if outputs == 1 {
            let both = y.iter().flat_map(|&y| [1.0 - y, y]);
            self.probabilities.extend(both);
        } else {
            self.probabilities.extend_from_slice(y);
        }
    }

    /// How many probabilities an example has.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// How many examples there are.
    pub fn count(&self) -> usize {
        self.labels.len()
    }

    /// The numbers of all examples, counted from the first one held out.
    pub fn examples(&self) -> Range<usize> {
        0..self.labels.len()
    }

    /// The true class of an example.
    pub fn label(&self, example: usize) -> usize {
        usize::from(self.labels[example])
    }

    /// The probabilities of an example's classes, `[classes]`.
    pub fn probabilities(&self, example: usize) -> &[f32] {
        &self.probabilities[example * self.classes..][..self.classes]
    }

    /// The class that an example was taken for.
    pub fn said(&self, example: usize) -> usize {
        usize::from(self.said[example])
    }

    /// The probability of the class that an example was taken for.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// let mut said = gradual::trainer::predictions::Predictions::new(&data);
    /// said.push(&[0.25], &[1]);
    /// assert_eq!((said.said(0), said.confidence(0)), (0, 0.75));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn confidence(&self, example: usize) -> f32 {
        self.probabilities(example)[self.said(example)]
    }

    /// Whether an example was taken for its true class.
    pub fn is_right(&self, example: usize) -> bool {
        self.said(example) == self.label(example)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::dataset::Inputs;
    use crate::pieces::shape::Shape;

    #[test]
    fn one_output_stands_for_two_classes() {
        let inputs = Inputs::Values(vec![0.0; 4]);
        let data = Dataset::new(inputs, Shape::Units(1), vec![0, 1, 0, 1], 2, 2).unwrap();
        let mut predictions = Predictions::new(&data);
        predictions.push(&[0.25, 0.25], &[0, 1]);
        assert_eq!(predictions.probabilities(1), [0.75, 0.25]);
        assert_eq!((predictions.said(1), predictions.confidence(1)), (0, 0.75));
        assert!(predictions.is_right(0) && !predictions.is_right(1));
    }
}
