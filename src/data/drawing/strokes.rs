//! What a pen leaves on the pad: strokes, each a list of points.

use crate::error::{Error, Result, in_range};

/// Points of a stroke are at most this far apart, so that erasing points erases lines.
const SPACING: f32 = 0.01;

/// The pen must move this far to leave another point: half a pixel of the pad, so that a fast mouse doesn't fill it.
const NEAREST: f32 = 0.002;

/// A place on the pad: x to the right and y down, both from 0 to 1.
pub type Place = [f32; 2];

/// Strokes in the unit square.
///
/// ```
/// use gradual::data::drawing::strokes::Strokes;
///
/// let mut strokes = Strokes::default();
/// strokes.begin(0.5, 0.2);
/// strokes.extend(0.5, 0.8); // a line down the pad
/// strokes.erase(0.5, 0.5, 0.05); // and a gap in its middle
/// assert_eq!(strokes.iter().count(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strokes {
    points: Vec<Place>,
    /// Points of each stroke, in order.
    lengths: Vec<u32>,
}

impl Strokes {
    /// The most points: a line a hundred pads long. A full pad takes no more.
    pub const MOST_POINTS: usize = 10_000;

    /// Strokes of so many points each, one after another, as they were once drawn. Places beyond the pad, more points than it
    /// takes, and lengths that do not add up to the points are an error.
    ///
    /// ```
    /// use gradual::data::drawing::strokes::Strokes;
    ///
    /// let strokes = Strokes::of(&[[0.2, 0.2], [0.8, 0.2], [0.5, 0.5]], &[2, 1])?;
    /// assert_eq!((strokes.iter().count(), strokes.lengths()), (2, &[2, 1][..]));
    /// assert!(Strokes::of(&[[0.2, 0.2]], &[2]).is_err());
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn of(points: &[Place], lengths: &[u32]) -> Result<Self> {
        let most = Self::MOST_POINTS as f64;
        in_range("The number of points", points.len() as f64, 0.0, most)?;
        for &coordinate in points.as_flattened() {
            in_range("A coordinate on the pad", coordinate.into(), 0.0, 1.0)?;
        }
        let expected = lengths.iter().map(|&length| u64::from(length)).sum::<u64>() as usize;
        if points.len() != expected || lengths.contains(&0) {
            return Err(Error::Size {
                what: "Points of the strokes".into(),
                got: points.len(),
                expected,
            });
        }
        Ok(Self {
            points: points.to_vec(),
            lengths: lengths.to_vec(),
        })
    }

    /// Whether nothing is drawn.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Whether there is no room for another point.
    pub fn is_full(&self) -> bool {
        self.points.len() >= Self::MOST_POINTS
    }

    /// All points, stroke after stroke.
    pub fn points(&self) -> &[Place] {
        &self.points
    }

    /// The number of points of each stroke.
    pub fn lengths(&self) -> &[u32] {
        &self.lengths
    }

    /// The strokes, in the order in which they were drawn.
    pub fn iter(&self) -> impl Iterator<Item = &[Place]> {
        let mut rest = self.points.as_slice();
        self.lengths.iter().map(move |&length| {
            let (stroke, later) = rest.split_at(length as usize);
            rest = later;
            stroke
        })
    }

    /// Appends a stroke, if it has a point.
    pub fn push(&mut self, stroke: &[Place]) {
        if !stroke.is_empty() {
            self.points.extend_from_slice(stroke);
            self.lengths.push(stroke.len() as u32);
        }
    }

    /// Puts the pen down, at the pad's edge where the place is beyond it. Places that are no numbers are ignored.
    pub fn begin(&mut self, x: f32, y: f32) {
        if let Some(place) = on_pad(x, y)
            && !self.is_full()
        {
            self.push(&[place]);
        }
    }

    /// Moves the pen in a straight line; before any `begin` it puts it down.
    pub fn extend(&mut self, x: f32, y: f32) {
        let Some(&from) = self.points.last() else {
            return self.begin(x, y);
        };
        let Some(to) = on_pad(x, y).filter(|&to| distance(from, to) >= NEAREST) else {
            return;
        };
        let room = Self::MOST_POINTS.saturating_sub(self.points.len());
        let steps = (distance(from, to) / SPACING).ceil() as usize;
        for step in 1..=steps.min(room) {
            self.points
                .push(between(from, to, step as f32 / steps as f32));
        }
        if let Some(length) = self.lengths.last_mut() {
            *length += steps.min(room) as u32;
        }
    }

    /// Rubs out what lies within `radius`; a stroke rubbed in the middle becomes two.
    pub fn erase(&mut self, x: f32, y: f32, radius: f32) {
        let mut kept = Self::default();
        for stroke in self.iter() {
            for piece in stroke.split(|&point| distance(point, [x, y]) <= radius) {
                kept.push(piece);
            }
        }
        *self = kept;
    }

    /// Takes away all strokes.
    pub fn clear(&mut self) {
        self.points.clear();
        self.lengths.clear();
    }

