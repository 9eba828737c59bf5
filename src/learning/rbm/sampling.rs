//! States drawn from what units are expected to be.

use super::structure::{Rbm, VisibleUnits};
use crate::random::Random;

/// Each unit is 1 with its probability, and 0 otherwise.
///
/// ```
/// use gradual::Random;
/// use gradual::learning::rbm::sampling::draw_binary;
///
/// let mut states = [0.5; 3];
/// draw_binary(&[0.0, 1.0, 1.0], &mut states, &mut Random::new(1));
/// assert_eq!(states, [0.0, 1.0, 1.0]);
/// ```
#[inline]
pub fn draw_binary(probabilities: &[f32], states: &mut [f32], random: &mut Random) {
    for (state, &p) in states.iter_mut().zip(probabilities) {
        *state = f32::from(u8::from(random.unit() < p));
    }
}

/// States of visible units `[rows, visible]` with these means: binary, normal with variance 1, and of the labels one.
///
/// ```
/// use gradual::Random;
/// use gradual::learning::rbm::{Rbm, VisibleUnits, sampling::draw_visible};
///
/// let rbm = Rbm::new(1, 1, VisibleUnits::Binary)?.with_labels(3)?;
/// let mut states = [0.0; 4];
/// draw_visible(rbm, &[1.0, 0.0, 0.0, 1.0], &mut states, &mut Random::new(1));
/// assert_eq!(states, [1.0, 0.0, 0.0, 1.0]);
/// # Ok::<(), gradual::Error>(())
/// ```
#[inline]
pub fn draw_visible(rbm: Rbm, means: &[f32], states: &mut [f32], random: &mut Random) {
    let rows = means.chunks_exact(rbm.visible);
    for (means, states) in rows.zip(states.chunks_exact_mut(rbm.visible)) {
        let (means, shares) = means.split_at(rbm.inputs());
        let (states, labels) = states.split_at_mut(rbm.inputs());
        match rbm.units {
            VisibleUnits::Binary => draw_binary(means, states, random),
            VisibleUnits::Gaussian => draw_normal(means, states, random),
        }
        draw_one(shares, labels, random);
    }
}

#[inline]
fn draw_normal(means: &[f32], states: &mut [f32], random: &mut Random) {
    for (state, mean) in states.iter_mut().zip(means) {
        *state = mean + random.normal();
    }
}

/// One of a group that is on: the first up to which the shares add up to more than a random number, or the last.
#[inline]
fn draw_one(shares: &[f32], states: &mut [f32], random: &mut Random) {
    let Some(last) = shares.len().checked_sub(1) else {
        return;
    };
    let (mut left, mut one) = (random.unit(), 0);
    while one < last && left >= shares[one] {
        left -= shares[one];
        one += 1;
    }
    states.fill(0.0);
    states[one] = 1.0;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_as_frequent_as_they_should_be() {
        let rbm = Rbm::new(2, 1, VisibleUnits::Binary).unwrap();
        let (rbm, means) = (rbm.with_labels(3).unwrap(), [0.3, 0.9, 0.2, 0.5, 0.3]);
        let (mut states, mut counts, mut random) = ([0.0; 5], [0.0; 5], Random::new(1));
        for _ in 0..100_000 {
            draw_visible(rbm, &means, &mut states, &mut random);
            counts
                .iter_mut()
                .zip(states)
                .for_each(|(count, state)| *count += state);
            assert_eq!(states[2..].iter().sum::<f32>(), 1.0);
        }
        for (count, mean) in counts.iter().zip(means) {
            let sigma = (mean * (1.0 - mean) / 1e5).sqrt();
            assert!((count / 1e5 - mean).abs() < 4.0 * sigma, "{counts:?}");
        }
    }
}
