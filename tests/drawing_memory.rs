//! However much is drawn, a drawing keeps little: an allocator that counts bytes stands between it and the heap.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use gradual::data::drawing::pad::Drawing;

struct Counting;

thread_local! {
    static BYTES: Cell<isize> = const { Cell::new(0) };
}

// SAFETY: every call goes on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BYTES.with(|bytes| bytes.set(bytes.get() + layout.size() as isize));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        BYTES.with(|bytes| bytes.set(bytes.get() - layout.size() as isize));
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most bytes in use after each of 10,000 strokes, when the pad is wiped after every `wipe` of them.
fn most_bytes(wipe: usize) -> isize {
    let before = BYTES.with(Cell::get);
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
        BYTES.with(Cell::get) - before
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
