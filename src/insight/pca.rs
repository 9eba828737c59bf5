//! Principal component analysis of rows that change little by little, as activations do while a network learns.
//!
//! The axes are the leading eigenvectors of the covariance C = XᵀX / (n − 1) of the centred rows X. Orthogonal iteration finds
//! them (Golub and Van Loan, Matrix Computations, §8.2.4), with Ritz vectors in every sweep (Rutishauser 1969): a few
//! directions Q are multiplied by C, as Xᵀ(X Q), and made orthonormal again. C itself is never made.
//!
//! The iteration starts with the directions of the last time, and each axis keeps its place and its sense: the picture of
//! the rows moves as they move, is never mirrored, and two components that change rank do not change places.

use super::eigen::diagonalise;
use crate::kernels::dot::affine_column;
use crate::kernels::product::{Left, Start, multiply};
use crate::kernels::reduce::{add_rows, sum_of_squares};
use crate::kernels::transpose::transpose;
use crate::random::Random;

/// Directions that are followed beside those asked for: the more, the faster the iteration.
const SPARE: usize = 6;

/// Sweeps at most; flat spectra would take more, and go on the next time.
const MOST_SWEEPS: usize = 60;

/// The iteration ends when ‖C v − λ v‖ is below this share of the largest λ for every axis v.
const TOLERANCE: f64 = 1e-4;

/// Axes to project rows to, and what share of the variance each of them has.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    /// `[components, features]`: orthonormal rows; zeros where there are fewer features than components.
    axes: Vec<f32>,
    /// Where the mean of the rows is projected to without being centred, `[components]`.
    centre: Vec<f32>,
    /// λ of each axis, the variance along it, divided by n − 1 as in `explained_variance_` of scikit-learn.
    variances: Vec<f32>,
    /// λ by the variance of the rows in all, 0 to 1; 0 where nothing varies.
    explained_variance_ratio: Vec<f32>,
}

impl Projection {
    pub fn axes(&self) -> &[f32] {
        &self.axes
    }

    pub fn variances(&self) -> &[f32] {
        &self.variances
    }

    pub fn explained_variance_ratio(&self) -> &[f32] {
        &self.explained_variance_ratio
    }

    /// Writes the place `[components]` of one row: (x − mean) · axis.
    pub fn place(&self, x: &[f32], out: &mut [f32]) {
        affine_column(&self.axes, x, 0.0, out);
        let places = out.iter_mut().zip(&self.centre);
        places.for_each(|(place, centre)| *place -= centre);
    }

    /// Becomes a copy of `other`, in the memory it has.
    pub fn copy_from(&mut self, other: &Self) {
        self.axes.clone_from(&other.axes);
        self.centre.clone_from(&other.centre);
        self.variances.clone_from(&other.variances);
        self.explained_variance_ratio
            .clone_from(&other.explained_variance_ratio);
    }
}

/// A principal component analysis that goes on from rows to similar rows.
pub struct Pca {
    components: usize,
    rows: usize,
    features: usize,
    mean: Vec<f32>,
    /// X `[rows, features]`.
    centred: Vec<f32>,
    /// Σ x² / (n − 1) over all of X.
    total: f64,
    /// Q transposed, `[size, features]`: orthonormal rows.
    directions: Vec<f32>,
    /// C Q transposed, `[size, features]`.
    images: Vec<f32>,
    /// X Q, `[rows, size]`.
    products: Vec<f32>,
    /// Room for a matrix of `[size, features]`.
    room: Vec<f32>,
    /// The axes transposed, `[features, components]`.
    columns: Vec<f32>,
    small: Small,
    sweeps: usize,
    projection: Projection,
}

/// Room for matrices `[size, size]`.
#[derive(Default)]
struct Small {
    single: Vec<f32>,
    /// Qᵀ C Q, then the Ritz values on its diagonal.
    matrix: Vec<f64>,
    vectors: Vec<f64>,
}

impl Pca {
    /// An analysis with this many axes.
    pub fn new(components: usize) -> Self {
        Self {
            components,
            rows: 0,
            features: 0,
            mean: Vec::new(),
            centred: Vec::new(),
            total: 0.0,
            directions: Vec::new(),
            images: Vec::new(),
            products: Vec::new(),
            room: Vec::new(),
            columns: Vec::new(),
            small: Small::default(),
            sweeps: 0,
            projection: Projection::default(),
        }
    }

    /// Analyses `rows` `[n, features]` to the end.
    pub fn fit(&mut self, rows: &[f32], features: usize) {
        self.begin(rows, features);
        while !self.sweep() {}
        self.finish();
    }

