//! A data set: inputs, classes or values to learn, and which examples are held out.

use super::digits::ink::Ink;
pub use crate::error::check_size;
use crate::error::{Error, Result, in_list, in_range};
use crate::kernels::sparse::{DENSE, NonZeros};
use crate::pieces::shape::Shape;

/// Numbers beyond this are nobody's picture or point, and nothing could be reckoned with them.
const LARGEST_INPUT: f64 = 1e6;

/// Inputs as they are stored: numbers; pixels that mean pixel / 255; or the same pixels as lists, where most are blank.
///
/// ```
/// use gradual::data::dataset::Inputs;
/// use gradual::{Dataset, Shape};
///
/// let pixels = Inputs::Pixels(vec![0, 255, 255, 0]); // two pictures of two pixels
/// let data = Dataset::new(pixels, Shape::Units(2), vec![0, 1], 2, 2)?;
/// let mut x = [0.0; 2];
/// data.copy_input(1, &mut x);
/// assert_eq!(x, [1.0, 0.0]);
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub enum Inputs {
    /// Numbers, `[examples, features]` row-major.
    Values(Vec<f32>),
    /// Bytes from 0 to 255 that mean pixel / 255, `[examples, features]` row-major.
    Pixels(Vec<u8>),
    /// The same as lists of the pixels that are not 0.
    Ink(Ink),
}

impl Inputs {
    /// Pictures of `features` pixels each, in the form that suits them.
    ///
    /// ```
    /// use gradual::data::dataset::Inputs;
    ///
    /// let mut blank = vec![0; 784];
    /// blank[100] = 255;
    /// assert!(matches!(Inputs::pictures(blank, 784), Inputs::Ink(_))); // a list of one pixel
    /// assert!(matches!(Inputs::pictures(vec![255; 784], 784), Inputs::Pixels(_)));
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where `features` is 0.
    pub fn pictures(pixels: Vec<u8>, features: usize) -> Self {
        if features > Ink::MOST_PIXELS {
            return Self::Pixels(pixels);
        }
        let mut pictures = Ink::default();
        for picture in pixels.chunks_exact(features) {
            pictures.push(picture);
        }
        Self::of_ink(pictures, features)
    }

    /// The same of pictures that are lists: few blank pixels are kept more simply with the others.
    ///
    /// ```
    /// use gradual::data::dataset::Inputs;
    /// use gradual::data::digits::ink::Ink;
    ///
    /// let mut full = Ink::default();
    /// full.push(&[9; 100]); // a list would save nothing
    /// assert!(matches!(Inputs::of_ink(full, 100), Inputs::Pixels(_)));
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where `features` is 0, and may where a picture has more pixels than that.
    pub fn of_ink(pictures: Ink, features: usize) -> Self {
        if pictures.ink() as f32 <= DENSE * (pictures.count() * features) as f32 {
            return Self::Ink(pictures);
        }
        let mut pixels = vec![0; pictures.count() * features];
        for (index, picture) in pixels.chunks_exact_mut(features).enumerate() {
            pictures.copy_pixels(index, picture);
        }
        Self::Pixels(pixels)
    }

    /// Some examples, in this order, in the same form; lists of pictures are shared, not copied.
    fn selection(&self, examples: &[usize], features: usize) -> Self {
        match self {
            Self::Values(values) => Self::Values(rows(values, examples, features)),
            Self::Pixels(pixels) => Self::Pixels(rows(pixels, examples, features)),
            Self::Ink(pictures) => Self::Ink(pictures.selection(examples)),
        }
    }

    /// How many values there are, `features` for each example.
    fn len(&self, features: usize) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Pixels(pixels) => pixels.len(),
            Self::Ink(pictures) => pictures.count() * features,
        }
    }

    /// Copies example `index` to `out`, which is as long as it.
    fn copy(&self, index: usize, out: &mut [f32]) {
        let start = index * out.len();
        match self {
            Self::Values(values) => out.copy_from_slice(&values[start..start + out.len()]),
            Self::Pixels(pixels) => {
                for (out, &pixel) in out.iter_mut().zip(&pixels[start..]) {
                    *out = f32::from(pixel) / 255.0;
                }
            }
            Self::Ink(pictures) => pictures.copy(index, out),
        }
    }

    /// Copies some examples, `features` values each, to `out`.
    fn gather(&self, examples: impl Iterator<Item = usize>, features: usize, out: &mut [f32]) {
        if let (Self::Values(values), 2) = (self, features) {
            // Points of the plane: a copy of unknown length would be a call, and ten times as slow.
            let (points, _) = values.as_chunks::<2>();
            let (out, _) = out.as_chunks_mut::<2>();
            for (example, out) in examples.zip(out) {
                *out = points[example];
            }
            return;
        }
        for (example, out) in examples.zip(out.chunks_exact_mut(features)) {
            self.copy(example, out);
        }
    }
}

