//! Fewer rows of many: drawn by the seed, so that no period in them matters, with as large a share of each class as before
//! (stratified sampling in proportion, rest by largest remainders).

use crate::random::{Random, Stream};

/// The places, in order, of at most `most` rows whose classes these are; at least one row of each class stays.
///
/// ```
/// use gradual::data::tables::thin::thin;
///
/// let classes: Vec<usize> = (0..1000).map(|row| row % 2).collect();
/// let kept = thin(&classes, 100, 1);
/// assert_eq!(kept.iter().filter(|&&row| classes[row] == 1).count(), 50); // as large a share as before
/// ```
pub fn thin(classes: &[usize], most: usize, seed: u32) -> Vec<usize> {
    if classes.len() <= most {
        return (0..classes.len()).collect();
    }
    let count = classes.iter().max().map_or(0, |largest| largest + 1);
    let mut strata = vec![Vec::new(); count];
    for (row, &class) in classes.iter().enumerate() {
        strata[class].push(row);
    }
    let sizes: Vec<usize> = strata.iter().map(Vec::len).collect();
    let mut random = Random::stream(seed, Stream::Thinning);
    let mut kept = Vec::with_capacity(most);
    for (mut stratum, share) in strata.into_iter().zip(shares(&sizes, most)) {
        random.shuffle(&mut stratum);
        kept.extend(&stratum[..share]);
    }
    kept.sort_unstable();
    kept
}

/// How many of each class, `most` in all.
fn shares(sizes: &[usize], most: usize) -> Vec<usize> {
    let all: usize = sizes.iter().sum();
    let exact = |&size: &usize| size as u64 * most as u64; // in parts of `all`; beyond 32 bits
    let least = |size: &usize| ((exact(size) / all as u64) as usize).max(1.min(*size));
    let mut shares: Vec<usize> = sizes.iter().map(least).collect();
    let is_raised = |size: &usize| exact(size) < all as u64; // to one row, so that nothing is left of its claim
    let left = |size: &usize| {
        if is_raised(size) {
            0
        } else {
            exact(size) % all as u64
        }
    };
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&class| std::cmp::Reverse(left(&sizes[class])));
    let missing = most.saturating_sub(shares.iter().sum());
    order
        .iter()
        .take(missing)
        .for_each(|&class| shares[class] += 1);
    for _ in most..shares.iter().sum() {
        if let Some(largest) = shares.iter_mut().max() {
            *largest -= 1;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn periodic_rows_keep_their_classes() {
        for (rows, classes) in [(10_000, 2), (20_000, 2), (15_000, 3)] {
            let all: Vec<usize> = (0..rows).map(|row| row % classes).collect();
            let kept = thin(&all, 5000, 7);
            for class in 0..classes {
                let count = kept.iter().filter(|&&row| all[row] == class).count();
                assert!(
                    count.abs_diff(5000 / classes) <= 1,
                    "{count} of class {class}"
                );
            }
            assert_ne!(kept, thin(&all, 5000, 8));
        }
    }

    proptest! {
        #[test]
        fn as_many_as_there_is_room_for_stay_and_no_class_is_lost(
            classes in prop::collection::vec(0..5_usize, 0..200), most in 5..100_usize, seed: u32,
        ) {
            let kept = thin(&classes, most, seed);
            prop_assert_eq!(kept.len(), classes.len().min(most));
            prop_assert!(kept.windows(2).all(|pair| pair[0] < pair[1]));
            for class in &classes {
                prop_assert!(kept.iter().any(|&row| classes[row] == *class));
            }
        }
    }
}
