//! Repair: what a machine makes of a picture of which parts are lost.

use serde::{Deserialize, Serialize};

use super::conditionals::Buffers;
use super::sampling::{draw_binary, draw_visible};
use super::structure::{Machine, Rbm};
use crate::error::{Result, check_size};
use crate::random::{Random, Stream};

/// How a picture is repaired.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum RepairMode {
    /// Means go to and fro, and after each step the known pixels are put back as they were.
    #[default]
    KnownHeld,
    /// Means go to and fro, and no pixel is held.
    MeanField,
    /// States go to and fro as Gibbs sampling draws them, and no pixel is held; shown are the means they were drawn from.
    Stochastic,
}

/// What is lost of a picture.
///
/// ```
/// use gradual::learning::rbm::repair::Damage;
///
/// assert_eq!(Damage::Lower.known(2), [true, true, false, false]);
/// let known = Damage::Left.known(4);
/// assert_eq!(known[..4], [false, false, true, true]);
/// assert!(Damage::Hole.known(4)[0] && !Damage::Hole.known(4)[5]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Damage {
    /// A square in the middle, a third of the side.
    Hole,
    /// The left half.
    Left,
    /// The lower half.
    Lower,
    /// Four pixels in ten, the same ones each time.
    Noise,
}

/// The share of the pixels that noise takes.
const NOISE: f32 = 0.4;

/// What a lost pixel is set to: as likely ink as paper.
const UNKNOWN: f32 = 0.5;

impl Damage {
    /// Which pixels of `side` × `side` are known.
    pub fn known(self, side: usize) -> Vec<bool> {
        let mut random = Random::stream(1, Stream::Fantasy);
        let third = side.div_ceil(3);
        let hole = (side - third) / 2..(side - third) / 2 + third;
        let is_known = |i: usize| match self {
            Self::Hole => !(hole.contains(&(i % side)) && hole.contains(&(i / side))),
            Self::Left => i % side >= side / 2,
            Self::Lower => i / side < side / 2,
            Self::Noise => random.unit() >= NOISE,
        };
        (0..side * side).map(is_known).collect()
    }
}

/// A picture without what is lost of it.
///
/// ```
/// use gradual::learning::rbm::repair::damaged;
///
/// assert_eq!(damaged(&[1.0, 1.0], &[true, false])?, [1.0, 0.5]);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn damaged(original: &[f32], known: &[bool]) -> Result<Vec<f32>> {
    check_size("Known pixels", known.len(), original.len())?;
    let pixels = original.iter().zip(known);
    let left = |(&pixel, &known)| if known { pixel } else { UNKNOWN };
    Ok(pixels.map(left).collect())
}

/// One picture under repair.
///
/// ```
/// use gradual::learning::rbm::{Rbm, VisibleUnits, repair::{Repair, RepairMode, recovered}};
///
/// let rbm = Rbm::new(2, 1, VisibleUnits::Binary)?;
/// let machine = rbm.with(&[20.0, 20.0, -10.0, -10.0, -20.0])?; // both pixels are on, or both off
/// let (picture, known) = ([1.0, 0.5], [true, false]);
/// let mut repair = Repair::new(rbm, &picture, &known, RepairMode::KnownHeld, 1)?;
/// repair.run(machine, 10);
/// assert!(repair.picture()[1] > 0.99);
/// assert_eq!(recovered(repair.picture(), &[1.0, 1.0], &known)?, Some(1.0));
/// # Ok::<(), gradual::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Repair {
    rbm: Rbm,
    mode: RepairMode,
    original: Vec<f32>,
    known: Vec<bool>,
    buffers: Buffers,
    picture: Vec<f32>,
    /// What goes up: the picture, or states that were drawn from it.
    visible: Vec<f32>,
    hidden: Vec<f32>,
    rates: Vec<f32>,
    random: Random,
}

impl Repair {
    /// A picture `[visible]` with what is known of it, before the first step.
    pub fn new(
        rbm: Rbm,
        picture: &[f32],
        known: &[bool],
        mode: RepairMode,
        seed: u32,
    ) -> Result<Self> {
        check_size("Pixels to repair", picture.len(), rbm.visible)?;
        check_size("Known pixels", known.len(), rbm.visible)?;
        rbm.check_rows(picture)?;
        Ok(Self {
            rbm,
            mode,
            original: picture.to_vec(),
            known: known.to_vec(),
            buffers: Buffers::new(rbm, 1),
            picture: picture.to_vec(),
            visible: picture.to_vec(),
            hidden: vec![0.0; rbm.hidden],
            rates: vec![0.0; rbm.hidden],
            random: Random::stream(seed, Stream::Fantasy),
        })
    }