/// What is to be learned of each example.
#[derive(Clone, Debug)]
enum Targets {
    /// Which of `classes` classes it is of.
    Classes { labels: Vec<u8>, classes: usize },
    /// A value: regression.
    Values(Vec<f32>),
    /// What each of several outputs should be, as somebody wrote it down.
    Written { values: Vec<f32>, outputs: usize },
}

/// Examples with their targets; the first `train` are for training, the others are held out.
///
/// ```
/// use gradual::data::dataset::Inputs;
/// use gradual::{Dataset, Shape};
///
/// let x = Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
/// let xor = Dataset::new(x, Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
/// assert_eq!((xor.count(), xor.features(), xor.outputs()), (4, 2, 1));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Dataset {
    shape: Shape,
    inputs: Inputs,
    targets: Targets,
    train: usize,
    /// Whether there are values to learn, or classes to tell apart.
    teaches: bool,
}

impl Dataset {
    /// `inputs` of `shape`, one label below `classes` for each, the first `train` for training.
    ///
    /// ```
    /// use gradual::data::dataset::Inputs;
    /// use gradual::{Dataset, Shape};
    ///
    /// let x = || Inputs::Values(vec![0.0, 1.0, 2.0, 3.0]);
    /// let data = Dataset::new(x(), Shape::Units(1), vec![0, 1, 1, 0], 2, 3)?; // the last one is held out
    /// assert_eq!((data.count(), data.train_count()), (4, 3));
    /// let refused = Dataset::new(x(), Shape::Units(1), vec![1; 4], 2, 3).unwrap_err();
    /// assert!(refused.to_string().starts_with("All training examples belong to class 1"));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn new(
        inputs: Inputs,
        shape: Shape,
        labels: Vec<u8>,
        classes: usize,
        train: usize,
    ) -> Result<Self> {
        check_some(train)?;
        let data = Self::growing(inputs, shape, labels, classes, train)?;
        if data.teaches {
            return Ok(data);
        }
        Err(Error::OneClass {
            class: data.labels()[0],
        })
    }

    /// The same for a set that somebody is still making: it may have no training examples, or those of one class only.
    ///
    /// ```
    /// use gradual::data::dataset::Inputs;
    /// use gradual::{Dataset, Shape};
    ///
    /// let data = Dataset::growing(Inputs::Values(vec![0.5]), Shape::Units(1), vec![1], 2, 1)?;
    /// assert!(!data.teaches()); // models wait for another class
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn growing(
        inputs: Inputs,
        shape: Shape,
        labels: Vec<u8>,
        classes: usize,
        train: usize,
    ) -> Result<Self> {
        check_counts(&inputs, shape, labels.len(), train)?;
        in_range("The number of classes", classes as f64, 2.0, 256.0)?;
        for &label in &labels {
            in_range("A label", f64::from(label), 0.0, (classes - 1) as f64)?;
        }
        Ok(Self {
            teaches: labels[..train].iter().any(|&label| label != labels[0]),
            shape,
            inputs,
            targets: Targets::Classes { labels, classes },
            train,
        })
    }

    /// The same with a value `targets` to predict for each example, in place of a class. It may have no training examples, and
    /// teaches nothing then.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use gradual::data::dataset::Inputs;
    /// use gradual::{Dataset, Loss, ModelConfig, Shape, Trainer};
    ///
    /// let x = Inputs::Values(vec![0.0, 1.0, 2.0, 3.0]);
    /// let line = Dataset::regression(x, Shape::Units(1), vec![1.0, 3.0, 5.0, 7.0], 4)?;
    /// let config = ModelConfig { loss: Loss::SquaredErrorLinear, ..ModelConfig::default() };
    /// let mut trainer = Trainer::new(config, Arc::new(line), 1)?;
    /// trainer.step(2000);
    /// let [slope, start] = trainer.parameters() else { panic!("a weight and a bias") };
    /// assert!((slope - 2.0).abs() < 0.01 && (start - 1.0).abs() < 0.01);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn regression(
        inputs: Inputs,
        shape: Shape,
        targets: Vec<f32>,
        train: usize,
    ) -> Result<Self> {
        check_counts(&inputs, shape, targets.len(), train)?;
        Ok(Self {
            shape,
            inputs,
            targets: Targets::Values(targets),
            train,
            teaches: train > 0,
        })
    }

    /// A few examples as they stand in a text, with `targets` `[examples, outputs]`; all are for training, and any loss may
    /// be learned by.
    ///
    /// ```
    /// use gradual::data::dataset::Inputs;
    /// use gradual::{Dataset, Shape};
    ///
    /// let x = Inputs::Values(vec![0.05, 0.1]);
    /// let mazur = Dataset::written(x, Shape::Units(2), vec![0.01, 0.99], 2)?; // an example with two targets
    /// assert_eq!((mazur.count(), mazur.outputs()), (1, 2));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn written(
        inputs: Inputs,
        shape: Shape,
        targets: Vec<f32>,
        outputs: usize,
    ) -> Result<Self> {
        let examples = targets.len() / outputs.max(1);
        check_some(examples)?;
        check_counts(&inputs, shape, examples, examples)?;
        check_size("Targets", targets.len(), examples * outputs)?;
        Ok(Self {
            shape,
            inputs,
            targets: Targets::Written {
                values: targets,
                outputs,
            },
            train: examples,
            teaches: true,
        })
    }

    /// A set that has no examples yet.
    ///
    /// ```
    /// use gradual::{Dataset, Shape};
    ///
    /// let none = Dataset::empty(Shape::Units(2), 3);
    /// assert_eq!((none.count(), none.classes(), none.teaches()), (0, 3, false));
    /// ```
    pub fn empty(shape: Shape, classes: usize) -> Self {
        Self {
            shape,
            inputs: Inputs::Ink(Ink::default()),
            targets: Targets::Classes {
                labels: Vec::new(),
                classes,
            },
            train: 0,
            teaches: false,
        }
    }

    /// Some of the examples, in this order, the first `train` of them for training.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// let half = xor.selection(&[1, 0, 3], 2)?; // examples 1 and 0 for training, 3 held out
    /// assert_eq!((half.labels(), half.train_count()), (&[1, 0, 0][..], 2));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where there is no example of one of these numbers; [`Self::check_example`] tells.
    pub fn selection(&self, examples: &[usize], train: usize) -> Result<Self> {
        let (inputs, shape) = (self.inputs.selection(examples, self.features()), self.shape);
        match &self.targets {
            Targets::Values(values) => {
                Self::regression(inputs, shape, pick(values, examples), train)
            }
            Targets::Written { values, outputs } => {
                let targets = rows(values, examples, *outputs);
                Self::written(inputs, shape, targets, *outputs)
            }
            Targets::Classes { labels, classes } => {
                Self::new(inputs, shape, pick(labels, examples), *classes, train)
            }
        }
    }

    /// Whether there is something to learn: training examples with values, or of at least two classes. A model waits until
    /// there is.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// assert!(xor.teaches());
    /// assert!(!gradual::Dataset::empty(xor.shape(), 2).teaches());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn teaches(&self) -> bool {
        self.teaches
    }

    /// The shape of one example's inputs.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// assert_eq!(xor.shape(), gradual::Shape::Units(2));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// How many values the inputs of one example are.
    ///
    /// ```
    /// assert_eq!(gradual::Dataset::empty(gradual::data::digits::set::SHAPE, 10).features(), 784);
    /// ```
    pub fn features(&self) -> usize {
        self.shape.len()
    }

    /// Number of classes; 1 for regression.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// assert_eq!((xor.classes(), xor.outputs()), (2, 1)); // one output tells two classes apart
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn classes(&self) -> usize {
        match self.targets {
            Targets::Classes { classes, .. } => classes,
            Targets::Values(_) | Targets::Written { .. } => 1,
        }
    }

    /// Whether they were written down, so that any loss may be learned by.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// assert!(!xor.is_written());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn is_written(&self) -> bool {
        matches!(self.targets, Targets::Written { .. })
    }

    /// Whether values are to be learned, not classes.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// assert!(!xor.is_regression());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn is_regression(&self) -> bool {
        !matches!(self.targets, Targets::Classes { .. })
    }

    /// Outputs a network needs: one for a value or two classes, else one a class.
    ///
    /// ```
    /// use gradual::{Dataset, Shape};
    ///
    /// let outputs = [2, 3, 10].map(|classes| Dataset::empty(Shape::Units(2), classes).outputs());
    /// assert_eq!(outputs, [1, 3, 10]);
    /// ```
    pub fn outputs(&self) -> usize {
        match self.targets {
            Targets::Written { outputs, .. } => outputs,
            Targets::Values(_) | Targets::Classes { classes: 2, .. } => 1,
            Targets::Classes { classes, .. } => classes,
        }
    }

    /// All examples, training and held out.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// assert_eq!(data.count(), 200);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn count(&self) -> usize {
        match &self.targets {
            Targets::Classes { labels, .. } => labels.len(),
            Targets::Values(values) => values.len(),
            Targets::Written { values, outputs } => values.len() / outputs,
        }
    }

    /// How many examples are for training; they come first.
    ///
    /// ```
    /// # let points = gradual::PointsConfig { set: gradual::PointSet::Moons, count: 200, noise: 0.1, held_out: 0.3, seed: 1 };
    /// # let data = std::sync::Arc::new(gradual::data::generators::points::generate(&points)?);
    /// assert_eq!(data.count() - data.train_count(), 60); // are held out
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn train_count(&self) -> usize {
        self.train
    }

    /// The classes; none for regression.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// assert_eq!(xor.labels(), [0, 1, 1, 0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn labels(&self) -> &[u8] {
        match &self.targets {
            Targets::Classes { labels, .. } => labels,
            Targets::Values(_) | Targets::Written { .. } => &[],
        }
    }

    /// The values to predict; none for classes.
    ///
    /// ```
    /// use gradual::data::dataset::Inputs;
    /// use gradual::{Dataset, Shape};
    ///
    /// let x = Inputs::Values(vec![0.0, 1.0]);
    /// assert_eq!(Dataset::regression(x, Shape::Units(1), vec![0.5, 0.7], 2)?.targets(), [0.5, 0.7]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn targets(&self) -> &[f32] {
        match &self.targets {
            Targets::Values(values) | Targets::Written { values, .. } => values,
            Targets::Classes { .. } => &[],
        }
    }

    /// The inputs as numbers, where they are kept so.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// assert_eq!(xor.values(), [-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn values(&self) -> &[f32] {
        match &self.inputs {
            Inputs::Values(values) => values,
            Inputs::Pixels(_) | Inputs::Ink(_) => &[],
        }
    }

    /// Whether the inputs are kept as lists of what is not zero.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// assert!(!xor.has_non_zeros()); // points are kept as numbers
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn has_non_zeros(&self) -> bool {
        matches!(self.inputs, Inputs::Ink(_))
    }

    /// The points of the plane that the examples are, `[count]`; none where they are pictures.
    ///
    /// ```
    /// use gradual::{PointSet, PointsConfig};
    /// use gradual::data::generators::points::generate;
    ///
    /// let config = PointsConfig { set: PointSet::Xor, count: 40, noise: 0.0, held_out: 0.5, seed: 1 };
    /// assert_eq!(generate(&config)?.points().map(<[_]>::len), Some(40));
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn points(&self) -> Option<&[[f32; 2]]> {
        (self.features() == 2).then(|| self.values().as_chunks().0)
    }

    /// Refuses the number of an example that there is not.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// assert!(xor.check_example(3).is_ok() && xor.check_example(4).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn check_example(&self, example: usize) -> Result<()> {
        in_list("The number of the example", example, self.count())
    }

    /// Copies the inputs of example `index` to `out`, `[features]`.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// let mut x = [0.0; 2];
    /// xor.copy_input(1, &mut x);
    /// assert_eq!(x, [-1.0, 1.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// May panic where there is no example `index`, or where `out` is of another length.
    pub fn copy_input(&self, index: usize, out: &mut [f32]) {
        self.inputs.copy(index, out);
    }

    /// Appends the inputs of example `index` to `rows`; only for data that [`Self::has_non_zeros`].
    ///
    /// ```
    /// use gradual::Dataset;
    /// use gradual::data::dataset::Inputs;
    /// use gradual::data::digits::set::SHAPE;
    /// use gradual::kernels::sparse::NonZeros;
    ///
    /// let mut pixels = vec![0; 2 * 784];
    /// pixels[784 + 100] = 255; // a dot in the second picture
    /// let data = Dataset::new(Inputs::pictures(pixels, 784), SHAPE, vec![0, 1], 10, 2)?;
    /// let mut rows = NonZeros::with_capacity(1, 784);
    /// rows.clear(); // before the first row, too
    /// data.append_non_zeros(1, &mut rows);
    /// assert_eq!(rows.count(), 1);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where there is no example `index`, for data that [`Self::has_non_zeros`].
    pub fn append_non_zeros(&self, index: usize, rows: &mut NonZeros) {
        if let Inputs::Ink(pictures) = &self.inputs {
            pictures.append_to(rows, index);
        }
    }

    /// Copies the inputs of some examples to `x`, `[examples, features]`.
    ///
    /// ```
    /// # let x = gradual::data::dataset::Inputs::Values(vec![-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0]);
    /// # let xor = gradual::Dataset::new(x, gradual::Shape::Units(2), vec![0, 1, 1, 0], 2, 4)?;
    /// let mut x = [0.0; 4];
    /// xor.gather_inputs([2, 1].into_iter(), &mut x);
    /// assert_eq!(x, [1.0, -1.0, -1.0, 1.0]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// May panic where there is no example of one of these numbers.
    pub fn gather_inputs(&self, examples: impl Iterator<Item = usize>, x: &mut [f32]) {
        self.inputs.gather(examples, self.features(), x);
    }

    /// Writes the targets of some examples to `t`, `[examples, outputs]`: the value, the class for two classes, else one-hot.
    ///
    /// ```
    /// use gradual::data::dataset::Inputs;
    /// use gradual::{Dataset, Shape};
    ///
    /// let x = Inputs::Values(vec![0.0, 1.0, 2.0]);
    /// let three = Dataset::new(x, Shape::Units(1), vec![0, 1, 2], 3, 3)?;
    /// let mut t = [0.0; 6];
    /// three.gather_targets([2, 0].into_iter(), &mut t);
    /// assert_eq!(t, [0.0, 0.0, 1.0, 1.0, 0.0, 0.0]); // one-hot
    /// # Ok::<(), gradual::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics where there is no example of one of these numbers, and `t` has room for it.
    pub fn gather_targets(&self, examples: impl Iterator<Item = usize>, t: &mut [f32]) {
        match &self.targets {
            Targets::Values(values) => t
                .iter_mut()
                .zip(examples)
                .for_each(|(t, example)| *t = values[example]),
            Targets::Written { values, outputs } => {
                for (t, example) in t.chunks_exact_mut(*outputs).zip(examples) {
                    t.copy_from_slice(&values[example * outputs..][..*outputs]);
                }
            }
            Targets::Classes { labels, classes: 2 } => t
                .iter_mut()
                .zip(examples)
                .for_each(|(t, example)| *t = f32::from(labels[example])),
            Targets::Classes { labels, classes } => {
                for (t, example) in t.chunks_exact_mut(*classes).zip(examples) {
                    t.fill(0.0);
                    t[usize::from(labels[example])] = 1.0;
                }
            }
        }
    }
}

