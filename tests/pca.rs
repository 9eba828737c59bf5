//! Principal components agree with scikit-learn's, move smoothly with the rows, and are numbers whatever the rows are.
//!
//! The numbers come from `tests/reference/pca.py`.

use gradual::insight::neighbours::Neighbours;
use gradual::insight::pca::Pca;
use gradual::random::Random;
use serde::Deserialize;

/// Variances and shares are this near, relative to their size.
const VARIANCE: f64 = 1e-4;

/// Components and places, relative to one and to the largest place.
const PLACE: f64 = 2e-3;

#[derive(Deserialize)]
struct Case {
    rows: Vec<Vec<f32>>,
    labels: Vec<u8>,
    components: Vec<Vec<f64>>,
    variances: Vec<f64>,
    shares: Vec<f64>,
    places: Vec<Vec<f64>>,
    agreement: f64,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("reference/pca.json")).unwrap()
}

#[test]
fn components_are_those_of_scikit_learn() {
    for case in cases() {
        let (features, k) = (case.rows[0].len(), case.components.len());
        let mut pca = Pca::new(k);
        pca.fit(&case.rows.concat(), features);
        let mut places = vec![0.0; k * case.rows.len()];
        pca.places(&mut places);
        let found = pca.projection();
        let axes: Vec<&[f32]> = found.axes().chunks_exact(features).collect();
        let cosines = axes
            .iter()
            .zip(&case.components)
            .map(|(ours, theirs)| dot(ours, theirs));
        let signs: Vec<f64> = cosines.map(f64::signum).collect();
        for i in 0..k {
            for (ours, theirs) in axes[i].iter().zip(&case.components[i]) {
                assert_near(signs[i] * f64::from(*ours), *theirs, PLACE);
            }
            let (variance, share) = (
                f64::from(found.variances()[i]),
                f64::from(found.explained_variance_ratio()[i]),
            );
            assert_near(variance / case.variances[i], 1.0, VARIANCE);
            assert_near(share / case.shares[i], 1.0, VARIANCE);
        }
        let most = case
            .places
            .iter()
            .flatten()
            .fold(0.0, |most: f64, place| most.max(place.abs()));
        for (row, theirs) in case.places.iter().enumerate() {
            let mut alone = vec![0.0; k];
            found.place(&case.rows[row], &mut alone);
            for i in 0..k {
                assert_near(
                    signs[i] * f64::from(places[row * k + i]),
                    theirs[i],
                    PLACE * most,
                );
                assert_near(
                    f64::from(alone[i]),
                    f64::from(places[row * k + i]),
                    1e-5 * most,
                );
            }
        }
    }
}

#[test]
fn neighbours_agree_as_often_as_scikit_learn_finds() {
    for case in cases() {
        let mut pca = Pca::new(2);
        pca.fit(&case.rows.concat(), case.rows[0].len());
        let mut neighbours = Neighbours::default();
        neighbours.begin(pca.centred(), case.rows[0].len());
        while !neighbours.advance(pca.centred(), &case.labels, 7) {}
        assert_near(
            f64::from(neighbours.agreement().unwrap()),
            case.agreement,
            1e-6,
        );
    }
}

/// Boxes whose longer side becomes the shorter one while they turn: the axes change rank and nothing jumps.
#[test]
fn small_changes_move_places_a_little_and_mirror_nothing() {
    let sizes = Random::new(5).normals(25);
    let rows_at = |time: f32| -> Vec<f32> {
        let (cos, sin) = ((0.3 * time).cos(), (0.3 * time).sin());
        let corner = |i: usize| {
            let side = |bit: usize| sizes[i / 8] * if i >> bit & 1 == 0 { -1.0 } else { 1.0 };
            let (a, b) = ((3.0 - time) * side(0), (2.0 + time) * side(1));
            [cos * a - sin * b, sin * a + cos * b, 0.5 * side(2), 1.0]
        };
        (0..200).flat_map(corner).collect()
    };
    let mut pca = Pca::new(2);
    pca.fit(&rows_at(0.0), 4);
    let mut before = vec![0.0; 400];
    pca.places(&mut before);
    let first = pca.projection().explained_variance_ratio().to_vec();
    for step in 1..=100 {
        pca.fit(&rows_at(0.01 * step as f32), 4);
        let mut after = vec![0.0; 400];
        pca.places(&mut after);
        let moved = before
            .iter()
            .zip(&after)
            .map(|(a, b)| (a - b).powi(2))
            .sum::<f32>();
        let all = after.iter().map(|a| a * a).sum::<f32>();
        assert!(moved / all < 0.1, "step {step} moved {moved} of {all}");
        before = after;
    }
    let last = pca.projection().explained_variance_ratio();
    assert!(
        first[0] > first[1] && last[0] < last[1],
        "{first:?} {last:?}"
    );
}

#[test]
fn other_rows_are_found_from_where_the_last_ones_ended() {
    for case in cases() {
        let (rows, features) = (case.rows.concat(), case.rows[0].len());
        let mut pca = Pca::new(2);
        pca.fit(&vec![0.0; rows.len()], features);
        assert_eq!(pca.projection().explained_variance_ratio(), [0.0, 0.0]);
        pca.fit(&rows[..2 * features], features);
        pca.fit(&rows, features);
        let shares = pca.projection().explained_variance_ratio();
        let sum = f64::from(shares[0] + shares[1]);
        assert_near(sum, case.shares[0] + case.shares[1], VARIANCE);
    }
}

#[test]
fn there_is_a_number_for_everything() {
    let normals = Random::new(3).normals(40);
    let huge = [3e38, -3e38, 1e30, 0.0, -1e38, 2.0];
    let sets: [(&[f32], usize); 7] = [
        (&[], 3),
        (&[1.0, 2.0, 3.0], 3),
        (&[7.0; 30], 5),
        (&normals, 1),
        (&normals, 2),
        (&normals, 20),
        (&huge, 2),
    ];
    for (rows, features) in sets {
        let mut pca = Pca::new(2);
        let count = rows.len() / features;
        let mut places = vec![9.0; 2 * count];
        for _ in 0..2 {
            pca.fit(rows, features);
            pca.places(&mut places);
            let found = pca.projection();
            let numbers = [
                &places,
                found.explained_variance_ratio(),
                found.variances(),
                found.axes(),
            ]
            .concat();
            assert!(
                numbers.iter().all(|x| x.is_finite()),
                "{count} × {features}: {numbers:?}"
            );
        }
        let mut neighbours = Neighbours::default();
        neighbours.begin(pca.centred(), features);
        while !neighbours.advance(pca.centred(), &vec![0; count], 4) {}
        let agreement = neighbours.agreement();
        assert!(agreement.is_none_or(|share| share == 1.0), "{agreement:?}");
    }
}

fn dot(a: &[f32], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(&a, b)| f64::from(a) * b).sum()
}

fn assert_near(ours: f64, theirs: f64, tolerance: f64) {
    assert!((ours - theirs).abs() <= tolerance, "{ours} {theirs}");
}
