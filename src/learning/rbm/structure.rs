//! A restricted Boltzmann machine without its parameters, and with them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_size, in_range};
use crate::random::Random;

/// The most units of either layer.
const MOST_UNITS: f64 = 4096.0;

/// The first weights' standard deviation (Hinton 2010, §8).
const SPREAD: f32 = 0.01;

/// A visible unit's first bias comes from its mean, held off 0 and 1 by this: no unit begins beyond ±4.6.
const LEAST_MEAN: f64 = 0.01;

/// What the visible units can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum VisibleUnits {
    /// 0 or 1; data between are taken as probabilities.
    #[default]
    Binary,
    /// Any number, normal with variance 1 around its mean (Hinton 2010, §13.2).
    Gaussian,
}

/// Two layers of units, every visible one joined to every hidden one, over one flat parameter vector: the weights W
/// `[visible, hidden]`, row-major, then the visible biases b, then the hidden biases c (Smolensky 1986; Hinton 2002).
///
/// The last `labels` of the visible units are a softmax group, of which one alone is on (Hinton 2010, §13.1).
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits};
///
/// let rbm = Rbm::new(784, 100, VisibleUnits::Binary)?;
/// assert_eq!(rbm.parameter_count(), 784 * 100 + 784 + 100);
/// assert_eq!(rbm.visible_biases(), 78_400..79_184);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rbm {
    /// How many visible units there are, labels included.
    pub visible: usize,
    /// How many hidden units there are; they are 0 or 1.
    pub hidden: usize,
    /// How many of the visible units are labels.
    pub labels: usize,
    /// What the other visible units can be.
    pub units: VisibleUnits,
}

/// A machine with the parameters that it has at the moment.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits};
///
/// let rbm = Rbm::new(2, 1, VisibleUnits::Binary)?;
/// let machine = rbm.with(&[2.0, -1.0, 0.5, 0.25, -3.0])?;
/// assert_eq!((machine.weights(), machine.hidden_biases()), (&[2.0, -1.0][..], &[-3.0][..]));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Machine<'a> {
    /// Its units.
    pub rbm: Rbm,
    /// W, b and c, as many as [`Rbm::parameter_count`].
    parameters: &'a [f32],
}

impl Rbm {
    /// A machine without labels; sizes from 1 to 4096.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let refused = Rbm::new(784, 0, VisibleUnits::Binary).unwrap_err().to_string();
    /// assert_eq!(refused, "The number of hidden units must be a number from 1 to 4096, but it is 0.");
    /// ```
    pub fn new(visible: usize, hidden: usize, units: VisibleUnits) -> Result<Self> {
        in_range(
            "The number of visible units",
            visible as f64,
            1.0,
            MOST_UNITS,
        )?;
        in_range("The number of hidden units", hidden as f64, 1.0, MOST_UNITS)?;
        let labels = 0;
        Ok(Self {
            visible,
            hidden,
            labels,
            units,
        })
    }

