//! How far to go along a direction: a step that meets the strong Wolfe conditions.
//!
//! With φ(α) = f(p + α d), a step α is good enough where f has fallen in proportion to it and has become flat enough:
//! φ(α) ≤ φ(0) + c₁ α φ′(0) and |φ′(α)| ≤ c₂ |φ′(0)| (Nocedal and Wright 2006, §3.1). The search keeps an interval whose
//! lower end has fallen and still falls, and whose upper end is too far; it tries the minimum of the cubic through both
//! ends, which is where their values and slopes point to.

/// c₁: the least share of the promised fall.
const FALL: f64 = 1e-4;

/// A value of φ in `f32` arithmetic is known to this share of itself; a rise below it counts as none.
const NOISE: f64 = 2e-7;

/// Where the first trial promises a fall below this share of the value, the gradient itself is but rounding.
const REST: f64 = 1e-13;

/// Trials at most.
const MOST_TRIALS: usize = 25;

/// How much further to look while f still falls.
const EXPAND: f64 = 3.0;

/// Trials keep this share of the interval away from its ends.
const MARGIN: f64 = 0.1;

/// φ at one step length.
///
/// ```
/// use gradual::learning::line_search::Trial;
///
/// let phi = |step: f64| Trial { step, value: (step - 1.0).powi(2), slope: 2.0 * (step - 1.0) };
/// assert_eq!(phi(0.0), Trial { step: 0.0, value: 1.0, slope: -2.0 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// α.
    pub step: f64,
    /// φ(α).
    pub value: f64,
    /// φ′(α).
    pub slope: f64,
}

/// The first step found that meets the conditions with c₂ = `flatness`, beginning with a trial of `first`; `start` is φ at
/// 0, falling. The last trial made is the one returned. `None` where f could not be brought to fall: at a minimum, as
/// closely as the numbers tell.
///
/// ```
/// use gradual::learning::line_search::{Trial, search};
///
/// let phi = |step: f64| Trial { step, value: (step - 1.0).powi(2), slope: 2.0 * (step - 1.0) };
/// let found = search(phi(0.0), 0.1, 0.1, phi).expect("it falls");
/// assert!((found.step - 1.0).abs() < 0.1 && found.slope.abs() <= 0.1 * 2.0);
/// ```
pub fn search(
    start: Trial,
    first: f64,
    flatness: f64,
    mut phi: impl FnMut(f64) -> Trial,
) -> Option<Trial> {
    if first * start.slope.abs() < REST * start.value.abs() {
        return None;
    }
    let (mut low, mut high) = (start, None);
    let mut step = first;
    for _ in 0..MOST_TRIALS {
        let trial = phi(step);
        if is_too_far(trial, start) {
            high = Some(trial);
        } else if trial.slope.abs() <= flatness * start.slope.abs() {
            return Some(trial);
        } else if trial.slope > 0.0 {
            high = Some(trial);
        } else {
            low = trial;
        }
        step = high.map_or(EXPAND * step, |high| between(low, high));
    }
    (low.step > 0.0).then(|| phi(low.step))
}

/// Whether a trial has not fallen enough, or is no number.
fn is_too_far(trial: Trial, start: Trial) -> bool {
    let promised = start.value + FALL * trial.step * start.slope;
    let fell = trial.value <= promised + NOISE * start.value.abs();
    !(fell && trial.slope.is_finite())
}

/// The minimum of the cubic with the values and slopes of both ends, away from the ends; the middle where there is none.
fn between(low: Trial, high: Trial) -> f64 {
    let width = high.step - low.step;
    let secant = 3.0 * (low.value - high.value) / width + low.slope + high.slope;
    let root = libm::sqrt(secant * secant - low.slope * high.slope);
    let share = (root + secant - low.slope) / (high.slope - low.slope + 2.0 * root);
    let share = if share.is_finite() { share } else { 0.5 };
    low.step + width * share.clamp(MARGIN, 1.0 - MARGIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(f: impl Fn(f64) -> (f64, f64), first: f64, flatness: f64) -> (Option<Trial>, usize) {
        let mut trials = 0;
        let at = |step| {
            let (value, slope) = f(step);
            Trial { step, value, slope }
        };
        let found = search(at(0.0), first, flatness, |step| {
            trials += 1;
            at(step)
        });
        (found, trials)
    }

    fn parabola(step: f64) -> (f64, f64) {
        ((step - 2.0) * (step - 2.0), 2.0 * (step - 2.0))
    }

    #[test]
    fn a_parabola_is_solved_by_its_cubic() {
        for first in [0.01, 1.0, 3.9, 100.0] {
            let (found, trials) = walk(parabola, first, 0.1);
            let found = found.unwrap();
            assert!((found.step - 2.0).abs() < 0.2, "{first}: {found:?}");
            assert!(trials < 10, "{first}: {trials} trials");
        }
    }

    #[test]
    fn both_conditions_hold_on_a_wavy_function() {
        let f = |a: f64| {
            (
                0.1 * a * a - (3.0 * a).sin(),
                0.2 * a - 3.0 * (3.0 * a).cos(),
            )
        };
        for first in [0.001, 0.1, 1.0, 10.0, 1000.0] {
            let found = walk(f, first, 0.5).0.unwrap();
            assert!(found.value <= FALL * found.step * -3.0 && found.slope.abs() <= 1.5);
        }
    }

    #[test]
    fn what_is_no_number_is_too_far() {
        let f = |a: f64| {
            if a > 1.0 {
                (f64::NAN, f64::NAN)
            } else {
                (-a, -1.0)
            }
        };
        let (found, trials) = walk(f, 50.0, 0.9);
        assert!(found.is_some_and(|found| found.value < -0.5), "{found:?}");
        assert!(trials <= MOST_TRIALS + 1);
    }

    #[test]
    fn at_a_minimum_there_is_no_step() {
        let f = |a: f64| (1.0 + a, if a > 0.0 { 1.0 } else { -1e-12 });
        assert_eq!(walk(f, 1.0, 0.9).0, None);
        let (found, trials) = walk(|a| (1.0 + a * a, 2.0 * a - 1e-12), 1e-3, 0.9);
        assert_eq!(
            (found, trials),
            (None, 0),
            "the fall to be won is below all rounding"
        );
    }
}