    /// Takes `rows` `[n, features]`; [`Self::sweep`] follows until it is done, then [`Self::finish`].
    pub fn begin(&mut self, rows: &[f32], features: usize) {
        self.resize(rows.len() / features, features);
        self.centre(rows);
        self.small.matrix.fill(0.0);
        self.sweeps = 0;
        let squares = f64::from(sum_of_squares(&self.centred));
        if squares.is_finite() {
            self.total = squares / self.degrees();
        } else {
            // Too large to square: such rows are shown as one point.
            self.centred.fill(0.0);
            self.total = 0.0;
        }
    }

    /// One step of the iteration; true when the axes are found.
    pub fn sweep(&mut self) -> bool {
        if self.rows == 0 {
            return true;
        }
        self.sweeps += 1;
        self.multiply_by_covariance();
        self.turn_to_ritz_vectors();
        let done = self.sweeps >= MOST_SWEEPS || self.is_settled();
        if !done {
            std::mem::swap(&mut self.directions, &mut self.images);
            orthonormalise(&mut self.directions, self.features);
        }
        done
    }

    /// Makes the projection of the directions found.
    pub fn finish(&mut self) {
        let mut taken = 0_u64;
        for axis in 0..self.components.min(self.size()) {
            let (direction, overlap) = self.nearest(axis, taken);
            taken |= 1 << direction;
            self.set_axis(axis, direction, if overlap < 0.0 { -1.0 } else { 1.0 });
        }
        let Projection { axes, centre, .. } = &mut self.projection;
        affine_column(axes, &self.mean, 0.0, centre);
    }

    pub fn projection(&self) -> &Projection {
        &self.projection
    }

    /// Values of each row.
    pub fn features(&self) -> usize {
        self.features
    }

    /// The mean of the rows, `[features]`.
    pub fn mean(&self) -> &[f32] {
        &self.mean
    }

    /// The rows less their mean, `[n, features]`.
    pub fn centred(&self) -> &[f32] {
        &self.centred
    }

    /// Writes the places of all rows, `[n, components]`.
    pub fn places(&mut self, out: &mut [f32]) {
        let (k, features) = (self.components, self.features);
        self.columns.resize(k * features, 0.0);
        transpose(&self.projection.axes, k, features, &mut self.columns);
        multiply(
            plain(&self.centred, self.rows, features),
            &self.columns,
            k,
            Start::Zero,
            out,
        );
    }

    /// How many directions are followed.
    fn size(&self) -> usize {
        self.features.min(self.components + SPARE)
    }

    fn degrees(&self) -> f64 {
        self.rows.saturating_sub(1).max(1) as f64
    }

    /// Rows of other features begin with directions at random, and with axes that nothing has to resemble.
    fn resize(&mut self, rows: usize, features: usize) {
        if features != self.features {
            self.features = features;
            let (k, size) = (self.components, self.size());
            self.directions = Random::new(0).normals(size * features);
            orthonormalise(&mut self.directions, features);
            self.mean = vec![0.0; features];
            self.images = vec![0.0; size * features];
            self.room = vec![0.0; size * features];
            self.small = Small::new(size);
            self.projection = Projection {
                axes: vec![0.0; k * features],
                centre: vec![0.0; k],
                variances: vec![0.0; k],
                explained_variance_ratio: vec![0.0; k],
            };
        }
        self.rows = rows;
        self.centred.resize(rows * features, 0.0);
        self.products.resize(rows * self.size(), 0.0);
    }

    fn centre(&mut self, rows: &[f32]) {
        self.mean.fill(0.0);
        if self.rows == 0 {
            return;
        }
        add_rows(rows, self.rows, &mut self.mean);
        let scale = 1.0 / self.rows as f32;
        self.mean.iter_mut().for_each(|mean| *mean *= scale);
        let (centred, rows) = (
            self.centred.chunks_exact_mut(self.features),
            rows.chunks_exact(self.features),
        );
        for (centred, row) in centred.zip(rows) {
            for ((centred, x), mean) in centred.iter_mut().zip(row).zip(&self.mean) {
                *centred = x - mean;
            }
        }
    }

    /// images = C · directions, by way of products = X Q.
    fn multiply_by_covariance(&mut self) {
        let (rows, features, size) = (self.rows, self.features, self.size());
        transpose(&self.directions, size, features, &mut self.room);
        let x = plain(&self.centred, rows, features);
        multiply(x, &self.room, size, Start::Zero, &mut self.products);
        let turned = Left {
            values: &self.products,
            rows: size,
            depth: rows,
            down: 1,
            across: size,
        };
        multiply(
            turned,
            &self.products,
            size,
            Start::Zero,
            &mut self.small.single,
        );
        multiply(
            turned,
            &self.centred,
            features,
            Start::Zero,
            &mut self.images,
        );
        let scale = (1.0 / self.degrees()) as f32;
        self.images.iter_mut().for_each(|image| *image *= scale);
    }

