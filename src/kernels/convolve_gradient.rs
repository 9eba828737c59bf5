//! The two gradients of a convolution, from lists of the places where δ is not zero.
//!
//! Behind a max-pool δ reaches one window of four, and behind ReLU about half of those: nothing is gained by building δ in
//! full. Each entry is the place of a window in the padded picture and its δ. Rows of the window are one run of values, so
//! up to ten vectors of a filter stay in registers while the entries go by: rows of a small window together, a long row in
//! parts. A dense δ (average-pooling, no pooling) takes the same way, at about twice the time of tiles made for it.

use super::blocks::blocks;
use super::convolve::Window;
use super::lanes::{F32x4, LANES};
use super::memory::{EntrySlice, Patch, Patches, Rows, RowsMut, scatter};

/// The most vectors that stay in registers.
const MOST: usize = 10;

/// Rows of a window that are handled together: as many as there are registers for.
const TOGETHER: [usize; 4] = [5, 3, 2, 1];

/// One part of a filter: some rows, and in each of them a run of values.
#[derive(Clone, Copy)]
struct Part {
    /// Index of the first value in the filter.
    first: usize,
    /// Values in a row of the filter.
    row: usize,
    /// Values of the run that belong to the filter.
    values: usize,
    patch: Patch,
    rows: usize,
    vectors: usize,
}

/// Calls a function with the constants for the part's rows and vectors.
macro_rules! with_part {
    ($part:expr, $function:ident($($argument:expr),*)) => {
        match ($part.rows, $part.vectors) {
            (5, 1) => $function::<5, 1>($($argument),*),
            (5, 2) => $function::<5, 2>($($argument),*),
            (3, 1) => $function::<3, 1>($($argument),*),
            (3, 2) => $function::<3, 2>($($argument),*),
            (3, 3) => $function::<3, 3>($($argument),*),
            (2, 1) => $function::<2, 1>($($argument),*),
            (2, 2) => $function::<2, 2>($($argument),*),
            (2, 3) => $function::<2, 3>($($argument),*),
            (2, 4) => $function::<2, 4>($($argument),*),
            (2, 5) => $function::<2, 5>($($argument),*),
            (_, 1) => $function::<1, 1>($($argument),*),
            (_, 2) => $function::<1, 2>($($argument),*),
            (_, 3) => $function::<1, 3>($($argument),*),
            (_, 4) => $function::<1, 4>($($argument),*),
            (_, 5) => $function::<1, 5>($($argument),*),
            (_, 6) => $function::<1, 6>($($argument),*),
            (_, 7) => $function::<1, 7>($($argument),*),
            (_, 8) => $function::<1, 8>($($argument),*),
            (_, 9) => $function::<1, 9>($($argument),*),
            _ => $function::<1, MOST>($($argument),*),
        }
    };
}

/// `dw[tap] += Σ δ · x[place + tap]` for one filter; `x` has [`SLACK`] values behind the padded picture.
pub fn accumulate_filter_gradient(entries: EntrySlice, x: &[f32], window: &Window, dw: &mut [f32]) {
    for_each_part(window, |part| {
        with_part!(part, gather_part(entries, x, part, dw))
    });
}

/// `dx[place + tap] += Σ δ · w[tap]` for one filter; `dx` has [`SLACK`] values behind the padded picture.
pub fn accumulate_picture_gradient(
    entries: EntrySlice,
    w: &[f32],
    window: &Window,
    dx: &mut [f32],
) {
    for_each_part(window, |part| {
        with_part!(part, scatter_part(entries, w, part, dx))
    });
}

/// Values that must follow a padded picture, since vectors may read beyond the last window when its rows are shorter than
/// a vector.
pub const SLACK: usize = LANES - 1;

