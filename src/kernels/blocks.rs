//! How the columns of a matrix are cut into blocks of vectors.

use super::lanes::LANES;

/// A block of neighbouring columns that `vectors` vectors cover; the last of them may overlap its neighbour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    pub column: usize,
    pub width: usize,
    pub vectors: usize,
}

/// Cuts `columns` ≥ 4 columns into as few blocks of at most `most` ≥ 3 vectors as there can be, about equally wide: so no
/// block is narrower than a vector.
#[inline]
pub fn blocks(columns: usize, most: usize) -> impl Iterator<Item = Block> {
    let mut column = 0;
    std::iter::from_fn(move || {
        let left = columns - column;
        let all = left.div_ceil(LANES);
        let vectors = if all <= most {
            all
        } else {
            all.div_ceil(all.div_ceil(most))
        };
        let block = Block {
            column,
            width: left.min(vectors * LANES),
            vectors,
        };
        column += block.width;
        (left > 0).then_some(block)
    })
}

/// Cuts `columns` ≥ 4 columns into blocks of two vectors, the last of three where their number is odd: so none is narrower
/// than a vector.
#[inline]
pub fn pairs(columns: usize) -> impl Iterator<Item = Block> {
    let mut column = 0;
    std::iter::from_fn(move || {
        let left = columns - column;
        let vectors = match left.div_ceil(LANES) {
            all @ (1 | 3) => all,
            _ => 2,
        };
        let width = left.min(vectors * LANES);
        let block = Block {
            column,
            width,
            vectors,
        };
        column += width;
        (left > 0).then_some(block)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether blocks of at most `most` vectors follow each other over all columns, none of them narrower than a vector.
    fn check(blocks: impl Iterator<Item = Block>, columns: usize, most: usize) {
        let mut next = 0;
        for block in blocks {
            assert_eq!(block.column, next);
            assert!(block.vectors <= most && block.width >= LANES);
            assert_eq!(block.vectors, block.width.div_ceil(LANES));
            next += block.width;
        }
        assert_eq!(next, columns);
    }

    #[test]
    fn blocks_cover_every_column_once_and_none_is_narrow() {
        for columns in LANES..300 {
            check(pairs(columns), columns, 3);
            for most in 3..=10 {
                check(blocks(columns, most), columns, most);
            }
        }
    }
}