    /// The corners of the smallest box around all points, low and high; of an empty drawing, an empty box.
    ///
    /// ```
    /// use gradual::data::drawing::strokes::Strokes;
    ///
    /// let strokes = Strokes::of(&[[0.25, 0.5], [0.75, 0.125]], &[2])?;
    /// assert_eq!(strokes.bounds(), [[0.25, 0.125], [0.75, 0.5]]);
    /// # Ok::<(), gradual::Error>(())
    /// ```
    pub fn bounds(&self) -> [Place; 2] {
        bounds(&self.points)
    }
}

/// The corners of the smallest box around some points, low and high.
///
/// ```
/// let corners = gradual::data::drawing::strokes::bounds(&[[0.25, 0.5], [0.75, 0.125]]);
/// assert_eq!(corners, [[0.25, 0.125], [0.75, 0.5]]);
/// ```
pub fn bounds(points: &[Place]) -> [Place; 2] {
    let start = [[f32::INFINITY; 2], [f32::NEG_INFINITY; 2]];
    points.iter().fold(start, |[low, high], point| {
        [
            [low[0].min(point[0]), low[1].min(point[1])],
            [high[0].max(point[0]), high[1].max(point[1])],
        ]
    })
}

fn on_pad(x: f32, y: f32) -> Option<Place> {
    (x.is_finite() && y.is_finite()).then(|| [x.clamp(0.0, 1.0), y.clamp(0.0, 1.0)])
}

/// The place that lies at `share` of the way from `a` to `b`.
///
/// ```
/// assert_eq!(gradual::data::drawing::strokes::between([0.0, 0.0], [1.0, 0.5], 0.5), [0.5, 0.25]);
/// ```
pub fn between(a: Place, b: Place, share: f32) -> Place {
    [0, 1].map(|axis| a[axis] + share * (b[axis] - a[axis]))
}

/// The Euclidean distance of two places.
///
/// ```
/// assert_eq!(gradual::data::drawing::strokes::distance([0.0, 0.0], [3.0, 4.0]), 5.0);
/// ```
pub fn distance(a: Place, b: Place) -> f32 {
    let [x, y] = [a[0] - b[0], a[1] - b[1]];
    (x * x + y * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(places: &[Place]) -> Strokes {
        let mut strokes = Strokes::default();
        strokes.begin(places[0][0], places[0][1]);
        places[1..].iter().for_each(|p| strokes.extend(p[0], p[1]));
        strokes
    }

    #[test]
    fn lines_have_points_all_along() {
        let strokes = line(&[[0.1, 0.1], [0.9, 0.7], [0.2, 0.7]]);
        let gaps = strokes.points().windows(2).map(|p| distance(p[0], p[1]));
        assert!(gaps.clone().all(|gap| gap <= SPACING * 1.001));
        assert!(
            (gaps.sum::<f32>() - 1.7).abs() < 1e-4,
            "the length of the line"
        );
        assert_eq!(strokes.lengths(), [strokes.points().len() as u32]);
        assert_eq!(strokes.bounds(), [[0.1, 0.1], [0.9, 0.7]]);
    }

    #[test]
    fn a_pen_that_trembles_leaves_no_points() {
        let mut strokes = line(&[[0.5, 0.5], [0.6, 0.5]]);
        let before = strokes.points().len();
        for step in 0..1000 {
            strokes.extend(0.6 + 0.001 * (step % 2) as f32, 0.5);
        }
        assert_eq!(strokes.points().len(), before);
    }

    #[test]
    fn the_eraser_splits_a_stroke() {
        let mut strokes = line(&[[0.1, 0.5], [0.9, 0.5]]);
        strokes.erase(0.5, 0.5, 0.1);
        assert_eq!(strokes.lengths().len(), 2);
        assert!(strokes.points().iter().all(|p| (p[0] - 0.5).abs() > 0.1));
        strokes.erase(0.5, 0.5, 1.0);
        assert!(strokes.is_empty() && strokes.lengths().is_empty());
    }

    #[test]
    fn the_eraser_spares_what_it_does_not_reach() {
        let mut strokes = line(&[[0.1, 0.5], [0.9, 0.5]]);
        let before = strokes.clone();
        strokes.erase(0.5, 0.7, 0.1);
        strokes.erase(f32::NAN, 0.5, 0.1);
        strokes.erase(0.5, 0.5, f32::NAN);
        assert_eq!(strokes, before);
    }

    #[test]
    fn places_beyond_the_pad_and_no_numbers_do_no_harm() {
        let mut strokes = Strokes::default();
        strokes.begin(f32::NAN, 0.5);
        strokes.extend(0.5, f32::INFINITY);
        assert!(strokes.is_empty());
        strokes.extend(0.5, 0.5);
        strokes.extend(3e38, -3e38);
        assert_eq!(strokes.points().last(), Some(&[1.0, 0.0]));
    }

    #[test]
    fn a_full_pad_takes_no_more() {
        let mut strokes = Strokes::default();
        for i in 0..300 {
            let y = i as f32 / 300.0;
            strokes.begin(0.0, y);
            strokes.extend(1.0, y);
        }
        assert!(strokes.is_full());
        assert_eq!(strokes.points().len(), Strokes::MOST_POINTS);
        let total: u32 = strokes.lengths().iter().sum();
        assert_eq!(total as usize, Strokes::MOST_POINTS);
    }
}