    /// Goes on by so many steps. A machine of another shape is left alone.
    pub fn run(&mut self, machine: Machine, steps: u32) {
        if machine.rbm != self.rbm {
            return;
        }
        for _ in 0..steps {
            let mut conditionals = self.buffers.over(machine);
            conditionals.hidden(&self.visible, &mut self.rates);
            match self.mode {
                RepairMode::Stochastic => {
                    draw_binary(&self.rates, &mut self.hidden, &mut self.random)
                }
                RepairMode::KnownHeld | RepairMode::MeanField => {
                    self.hidden.copy_from_slice(&self.rates)
                }
            }
            conditionals.visible(&self.hidden, &mut self.picture);
            self.settle();
        }
    }

    /// What goes up next.
    fn settle(&mut self) {
        if self.mode == RepairMode::Stochastic {
            return draw_visible(self.rbm, &self.picture, &mut self.visible, &mut self.random);
        }
        if self.mode == RepairMode::KnownHeld {
            let pixels = self.picture.iter_mut().zip(&self.original).zip(&self.known);
            pixels
                .filter(|(_, known)| **known)
                .for_each(|((pixel, original), _)| *pixel = *original);
        }
        self.visible.copy_from_slice(&self.picture);
    }

    /// The picture as it is now, `[visible]`.
    pub fn picture(&self) -> &[f32] {
        &self.picture
    }
}

/// The share of the lost pixels that came back on the right side of ½; `None` where none was lost.
///
/// ```
/// use gradual::learning::rbm::repair::recovered;
///
/// let (repaired, original) = ([0.9, 0.2, 0.1], [1.0, 1.0, 0.0]);
/// assert_eq!(recovered(&repaired, &original, &[true, false, false])?, Some(0.5));
/// assert_eq!(recovered(&repaired, &original, &[true; 3])?, None);
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn recovered(repaired: &[f32], original: &[f32], known: &[bool]) -> Result<Option<f64>> {
    check_size("Pixels that were repaired", repaired.len(), original.len())?;
    check_size("Known pixels", known.len(), original.len())?;
    let pixels = repaired.iter().zip(original).zip(known);
    let lost = pixels.filter(|(_, known)| !**known);
    let (mut count, mut right) = (0.0, 0.0);
    for ((repaired, original), _) in lost {
        count += 1.0;
        right += f64::from(u8::from((*repaired > 0.5) == (*original > 0.5)));
    }
    Ok((count > 0.0).then(|| right / count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::rbm::structure::VisibleUnits;

    #[test]
    fn every_mode_brings_back_a_pixel_that_follows_from_the_others() {
        let rbm = Rbm::new(3, 1, VisibleUnits::Binary).unwrap();
        let machine = [20.0, 20.0, 20.0, -10.0, -10.0, -10.0, -30.0];
        for mode in [
            RepairMode::KnownHeld,
            RepairMode::MeanField,
            RepairMode::Stochastic,
        ] {
            for (picture, full) in [([1.0, 1.0, 0.0], [1.0; 3]), ([0.0, 0.0, 1.0], [0.0; 3])] {
                let known = [true, true, false];
                let mut repair = Repair::new(rbm, &picture, &known, mode, 1).unwrap();
                repair.run(rbm.over(&machine), 5);
                assert_eq!(
                    recovered(repair.picture(), &full, &known),
                    Ok(Some(1.0)),
                    "{mode:?}"
                );
                let held = repair.picture()[..2] == picture[..2];
                assert!(held || mode != RepairMode::KnownHeld);
            }
        }
    }

    #[test]
    fn pictures_of_another_size_are_refused() {
        let rbm = Rbm::new(3, 1, VisibleUnits::Binary).unwrap();
        let repair = |picture: &[f32], known: &[bool]| {
            Repair::new(rbm, picture, known, RepairMode::MeanField, 1).is_ok()
        };
        assert!(repair(&[0.0; 3], &[true; 3]));
        assert!(
            !repair(&[0.0; 2], &[true; 3])
                && !repair(&[0.0; 3], &[true; 2])
                && !repair(&[f32::NAN; 3], &[true; 3])
        );
    }
}
