//! The kernels by themselves, natively: `cargo bench`. Pairs show what a special case gains on the same work.

use divan::{Bencher, black_box, counter::ItemsCount};
use gradual::kernels::by_column::ByColumn;
use gradual::kernels::convolve::{Packed, Window, convolve_and_pool};
use gradual::kernels::convolve_gradient::{
    SLACK, accumulate_filter_gradient, accumulate_picture_gradient,
};
use gradual::kernels::elementwise::{exp, map, sigmoid, softplus, tanh};
use gradual::kernels::lanes::F32x4;
use gradual::kernels::memory::Entries;
use gradual::kernels::occupancy::OccupancyMask;
use gradual::kernels::product::{Left, Start, multiply};
use gradual::kernels::sparse::NonZeros;
use gradual::kernels::winograd::Winograd;
use gradual::learning::descent::{Descent, Method};
use gradual::random::Random;
use gradual::trainer::rbm::config::RbmConfig;
use gradual::trainer::rbm::examples::Examples;
use gradual::trainer::rbm::training::RbmTrainer;

fn main() {
    divan::main();
}

/// A batch of digits, 784 values each: ink in runs, as strokes make them, in the middle of blank paper.
fn digits(batch: usize) -> Vec<f32> {
    let mut random = Random::new(1);
    let mut ink = false;
    let pixel = |i: usize| {
        let (y, x) = (i % 784 / 28, i % 28);
        let middle = (4..24).contains(&y) && (6..22).contains(&x);
        ink = middle && random.unit() < if ink { 0.8 } else { 0.15 };
        if ink { 0.1 + random.unit() } else { 0.0 }
    };
    (0..batch * 784).map(pixel).collect()
}

/// A hidden layer of 128 units on 64 digits.
const BATCH: usize = 64;
const UNITS: usize = 128;

#[divan::bench]
fn dense_forward(bencher: Bencher) {
    let (x, w, bias) = (digits(BATCH), vec![0.01; 784 * UNITS], vec![0.0; UNITS]);
    let mut z = vec![0.0; BATCH * UNITS];
    let a = Left {
        values: &x,
        rows: BATCH,
        depth: 784,
        down: 784,
        across: 1,
    };
    bencher.bench_local(|| multiply(black_box(a), &w, UNITS, Start::Row(&bias), &mut z));
}

#[divan::bench]
fn dense_gradient(bencher: Bencher) {
    let (x, d) = (digits(BATCH), vec![0.01; BATCH * UNITS]);
    let mut dw = vec![0.0; 784 * UNITS];
    let a = Left {
        values: &x,
        rows: 784,
        depth: BATCH,
        down: 1,
        across: 784,
    };
    bencher.bench_local(|| multiply(black_box(a), &d, UNITS, Start::Accumulate, &mut dw));
}

fn lists(x: &[f32]) -> NonZeros {
    let mut rows = NonZeros::with_capacity(x.len() / 784, 784);
    rows.clear();
    x.chunks_exact(784).for_each(|row| rows.push_row(row));
    rows
}

#[divan::bench]
fn sparse_forward(bencher: Bencher) {
    let (rows, w, bias) = (
        lists(&digits(BATCH)),
        vec![0.01; 784 * UNITS],
        vec![0.0; UNITS],
    );
    let mut z = vec![0.0; BATCH * UNITS];
    bencher.bench_local(|| black_box(&rows).affine(&w, &bias, &mut z));
}

#[divan::bench]
fn sparse_gradient(bencher: Bencher) {
    let (rows, d) = (lists(&digits(BATCH)), vec![0.01; BATCH * UNITS]);
    let mut dw = vec![0.0; 784 * UNITS];
    bencher.bench_local(|| black_box(&rows).accumulate_gradient(&d, UNITS, &mut dw));
}

/// The same, column by column.
#[divan::bench]
fn sparse_gradient_by_column(bencher: Bencher) {
    let (rows, d) = (lists(&digits(BATCH)), vec![0.01; BATCH * UNITS]);
    let (mut dw, mut by_column) = (vec![0.0; 784 * UNITS], ByColumn::default());
    bencher.bench_local(|| {
        by_column.accumulate_gradient(black_box(&rows), &d, UNITS, &mut dw);
    });
}

/// A whole update of the weights: their gradient set to zero, found and followed.
#[divan::bench]
fn sparse_update(bencher: Bencher) {
    let (rows, d) = (lists(&digits(BATCH)), vec![0.01; BATCH * UNITS]);
    let (mut dw, mut w) = (vec![0.0; 784 * UNITS], vec![0.01; 784 * UNITS]);
    let mut descent = Descent::new(Method::Plain, w.len());
    bencher.bench_local(|| {
        dw.fill(0.0);
        black_box(&rows).accumulate_gradient(&d, UNITS, &mut dw);
        descent.update(&mut w, &dw, 1e-6);
    });
}

/// The same, each column's weights moved as their gradient is found.
#[divan::bench]
fn sparse_update_by_column(bencher: Bencher) {
    let (rows, d) = (lists(&digits(BATCH)), vec![0.01; BATCH * UNITS]);
    let (mut w, mut by_column) = (vec![0.01; 784 * UNITS], ByColumn::default());
    bencher.bench_local(|| by_column.descend(black_box(&rows), &d, UNITS, 1e-6, &mut w));
}

/// A convolution of 5 × 5 with a border of 2 and a 2 × 2 pool behind it, on one picture.
struct Convolution {
    picture: Vec<f32>,
    window: Window,
    filters: usize,
    weights: Vec<f32>,
    side: usize,
}