/// Some rows of `[examples, features]`.
fn rows<T: Copy>(values: &[T], examples: &[usize], features: usize) -> Vec<T> {
    let row = |&example: &usize| &values[example * features..][..features];
    examples.iter().flat_map(row).copied().collect()
}

fn pick<T: Copy>(values: &[T], examples: &[usize]) -> Vec<T> {
    examples.iter().map(|&example| values[example]).collect()
}

fn check_some(train: usize) -> Result<()> {
    if train > 0 {
        return Ok(());
    }
    Err(Error::Empty {
        what: "The training set".into(),
    })
}

fn check_counts(inputs: &Inputs, shape: Shape, examples: usize, train: usize) -> Result<()> {
    let (got, expected) = (inputs.len(shape.len()), examples * shape.len());
    check_size("Input values", got, expected)?;
    let (train, examples) = (train as f64, examples as f64);
    in_range("The number of training examples", train, 0.0, examples)
}

/// The class that outputs `y` of one example say: class 1 where y > ½ for one output, the largest for several.
///
/// ```
/// use gradual::data::dataset::said;
///
/// assert_eq!((said(&[0.8]), said(&[0.1, 0.7, 0.2])), (1, 1));
/// ```
pub fn said(y: &[f32]) -> usize {
    match y {
        [one] => usize::from(*one > 0.5),
        _ => (1..y.len()).fold(0, |best, k| if y[k] > y[best] { k } else { best }),
    }
}