    /// The same with so many label units behind its visible ones.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let rbm = Rbm::new(200, 500, VisibleUnits::Binary)?.with_labels(10)?;
    /// assert_eq!((rbm.visible, rbm.inputs()), (210, 200));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn with_labels(self, labels: usize) -> Result<Self> {
        let visible = self.inputs() + labels;
        let machine = Self::new(visible, self.hidden, self.units)?;
        Ok(Self { labels, ..machine })
    }

    /// How many visible units are no labels.
    #[inline]
    pub fn inputs(&self) -> usize {
        self.visible - self.labels
    }

    /// How many weights and biases it has.
    #[inline]
    pub fn parameter_count(&self) -> usize {
        self.hidden_biases().end
    }

    /// Where W stands in the flat vector.
    #[inline]
    pub fn weights(&self) -> Range<usize> {
        0..self.visible * self.hidden
    }

    /// Where b stands in the flat vector.
    #[inline]
    pub fn visible_biases(&self) -> Range<usize> {
        let start = self.weights().end;
        start..start + self.visible
    }

    /// Where c stands in the flat vector.
    #[inline]
    pub fn hidden_biases(&self) -> Range<usize> {
        let start = self.visible_biases().end;
        start..start + self.hidden
    }

    /// First parameters: W from N(0, 0.01²), c = 0, and b so that without hidden units each visible unit has these `means`
    /// `[visible]`, those of the examples: ln (p / (1 − p)) for a binary one, ln p for a label (Hinton 2010, §8).
    ///
    /// ```
    /// use gradual::Random;
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let rbm = Rbm::new(2, 3, VisibleUnits::Binary)?;
    /// let parameters = rbm.first_parameters(&[0.75, 0.0], &mut Random::new(1));
    /// assert!((parameters[6] - 3.0_f32.ln()).abs() < 1e-6); // on in three of four examples
    /// assert_eq!(parameters[8..], [0.0; 3]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn first_parameters(&self, means: &[f64], random: &mut Random) -> Vec<f32> {
        let mut parameters = vec![0.0; self.parameter_count()];
        for weight in &mut parameters[self.weights()] {
            *weight = SPREAD * random.normal();
        }
        let biases = &mut parameters[self.visible_biases()];
        let independent = self.biases_of_means(means);
        biases
            .iter_mut()
            .zip(independent)
            .for_each(|(bias, b)| *bias = b as f32);
        parameters
    }

    /// The visible biases that alone, with W = 0, give the means of `examples` `[count, visible]`.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let rbm = Rbm::new(1, 1, VisibleUnits::Gaussian)?;
    /// assert_eq!(rbm.independent_biases(&[1.0, 4.0]), [2.5]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn independent_biases(&self, examples: &[f32]) -> Vec<f64> {
        let mut means = vec![0.0; self.visible];
        for row in examples.chunks_exact(self.visible) {
            means
                .iter_mut()
                .zip(row)
                .for_each(|(mean, &x)| *mean += f64::from(x));
        }
        let share = 1.0 / (examples.len() / self.visible).max(1) as f64;
        means.iter_mut().for_each(|mean| *mean *= share);
        self.biases_of_means(&means)
    }

    /// The same for means `[visible]`.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let rbm = Rbm::new(1, 1, VisibleUnits::Binary)?;
    /// assert_eq!(rbm.biases_of_means(&[0.5]), [0.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn biases_of_means(&self, means: &[f64]) -> Vec<f64> {
        let bias = |(unit, &mean): (usize, &f64)| self.independent_bias(unit, mean);
        means.iter().enumerate().map(bias).collect()
    }

    fn independent_bias(&self, unit: usize, mean: f64) -> f64 {
        let p = mean.clamp(LEAST_MEAN, 1.0 - LEAST_MEAN);
        match self.units {
            _ if unit >= self.inputs() => libm::log(p),
            VisibleUnits::Binary => libm::log(p / (1.0 - p)),
            VisibleUnits::Gaussian => mean,
        }
    }

    /// The machine with these parameters; their number is checked.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let refused = Rbm::new(2, 1, VisibleUnits::Binary)?.with(&[0.0; 4]).unwrap_err().to_string();
    /// assert_eq!(refused, "Weights and biases of the machine: got 4, but 5 are needed.");
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn with(self, parameters: &[f32]) -> Result<Machine<'_>> {
        let count = self.parameter_count();
        check_size("Weights and biases of the machine", parameters.len(), count)?;
        Ok(self.over(parameters))
    }

    /// The same, for parameters whose number is known to be right.
    #[inline]
    pub(crate) fn over(self, parameters: &[f32]) -> Machine<'_> {
        Machine {
            rbm: self,
            parameters,
        }
    }

    /// Refuses rows that are not whole, none at all, and values that are no number or beyond what the units can be.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let rbm = Rbm::new(2, 1, VisibleUnits::Binary)?;
    /// assert!(rbm.check_rows(&[0.0, 1.0, 0.5, 0.5]).is_ok());
    /// assert!(rbm.check_rows(&[0.0, 1.0, 0.5]).is_err() && rbm.check_rows(&[0.0, f32::NAN]).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn check_rows(&self, rows: &[f32]) -> Result<()> {
        let count = (rows.len() / self.visible).max(1);
        check_size(
            "Values for the visible units",
            rows.len(),
            count * self.visible,
        )?;
        let (low, high) = match self.units {
            VisibleUnits::Binary => (0.0, 1.0),
            VisibleUnits::Gaussian => (-1e4, 1e4),
        };
        match rows.iter().find(|&&value| !(low..=high).contains(&value)) {
            Some(&value) => in_range(
                "A visible unit's value",
                value.into(),
                low.into(),
                high.into(),
            ),
            None => Ok(()),
        }
    }
}

impl<'a> Machine<'a> {
    /// W, b and c one after the other.
    #[inline]
    pub fn parameters(&self) -> &'a [f32] {
        self.parameters
    }

    /// W `[visible, hidden]`.
    #[inline]
    pub fn weights(&self) -> &'a [f32] {
        &self.parameters[self.rbm.weights()]
    }

    /// b `[visible]`.
    #[inline]
    pub fn visible_biases(&self) -> &'a [f32] {
        &self.parameters[self.rbm.visible_biases()]
    }

    /// c `[hidden]`.
    #[inline]
    pub fn hidden_biases(&self) -> &'a [f32] {
        &self.parameters[self.rbm.hidden_biases()]
    }

    /// The weights of one hidden unit, as a picture of the visible ones.
    ///
    /// ```
    /// use gradual::learning::rbm::{Rbm, VisibleUnits};
    ///
    /// let rbm = Rbm::new(2, 2, VisibleUnits::Binary)?;
    /// let machine = rbm.with(&[1.0, 2.0, 3.0, 4.0, 0.0, 0.0, 0.0, 0.0])?;
    /// assert_eq!(machine.filter(1).collect::<Vec<_>>(), [2.0, 4.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn filter(&self, unit: usize) -> impl Iterator<Item = f32> + use<'a> {
        let weights = self.weights().iter().skip(unit);
        weights.step_by(self.rbm.hidden).copied()
    }
}