impl Convolution {
    /// The first layer of the small CNN, on a digit.
    fn first() -> Self {
        Self::new(28, 1, 8, &digits(1))
    }

    /// The second one, on the pooled outputs of the first.
    fn second() -> Self {
        Self::new(14, 8, 16, &Random::new(2).normals(14 * 14 * 8))
    }

    fn new(side: usize, channels: usize, filters: usize, values: &[f32]) -> Self {
        let row = (side + 4) * channels;
        let mut picture = vec![0.0; (side + 4) * row + SLACK];
        for (y, values) in values.chunks_exact(side * channels).enumerate() {
            picture[(y + 2) * row + 2 * channels..][..values.len()].copy_from_slice(values);
        }
        let window = Window {
            rows: 5,
            row: 5 * channels,
            down: row,
            step_right: channels,
            step_down: row,
        };
        Self {
            picture,
            window,
            filters,
            weights: Random::new(3).normals(filters * window.taps()),
            side,
        }
    }

    fn forward(&self, bencher: Bencher, mask: Option<&OccupancyMask>) {
        let mut packed = Packed::with_capacity(self.filters, self.window.taps());
        packed.read(&self.weights, &vec![0.0; self.filters]);
        let width = self.side / 2;
        let mut out = vec![0.0; 2 * width * width * self.filters];
        let (largest, winners) = out.split_at_mut(width * width * self.filters);
        bencher.bench_local(|| {
            let out = (&mut *largest, &mut *winners);
            convolve_and_pool(&self.picture, &self.window, &packed, mask, width, out);
        });
    }

    /// The places of δ of one channel, half of its pools.
    fn entries(&self) -> Entries {
        let pools = self.side * self.side / 4;
        let mut entries = Entries::with_capacity(pools + 1);
        let last = self.side - 1;
        entries.clear(self.window.place(last, last) + 1);
        let pool = |i: usize| self.window.pool(i / (self.side / 2), i % (self.side / 2))[i % 4];
        let delta = |i: usize| if i % 9 < 5 { 0.01 } else { 0.0 };
        entries.append_non_zeros((0..pools).map(|i| (pool(i), delta(i))));
        entries
    }
}

#[divan::bench]
fn first_convolution(bencher: Bencher) {
    Convolution::first().forward(bencher, None);
}

#[divan::bench]
fn first_convolution_passing_over_blanks(bencher: Bencher) {
    let convolution = Convolution::first();
    let mut mask = OccupancyMask::with_capacity(32);
    mask.read(&convolution.picture, 32);
    convolution.forward(bencher, Some(&mask));
}

#[divan::bench]
fn second_convolution(bencher: Bencher) {
    Convolution::second().forward(bencher, None);
}

#[divan::bench]
fn second_convolution_by_winograd(bencher: Bencher) {
    let layer = Convolution::second();
    let mut winograd = Winograd::with_capacity(8, layer.filters, (7, 7));
    winograd.read(&layer.weights, &vec![0.0; layer.filters]);
    let (mut largest, mut winners) = (vec![0.0; 49 * 16], vec![0.0; 49 * 16]);
    bencher.bench_local(|| {
        let out = (&mut largest[..], &mut winners[..]);
        winograd.convolve_and_pool(&layer.picture, &layer.window, out);
    });
}

#[divan::bench]
fn second_filter_gradient(bencher: Bencher) {
    let layer = Convolution::second();
    let (entries, mut dw) = (layer.entries(), layer.weights.clone());
    bencher.bench_local(|| {
        for dw in dw.chunks_exact_mut(layer.window.taps()) {
            accumulate_filter_gradient(entries.all(), &layer.picture, &layer.window, dw);
        }
    });
}

#[divan::bench]
fn second_picture_gradient(bencher: Bencher) {
    let layer = Convolution::second();
    let (entries, mut dx) = (layer.entries(), layer.picture.clone());
    bencher.bench_local(|| {
        for w in layer.weights.chunks_exact(layer.window.taps()) {
            accumulate_picture_gradient(entries.all(), w, &layer.window, &mut dx);
        }
    });
}

/// An epoch over 10,000 digits with 100 hidden units and batches of 20; `rbm.py` has rivals for the same work.
#[divan::bench(args = ["CD-1", "PCD-1"], sample_count = 10, sample_size = 1)]
fn contrastive_divergence(bencher: Bencher, name: &str) {
    let rows = digits(10_000).into_iter().map(|pixel| pixel.min(1.0));
    let examples = Examples::new(rows.collect(), 784).unwrap();
    let persistent = name == "PCD-1";
    let config = RbmConfig {
        persistent,
        ..RbmConfig::default()
    };
    let mut trainer = RbmTrainer::new(config, examples, 1).unwrap();
    bencher.bench_local(|| trainer.step_epoch());
}

#[divan::bench(args = ["exp", "sigmoid", "tanh", "softplus"])]
fn function(bencher: Bencher, name: &str) {
    let x: Vec<f32> = (0..4096).map(|i| i as f32 / 228.0 - 9.0).collect();
    let f: fn(F32x4) -> F32x4 = match name {
        "exp" => exp,
        "sigmoid" => sigmoid,
        "tanh" => tanh,
        _ => softplus,
    };
    let mut values = x.clone();
    bencher.counter(ItemsCount::new(x.len())).bench_local(|| {
        values.copy_from_slice(&x);
        map(&mut values, f);
    });
}
