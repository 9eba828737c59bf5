//! A classification data set: inputs, labels, and which of them are held out.

use crate::error::{Error, Result, in_range};

/// Inputs as they are stored: numbers, or pixels that mean pixel / 255.
#[derive(Clone, Debug, PartialEq)]
pub enum Inputs {
    Values(Vec<f32>),
    Pixels(Vec<u8>),
}

impl Inputs {
    fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Pixels(pixels) => pixels.len(),
        }
    }

    fn copy(&self, from: usize, out: &mut [f32]) {
        match self {
            Self::Values(values) => out.copy_from_slice(&values[from..from + out.len()]),
            Self::Pixels(pixels) => {
                for (out, &pixel) in out.iter_mut().zip(&pixels[from..]) {
                    *out = f32::from(pixel) / 255.0;
                }
            }
        }
    }
}

/// Labelled examples; the first `train` are for training, the others are held out.
#[derive(Clone, Debug)]
pub struct Dataset {
    features: usize,
    classes: usize,
    inputs: Inputs,
    labels: Vec<u8>,
    train: usize,
}

impl Dataset {
    /// `inputs` `[count, features]`, one label below `classes` for each, the first `train` for training.
    pub fn new(
        inputs: Inputs,
        features: usize,
        labels: Vec<u8>,
        classes: usize,
        train: usize,
    ) -> Result<Self> {
        if train == 0 {
            return Err(Error::Empty {
                what: "The training set".into(),
            });
        }
        check_size("Input values", inputs.len(), labels.len() * features)?;
        in_range(
            "The number of training examples",
            train as f64,
            1.0,
            labels.len() as f64,
        )?;
        in_range("The number of classes", classes as f64, 2.0, 256.0)?;
        for &label in &labels {
            in_range("A label", f64::from(label), 0.0, (classes - 1) as f64)?;
        }
        if labels[..train].iter().all(|&label| label == labels[0]) {
            return Err(Error::OneClass { class: labels[0] });
        }
        Ok(Self {
            features,
            classes,
            inputs,
            labels,
            train,
        })
    }

    pub fn features(&self) -> usize {
        self.features
    }

    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Outputs a network needs: one for two classes, else one a class.
    pub fn outputs(&self) -> usize {
        if self.classes == 2 { 1 } else { self.classes }
    }

    /// All examples, training and held out.
    pub fn count(&self) -> usize {
        self.labels.len()
    }

    pub fn train_count(&self) -> usize {
        self.train
    }

    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// The inputs as numbers, where they are kept so.
    pub fn values(&self) -> &[f32] {
        match &self.inputs {
            Inputs::Values(values) => values,
            Inputs::Pixels(_) => &[],
        }
    }

    /// Copies the inputs of example `index` to `out`, `[features]`.
    pub fn copy_input(&self, index: usize, out: &mut [f32]) {
        self.inputs.copy(index * self.features, out);
    }

    /// Gathers examples: inputs to `x` `[indices, features]`, one-hot targets to `t` `[indices, outputs]`.
    pub fn gather(&self, indices: &[u32], x: &mut [f32], t: &mut [f32]) {
        let outputs = self.outputs();
        let rows = x
            .chunks_exact_mut(self.features)
            .zip(t.chunks_exact_mut(outputs));
        for (&index, (x, t)) in indices.iter().zip(rows) {
            self.copy_input(index as usize, x);
            write_target(t, self.labels[index as usize]);
        }
    }

    /// The same held-out examples with more to train on: `pixels` `[labels, features]` join the training set.
    pub fn with_more_pixels(&self, pixels: &[u8], labels: &[u8]) -> Result<Self> {
        let Inputs::Pixels(own) = &self.inputs else {
            return Err(Error::Unsuitable {
                what: "Pictures can only be added to pictures".into(),
            });
        };
        let (train, held_out) = own.split_at(self.train * self.features);
        let (train_labels, held_out_labels) = self.labels.split_at(self.train);
        let inputs = Inputs::Pixels([train, pixels, held_out].concat());
        let all_labels = [train_labels, labels, held_out_labels].concat();
        Self::new(
            inputs,
            self.features,
            all_labels,
            self.classes,
            self.train + labels.len(),
        )
    }
}

/// Whether outputs `y` of one example say `label`: y > ½ for one output, the largest for several.
pub fn is_right(y: &[f32], label: u8) -> bool {
    let said = match y {
        [one] => usize::from(*one > 0.5),
        _ => (1..y.len()).fold(0, |best, k| if y[k] > y[best] { k } else { best }),
    };
    said == usize::from(label)
}

fn write_target(t: &mut [f32], label: u8) {
    if let [one] = t {
        *one = f32::from(label);
        return;
    }
    t.fill(0.0);
    t[usize::from(label)] = 1.0;
}

pub(super) fn check_size(what: &str, got: usize, expected: usize) -> Result<()> {
    if got == expected {
        return Ok(());
    }
    Err(Error::Size {
        what: what.into(),
        got,
        expected,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three_points(labels: [u8; 3]) -> Result<Dataset> {
        Dataset::new(
            Inputs::Values(vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
            2,
            labels.to_vec(),
            3,
            2,
        )
    }

    #[test]
    fn gathering_gives_inputs_and_one_hot_targets() {
        let data = three_points([0, 2, 1]).unwrap();
        let (mut x, mut t) = ([0.0; 4], [9.0; 6]);
        data.gather(&[2, 1], &mut x, &mut t);
        assert_eq!(x, [4.0, 5.0, 2.0, 3.0]);
        assert_eq!(t, [0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
    }

    #[test]
    fn one_class_and_wrong_labels_are_refused_in_words() {
        let one = three_points([1, 1, 0]).unwrap_err().to_string();
        assert!(
            one.contains("class 1") && one.contains("at least two classes"),
            "{one}"
        );
        let wrong = three_points([0, 3, 1]).unwrap_err().to_string();
        assert!(
            wrong.contains("label") && wrong.contains("from 0 to 2"),
            "{wrong}"
        );
    }

    #[test]
    fn pixels_become_numbers_from_zero_to_one() {
        let data = Dataset::new(Inputs::Pixels(vec![0, 51, 255, 0]), 2, vec![0, 1], 2, 2).unwrap();
        let more = data.with_more_pixels(&[102, 0], &[1]).unwrap();
        let mut x = [0.0; 2];
        more.copy_input(2, &mut x);
        assert_eq!(x, [0.4, 0.0]);
        assert_eq!((more.train_count(), more.count()), (3, 3));
    }
}
