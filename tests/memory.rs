//! However much is drawn, a drawing keeps little, and folds of digits copy no picture: an allocator that counts bytes stands
//! between them and the heap.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::Arc;

use gradual::data::dataset::{Dataset, Inputs};
use gradual::data::digits::set::SHAPE;
use gradual::data::drawing::pad::Drawing;
use gradual::data::splits::folds::Folds;

struct Counting;

thread_local! {
    static BYTES: Cell<isize> = const { Cell::new(0) };
    /// The most that were in use at any time.
    static MOST: Cell<isize> = const { Cell::new(0) };
}

// SAFETY: every call goes on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let in_use = BYTES.get() + layout.size() as isize;
        BYTES.set(in_use);
        MOST.set(MOST.get().max(in_use));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        BYTES.set(BYTES.get() - layout.size() as isize);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most bytes in use after each of 10,000 strokes, when the pad is wiped after every `wipe` of them.
fn most_bytes(wipe: usize) -> isize {
    let before = BYTES.get();
    let mut drawing = Drawing::default();
    let in_use = (0..10_000).map(|stroke| {
        let [x, y] = [0.37, 0.59].map(|step: f32| (step * stroke as f32).fract());
        drawing.begin(x, y);
        drawing.extend(y, x);
        drawing.finish();
        if stroke % 500 == 0 {
            drawing.normalised(0);
        }
        match stroke % 7 {
            0 => drawing.undo(),
            1 => drawing.redo(),
            _ => {}
        }
        if stroke % wipe == wipe - 1 {
            drawing.clear();
        }
        BYTES.get() - before
    });
    in_use.max().unwrap()
}

#[test]
fn ten_thousand_strokes_take_no_more_than_two_megabytes() {
    for wipe in [3, 100, usize::MAX] {
        let most = most_bytes(wipe);
        assert!(most < 2_000_000, "{most} bytes, wiped every {wipe} strokes");
    }
}

/// Pictures of the size of those of MNIST, with as much ink.
fn digits(count: usize) -> Dataset {
    const PIXELS: usize = 28 * 28;
    let ink = |i: usize| {
        if i.wrapping_mul(2_654_435_761) % 100 < 19 {
            200
        } else {
            0
        }
    };
    let pixels = (0..count * PIXELS).map(ink).collect();
    let labels = (0..count).map(|example| (example % 10) as u8).collect();
    Dataset::new(Inputs::pictures(pixels, PIXELS), SHAPE, labels, 10, count).unwrap()
}

#[test]
fn ten_folds_of_60_000_digits_copy_no_picture() {
    let before = BYTES.get();
    let data = Arc::new(digits(60_000));
    let pictures = BYTES.get() - before;
    assert!(pictures > 25_000_000, "{pictures} bytes");
    MOST.set(BYTES.get());
    let (start, folds) = (BYTES.get(), Folds::new(&data, 10, 1).unwrap());
    let folds: Vec<Dataset> = (0..10)
        .map(|fold| folds.fold(&data, fold).unwrap())
        .collect();
    let most = MOST.get() - start;
    let of_one = most / folds.len() as isize;
    assert!(
        of_one < pictures / 10,
        "{of_one} bytes for a fold of {pictures}"
    );
}
