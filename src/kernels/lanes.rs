//! Four `f32` lanes: the one place that knows SIMD. Its loads and stores, and those of [`super::memory`], are the only
//! `unsafe` of the crate.
//!
//! The same operations in the same order run on the host (an array of four) and in WebAssembly (one `v128`): IEEE 754
//! add, subtract, multiply, divide and square root round alike everywhere, and none is fused. A run is therefore the
//! same to the last bit on both.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// Implements an operator of [`F32x4`] by an expression over its two sides.
macro_rules! operator {
    ($trait:ident, $name:ident, |$a:ident, $b:ident| $result:expr) => {
        impl $trait for F32x4 {
            type Output = Self;
            #[inline(always)]
            fn $name(self, other: Self) -> Self {
                let ($a, $b) = (self, other);
                $result
            }
        }
    };
}

/// Lanes in one vector.
pub const LANES: usize = 4;

/// Rounding constant 1.5 · 2²³: adding it to a small float leaves the nearest integer in the low bits of the sum.
pub const ROUND: f32 = 12_582_912.0;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod imp {
    use super::{Add, Div, Mul, Sub};
    use core::arch::wasm32::*;

    #[derive(Clone, Copy)]
    pub struct F32x4(v128);

    operator!(Add, add, |a, b| Self(f32x4_add(a.0, b.0)));
    operator!(Sub, sub, |a, b| Self(f32x4_sub(a.0, b.0)));
    operator!(Mul, mul, |a, b| Self(f32x4_mul(a.0, b.0)));
    operator!(Div, div, |a, b| Self(f32x4_div(a.0, b.0)));

    /// a₀ b₀ a₁ b₁ and a₂ b₂ a₃ b₃.
    #[inline(always)]
    fn interleave(a: v128, b: v128) -> (v128, v128) {
        (
            i32x4_shuffle::<0, 4, 1, 5>(a, b),
            i32x4_shuffle::<2, 6, 3, 7>(a, b),
        )
    }

    impl F32x4 {
        #[inline(always)]
        pub fn splat(x: f32) -> Self {
            Self(f32x4_splat(x))
        }

        #[inline(always)]
        pub fn load(x: &[f32; 4]) -> Self {
            // SAFETY: the reference proves 16 readable bytes, and `v128_load` asks for no alignment.
            Self(unsafe { v128_load(x.as_ptr().cast()) })
        }

        #[inline(always)]
        pub fn store(self, out: &mut [f32; 4]) {
            // SAFETY: the reference proves 16 writable bytes that nobody else sees; no alignment is asked for.
            unsafe { v128_store(out.as_mut_ptr().cast(), self.0) }
        }

        #[inline(always)]
        pub fn sqrt(self) -> Self {
            Self(f32x4_sqrt(self.0))
        }

        #[inline(always)]
        pub fn abs(self) -> Self {
            Self(f32x4_abs(self.0))
        }

        #[inline(always)]
        pub fn min(self, other: Self) -> Self {
            Self(f32x4_pmin(self.0, other.0))
        }

        #[inline(always)]
        pub fn max(self, other: Self) -> Self {
            Self(f32x4_pmax(self.0, other.0))
        }

        #[inline(always)]
        pub fn select_greater(self, other: Self, yes: Self, no: Self) -> Self {
            Self(v128_bitselect(yes.0, no.0, f32x4_gt(self.0, other.0)))
        }

        #[inline(always)]
        pub fn times_two_to(self, rounded: Self) -> Self {
            Self(i32x4_add(self.0, i32x4_shl(rounded.0, 23)))
        }

        #[inline(always)]
        pub fn transpose([a, b, c, d]: [Self; 4]) -> [Self; 4] {
            let (ac, ac_high) = interleave(a.0, c.0);
            let (bd, bd_high) = interleave(b.0, d.0);
            let ((x, y), (z, w)) = (interleave(ac, bd), interleave(ac_high, bd_high));
            [Self(x), Self(y), Self(z), Self(w)]
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod imp {
    use super::{Add, Div, Mul, Sub};

    #[derive(Clone, Copy)]
    pub struct F32x4([f32; 4]);

    operator!(Add, add, |a, b| a.zip(b, |a, b| a + b));
    operator!(Sub, sub, |a, b| a.zip(b, |a, b| a - b));
    operator!(Mul, mul, |a, b| a.zip(b, |a, b| a * b));
    operator!(Div, div, |a, b| a.zip(b, |a, b| a / b));

    impl F32x4 {
        #[inline(always)]
        fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
            let (a, b) = (self.0, other.0);
            Self([f(a[0], b[0]), f(a[1], b[1]), f(a[2], b[2]), f(a[3], b[3])])
        }

        #[inline(always)]
        pub fn splat(x: f32) -> Self {
            Self([x; 4])
        }

        #[inline(always)]
        pub fn load(x: &[f32; 4]) -> Self {
            Self(*x)
        }

        #[inline(always)]
        pub fn store(self, out: &mut [f32; 4]) {
            *out = self.0;
        }

        #[inline(always)]
        pub fn sqrt(self) -> Self {
            Self(self.0.map(f32::sqrt))
        }

        #[inline(always)]
        pub fn abs(self) -> Self {
            Self(self.0.map(f32::abs))
        }

        #[inline(always)]
        pub fn min(self, other: Self) -> Self {
            self.zip(other, |a, b| if b < a { b } else { a })
        }

        #[inline(always)]
        pub fn max(self, other: Self) -> Self {
            self.zip(other, |a, b| if a < b { b } else { a })
        }

        #[inline(always)]
        pub fn select_greater(self, other: Self, yes: Self, no: Self) -> Self {
            let pick = |i: usize| {
                if self.0[i] > other.0[i] {
                    yes.0[i]
                } else {
                    no.0[i]
                }
            };
            Self([pick(0), pick(1), pick(2), pick(3)])
        }

        #[inline(always)]
        pub fn times_two_to(self, rounded: Self) -> Self {
            self.zip(rounded, |a, n| {
                f32::from_bits(a.to_bits().wrapping_add(n.to_bits() << 23))
            })
        }

        #[inline(always)]
        pub fn transpose(rows: [Self; 4]) -> [Self; 4] {
            std::array::from_fn(|c| Self(rows.map(|row| row.0[c])))
        }
    }
}

/// Four `f32` values that are added, multiplied and compared at once.
///
/// Besides the arithmetic operators: `splat`, `load`, `store`, `sqrt`, `abs`; `min(a, b)` = b < a ? b : a and
/// `max(a, b)` = a < b ? b : a, so that a NaN in `a` stays; `select_greater(a, b, yes, no)` = a > b ? yes : no;
/// `times_two_to(p, n + ROUND)` = p · 2ⁿ by adding n to the exponent bits; and `transpose` of four vectors as the rows of a
/// square.
pub use imp::F32x4;

impl F32x4 {
    /// The first `values.len()` ≤ 4 lanes from `values`, zeros after them. Spelled out, because a copy of unknown length
    /// would be a call.
    #[inline(always)]
    pub fn load_partial(values: &[f32]) -> Self {
        Self::load(&match *values {
            [a] => [a, 0.0, 0.0, 0.0],
            [a, b] => [a, b, 0.0, 0.0],
            [a, b, c] => [a, b, c, 0.0],
            [a, b, c, d] => [a, b, c, d],
            _ => [0.0; LANES],
        })
    }

    /// Writes the first `out.len()` ≤ 4 lanes.
    #[inline(always)]
    pub fn store_partial(self, out: &mut [f32]) {
        let [w, x, y, z] = self.to_array();
        match out {
            [a] => *a = w,
            [a, b] => (*a, *b) = (w, x),
            [a, b, c] => (*a, *b, *c) = (w, x, y),
            [a, b, c, d] => (*a, *b, *c, *d) = (w, x, y, z),
            _ => {}
        }
    }

    #[inline(always)]
    pub fn to_array(self) -> [f32; LANES] {
        let mut lanes = [0.0; LANES];
        self.store(&mut lanes);
        lanes
    }

    /// z > 0 ? yes : no.
    #[inline(always)]
    pub fn select_positive(self, yes: Self, no: Self) -> Self {
        self.select_greater(Self::splat(0.0), yes, no)
    }

    /// The largest lane.
    #[inline(always)]
    pub fn largest(self) -> f32 {
        let [a, b, c, d] = self.to_array();
        a.max(b).max(c.max(d))
    }

    /// (l₀ + l₂) + (l₁ + l₃): the fixed order in which lanes are summed.
    #[inline(always)]
    pub fn sum(self) -> f32 {
        let [a, b, c, d] = self.to_array();
        (a + c) + (b + d)
    }
}

impl Neg for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self::splat(0.0) - self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_loads_and_stores_touch_only_their_part() {
        for count in 0..=LANES {
            let values = [1.0, 2.0, 3.0, 4.0];
            let mut out = [9.0; LANES];
            F32x4::load_partial(&values[..count]).store_partial(&mut out[..count]);
            assert_eq!(out[..count], values[..count]);
            assert!(out[count..].iter().all(|&x| x == 9.0));
        }
    }

    #[test]
    fn min_and_max_keep_a_nan_of_the_left_side() {
        let nan = F32x4::splat(f32::NAN);
        assert!(nan.min(F32x4::splat(1.0)).to_array()[0].is_nan());
        assert!(nan.max(F32x4::splat(1.0)).to_array()[0].is_nan());
    }

    #[test]
    fn exponent_bits_multiply_by_powers_of_two() {
        for n in [-100.0_f32, -1.0, 0.0, 7.0, 100.0] {
            let p = F32x4::splat(1.5).times_two_to(F32x4::splat(n + ROUND));
            assert_eq!(p.to_array()[0], 1.5 * n.exp2());
        }
    }
}
