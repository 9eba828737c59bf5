//! How well rows are sorted: the share whose nearest neighbour carries the same label.
//!
//! This is the accuracy of the nearest-neighbour rule (Cover and Hart 1967) when each row is left out in turn. Distances are
//! Euclidean, in all dimensions.

use crate::kernels::product::{Left, Start, multiply};
use crate::kernels::reduce::sum_of_squares;
use crate::kernels::transpose::transpose;

/// A search for the nearest neighbours of all rows, some rows at a time.
#[derive(Default)]
pub struct Neighbours {
    features: usize,
    /// The rows as columns, `[features, rows]`.
    columns: Vec<f32>,
    /// |row|² of each.
    squares: Vec<f32>,
    /// a · b for the rows a under way and all rows b, `[some, rows]`.
    products: Vec<f32>,
    position: usize,
    same: usize,
}

impl Neighbours {
    /// Begins with `rows` `[n, features]`. Centred rows lose the least in rounding.
    pub fn begin(&mut self, rows: &[f32], features: usize) {
        let count = rows.len() / features;
        (self.features, self.position, self.same) = (features, 0, 0);
        self.columns.resize(rows.len(), 0.0);
        transpose(rows, count, features, &mut self.columns);
        self.squares.clear();
        self.squares
            .extend(rows.chunks_exact(features).map(sum_of_squares));
    }

    /// Looks for the neighbours of up to `most` more of the same `rows`; true when all have been found.
    pub fn advance(&mut self, rows: &[f32], labels: &[u8], most: usize) -> bool {
        let count = self.squares.len();
        if count == 0 {
            return true;
        }
        let some = self.position..count.min(self.position + most);
        self.products
            .resize(self.products.len().max(some.len() * count), 0.0);
        let products = &mut self.products[..some.len() * count];
        let left = Left {
            values: &rows[some.start * self.features..some.end * self.features],
            rows: some.len(),
            depth: self.features,
            down: self.features,
            across: 1,
        };
        multiply(left, &self.columns, count, Start::Zero, products);
        for (row, products) in some.clone().zip(products.chunks_exact(count)) {
            let neighbour = nearest(row, products, &self.squares);
            self.same += usize::from(neighbour.is_some_and(|n| labels[n] == labels[row]));
        }
        self.position = some.end;
        self.position == count
    }

    /// The share of rows whose nearest neighbour has the same label; none where all rows are the same.
    pub fn agreement(&self) -> Option<f32> {
        let differ = self.squares.iter().any(|&square| square > 0.0);
        differ.then(|| self.same as f32 / self.squares.len() as f32)
    }
}

/// The row b nearest to row a, by |a − b|² = |a|² + |b|² − 2 a · b, without the |a|² that all have in common.
fn nearest(a: usize, products: &[f32], squares: &[f32]) -> Option<usize> {
    let distances = squares
        .iter()
        .zip(products)
        .map(|(square, product)| square - 2.0 * product);
    let others = distances.enumerate().filter(|&(b, _)| b != a);
    others
        .reduce(|best, other| if other.1 < best.1 { other } else { best })
        .map(|(b, _)| b)
}