/// Whether outputs `y` of one example say `label`.
///
/// ```
/// use gradual::data::dataset::is_right;
///
/// assert!(is_right(&[0.8], 1) && !is_right(&[0.1, 0.7, 0.2], 2));
/// ```
pub fn is_right(y: &[f32], label: u8) -> bool {
    said(y) == usize::from(label)
}

/// Refuses inputs of one example that are too many or too few, or no numbers to reckon with.
///
/// ```
/// use gradual::data::dataset::check_inputs;
///
/// assert!(check_inputs(&[0.5, -2.0], 2).is_ok());
/// assert!(check_inputs(&[0.5], 2).is_err() && check_inputs(&[0.5, f32::NAN], 2).is_err());
/// ```
pub fn check_inputs(x: &[f32], features: usize) -> Result<()> {
    check_size("Inputs of one example", x.len(), features)?;
    // As whole numbers, four at a time: this runs for each guess, and looking for the one to name would take as long as the guess.
    let bits = x.iter().map(|x| x.abs().to_bits());
    if bits.fold(0, u32::max) <= (LARGEST_INPUT as f32).to_bits() {
        return Ok(());
    }
    let check = |&x: &f32| in_range("An input", x.into(), -LARGEST_INPUT, LARGEST_INPUT);
    x.iter().try_for_each(check)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three_points(labels: [u8; 3]) -> Result<Dataset> {
        let inputs = Inputs::Values(vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        Dataset::new(inputs, Shape::Units(2), labels.to_vec(), 3, 2)
    }

    #[test]
    fn inputs_and_one_hot_targets() {
        let data = three_points([0, 2, 1]).unwrap();
        let (mut x, mut t) = ([0.0; 2], [9.0; 3]);
        data.copy_input(2, &mut x);
        data.gather_targets([2].into_iter(), &mut t);
        assert_eq!((x, t), ([4.0, 5.0], [0.0, 1.0, 0.0]));
    }

    #[test]
    fn before_there_are_examples_none_is_found() {
        let empty = Dataset::empty(Shape::Units(2), 2);
        for index in [0, 1, usize::MAX] {
            assert!(empty.check_example(index).is_err());
        }
        let three = three_points([0, 2, 1]).unwrap();
        assert!(three.check_example(2).is_ok() && three.check_example(3).is_err());
    }

    #[test]
    fn some_of_the_examples_keep_their_form() {
        let pictures = [[0, 0, 0, 255], [0, 51, 0, 0], [9, 8, 7, 6]].concat();
        let numbers: Vec<f32> = pictures.iter().map(|&p| f32::from(p) / 255.0).collect();
        let ink = Inputs::pictures(pictures.clone(), 4);
        assert!(matches!(ink, Inputs::Ink(_)));
        for inputs in [
            ink,
            Inputs::Pixels(pictures),
            Inputs::Values(numbers.clone()),
        ] {
            let form = std::mem::discriminant(&inputs);
            let all = Dataset::new(inputs, Shape::Units(4), vec![0, 1, 2], 3, 2).unwrap();
            let some = all.selection(&[2, 0, 2], 2).unwrap();
            let mut x = vec![0.0; 12];
            some.gather_inputs(0..3, &mut x);
            assert_eq!(x, [&numbers[8..], &numbers[..4], &numbers[8..]].concat());
            assert_eq!(
                (some.labels(), some.train_count()),
                ([2, 0, 2].as_slice(), 2)
            );
            assert_eq!(std::mem::discriminant(&some.inputs), form);
        }
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
    fn a_set_that_grows_teaches_once_it_has_two_classes() {
        let grown = |labels: &[u8], train| {
            let inputs = Inputs::Values(vec![0.5; 2 * labels.len()]);
            Dataset::growing(inputs, Shape::Units(2), labels.to_vec(), 2, train).unwrap()
        };
        assert!(!grown(&[], 0).teaches() && !grown(&[0, 1], 0).teaches());
        assert!(!grown(&[1, 1, 0], 2).teaches() && grown(&[1, 0, 0], 2).teaches());
    }

    #[test]
    fn pixels_become_numbers_from_zero_to_one() {
        for pixels in [vec![0, 0, 0, 255], vec![9, 51, 255, 1]] {
            let inputs = Inputs::pictures(pixels.clone(), 2);
            assert_eq!(matches!(inputs, Inputs::Ink(_)), pixels[0] == 0);
            let data = Dataset::new(inputs, Shape::Units(2), vec![0, 1], 2, 2).unwrap();
            let mut x = [0.0; 2];
            data.copy_input(0, &mut x);
            assert_eq!(
                x,
                [pixels[0], pixels[1]].map(|pixel| f32::from(pixel) / 255.0)
            );
        }
    }
}
