//! Digits that nobody wrote.

use gradual::data::digits::set::{CLASSES, Digits, PIXELS, SIDE};

/// So many pictures: of each class a bar at another height, thicker with each ten.
pub fn digits_of(count: u8) -> Digits {
    let mut digits = Digits::new("digits");
    for number in 0..usize::from(count) {
        let (class, thickness) = (number % CLASSES, 1 + number / CLASSES);
        let mut picture = [0; PIXELS];
        for (row, pixels) in picture.chunks_exact_mut(SIDE).enumerate() {
            if (4 + 2 * class..4 + 2 * class + thickness).contains(&row) {
                pixels[6..22].fill(255);
            }
        }
        digits
            .add(&picture, class as u8)
            .expect("a picture of a digit");
    }
    digits
}