    /// Turns directions and images within their span, so that Qᵀ C Q becomes diagonal: the Ritz values, falling.
    fn turn_to_ritz_vectors(&mut self) {
        let (size, degrees) = (self.size(), self.degrees());
        let Small {
            single,
            matrix,
            vectors,
        } = &mut self.small;
        for (matrix, &sum) in matrix.iter_mut().zip(&*single) {
            *matrix = f64::from(sum) / degrees;
        }
        diagonalise(matrix, vectors, size);
        for (single, &vector) in single.iter_mut().zip(&*vectors) {
            *single = vector as f32;
        }
        for rows in [&mut self.directions, &mut self.images] {
            multiply(
                plain(single, size, size),
                rows,
                self.features,
                Start::Zero,
                &mut self.room,
            );
            std::mem::swap(rows, &mut self.room);
        }
    }

    fn ritz_value(&self, direction: usize) -> f64 {
        self.small.matrix[direction * (self.size() + 1)].max(0.0)
    }

    /// Whether C v is close to λ v for the leading directions.
    fn is_settled(&self) -> bool {
        let pairs = self
            .images
            .chunks_exact(self.features)
            .zip(self.directions.chunks_exact(self.features));
        pairs
            .take(self.components)
            .enumerate()
            .all(|(i, (image, direction))| {
                let value = self.ritz_value(i) as f32;
                let squares: f32 = image
                    .iter()
                    .zip(direction)
                    .map(|(image, v)| (image - value * v).powi(2))
                    .sum();
                f64::from(squares).sqrt() <= TOLERANCE * self.ritz_value(0)
            })
    }

    /// The leading direction, of those not `taken`, that is nearest to an axis as it was, and the cosine between the two. An
    /// axis along which nothing varied was none.
    fn nearest(&self, axis: usize, taken: u64) -> (usize, f32) {
        let was = self.projection.variances[axis] > 0.0;
        let old = &self.projection.axes[axis * self.features..][..self.features];
        let cosine = |i: usize| {
            let direction = &self.directions[i * self.features..][..self.features];
            if was { dot(old, direction) } else { 0.0 }
        };
        let free = (0..self.components.min(self.size())).filter(|i| (taken >> i) & 1 == 0);
        free.map(|i| (i, cosine(i)))
            .reduce(|best, other| {
                if other.1.abs() > best.1.abs() {
                    other
                } else {
                    best
                }
            })
            .unwrap_or((axis, 0.0))
    }

    fn set_axis(&mut self, axis: usize, direction: usize, sign: f32) {
        let value = self.ritz_value(direction);
        let found = &self.directions[direction * self.features..][..self.features];
        let axes = &mut self.projection.axes[axis * self.features..][..self.features];
        axes.iter_mut()
            .zip(found)
            .for_each(|(axis, v)| *axis = sign * v);
        self.projection.variances[axis] = value as f32;
        let share = if self.total > 0.0 {
            value / self.total
        } else {
            0.0
        };
        self.projection.explained_variance_ratio[axis] = share.min(1.0) as f32;
    }
}

impl Small {
    fn new(size: usize) -> Self {
        Self {
            single: vec![0.0; size * size],
            matrix: vec![0.0; size * size],
            vectors: vec![0.0; size * size],
        }
    }
}

/// A row-major matrix as it is.
fn plain(values: &[f32], rows: usize, depth: usize) -> Left<'_> {
    Left {
        values,
        rows,
        depth,
        down: depth,
        across: 1,
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sum = [0.0];
    affine_column(a, b, 0.0, &mut sum);
    sum[0]
}

/// Makes rows `[_, features]` orthonormal, one after the other (Gram and Schmidt). A row that lies in the span of those
/// before it gives way to a random one.
fn orthonormalise(rows: &mut [f32], features: usize) {
    for row in 0..rows.len() / features {
        let (before, rest) = rows.split_at_mut(row * features);
        let row_values = &mut rest[..features];
        let mut random = Random::new(row as u64 + 1);
        while !clear_of(before, row_values) {
            row_values.iter_mut().for_each(|v| *v = random.normal());
        }
    }
}

/// Makes a row a unit vector orthogonal to the rows `before`, in two rounds; false where it lies in their span, so that the
/// second round still takes a good part of it away.
fn clear_of(before: &[f32], row: &mut [f32]) -> bool {
    let mut length = 0.0;
    for _ in 0..2 {
        for other in before.chunks_exact(row.len()) {
            let part = dot(other, row);
            row.iter_mut()
                .zip(other)
                .for_each(|(v, other)| *v -= part * other);
        }
        length = sum_of_squares(row).sqrt();
        if length < f32::MIN_POSITIVE {
            return false;
        }
        row.iter_mut().for_each(|v| *v /= length);
    }
    length > 0.5
}