/// Cuts the window into parts: its rows into blocks of vectors, and of those as many rows together as there is room for.
fn for_each_part(window: &Window, mut work: impl FnMut(Part)) {
    let &Window {
        rows, row, down, ..
    } = window;
    for block in blocks(row.max(LANES), MOST) {
        let mut y = 0;
        while y < rows {
            let fits = |&n: &usize| y + n <= rows && n * block.vectors <= MOST;
            let together = TOGETHER.into_iter().find(fits).unwrap_or(1);
            work(Part {
                first: y * row + block.column,
                row,
                values: block.width.min(row),
                patch: Patch {
                    scale: 1,
                    first: y * down + block.column,
                    stride: down,
                    width: block.width,
                },
                rows: together,
                vectors: block.vectors,
            });
            y += together;
        }
    }
}

#[inline(always)]
fn gather_part<const R: usize, const V: usize>(
    entries: EntrySlice,
    x: &[f32],
    part: Part,
    dw: &mut [f32],
) {
    let mut sums = [[F32x4::splat(0.0); V]; R];
    Patches::new(x, part.patch, entries.limit()).gather(entries, &mut sums);
    for (r, sums) in sums.into_iter().enumerate() {
        add(sums, &mut dw[part.first + r * part.row..][..part.values]);
    }
}

#[inline(always)]
fn scatter_part<const R: usize, const V: usize>(
    entries: EntrySlice,
    w: &[f32],
    part: Part,
    dx: &mut [f32],
) {
    let rows = std::array::from_fn(|r| load(&w[part.first + r * part.row..][..part.values]));
    scatter::<R, V>(entries, &rows, dx, part.patch);
}

#[inline(always)]
fn load<const V: usize>(values: &[f32]) -> [F32x4; V] {
    if values.len() < LANES {
        return [F32x4::load_partial(values); V];
    }
    Rows::new(values, 0, 0, values.len(), 1).load(0)
}

#[inline(always)]
fn add<const V: usize>(sums: [F32x4; V], out: &mut [f32]) {
    let start: [F32x4; V] = load(out);
    let total: [F32x4; V] = std::array::from_fn(|v| start[v] + sums[v]);
    if out.len() < LANES {
        return total[0].store_partial(out);
    }
    let width = out.len();
    RowsMut::new(out, 0, 0, width, 1).store(0, total);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::convolve::tests::window;
    use crate::kernels::memory::Entries;
    use crate::random::Random;

    #[test]
    fn both_gradients_equal_the_sums_of_the_formula() {
        let (mut random, side) = (Random::new(1), 15);
        for kernel in 1..=7 {
            for channels in [1, 2, 3, 4, 6, 8, 9] {
                let window = window(side, channels, kernel, 1);
                let values = side * side * channels;
                let (x, w) = (
                    random.normals(values + SLACK),
                    random.normals(window.taps()),
                );
                let (mut dw, mut dx) = (vec![0.5; window.taps()], vec![0.0; values + SLACK]);
                let (mut exact_dw, mut exact_dx) = (dw.clone(), dx.clone());
                let last = side - kernel;
                let deltas = [
                    (0, 0, 0.3),
                    (last, last, -2.0),
                    (last / 2, 1.min(last), 1.0),
                ];
                let deltas = deltas.map(|(y, x, d)| (window.place(y, x), d));
                let mut entries = Entries::with_capacity(deltas.len() + 1);
                entries.clear(window.place(last, last) + 1);
                entries.append_non_zeros(deltas.into_iter());
                for (place, d) in deltas {
                    for tap in 0..window.taps() {
                        let at = place + tap / window.row * window.down + tap % window.row;
                        exact_dw[tap] += d * x[at];
                        exact_dx[at] += d * w[tap];
                    }
                }
                accumulate_filter_gradient(entries.all(), &x, &window, &mut dw);
                accumulate_picture_gradient(entries.all(), &w, &window, &mut dx);
                let pairs = dw.iter().zip(&exact_dw).chain(dx.iter().zip(&exact_dx));
                for (got, exact) in pairs {
                    assert!(
                        (got - exact).abs() < 1e-5,
                        "{kernel} {channels}: {got} {exact}"
                    );
                }
            }
        }
    }
}
