//! The straight lines where classes meet, in a plane over which every logit is an affine function.

/// z = constant + across · a + up · b, for a place (a, b).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Slope {
    pub constant: f64,
    pub across: f64,
    pub up: f64,
}

impl Slope {
    pub fn at(&self, [a, b]: [f64; 2]) -> f64 {
        self.constant + self.across * a + self.up * b
    }

    fn less(&self, other: &Self) -> Self {
        Self {
            constant: self.constant - other.constant,
            across: self.across - other.across,
            up: self.up - other.up,
        }
    }
}

/// A line in pieces: `start + s · direction` for s in `range`.
struct Line {
    start: [f64; 2],
    direction: [f64; 2],
    range: [f64; 2],
}

impl Line {
    /// Where `slope` is 0, through the place next to `near`; nothing for a slope that is flat.
    fn of(slope: &Slope, near: [f64; 2]) -> Option<Self> {
        let steepness = slope.across.hypot(slope.up);
        let far = slope.at(near) / steepness;
        let (across, up) = (slope.across / steepness, slope.up / steepness);
        far.is_finite().then_some(Self {
            start: [near[0] - far * across, near[1] - far * up],
            direction: [-up, across],
            range: [f64::NEG_INFINITY, f64::INFINITY],
        })
    }

    /// Keeps the part on which `slope` is not below 0.
    fn keep(&mut self, slope: &Slope) {
        let [a, b] = self.direction;
        let (value, growth) = (slope.at(self.start), slope.across * a + slope.up * b);
        let zero = -value / growth;
        if growth == 0.0 {
            if value < 0.0 {
                self.range = [0.0, 0.0];
            }
        } else if growth > 0.0 {
            self.range[0] = self.range[0].max(zero);
        } else {
            self.range[1] = self.range[1].min(zero);
        }
    }

    /// Both ends `[a, b, a, b]`, where anything is left.
    fn ends(&self) -> Option<[f32; 4]> {
        let at = |s: f64, i: usize| (self.start[i] + s * self.direction[i]) as f32;
        let [low, high] = self.range;
        (low < high).then(|| [at(low, 0), at(low, 1), at(high, 0), at(high, 1)])
    }
}

/// The segments, within a square about `middle`, on which two logits are equal and no other is above them. One output z stands
/// for two classes with the logits 0 and z.
pub fn meeting_lines(logits: &[Slope], middle: [f64; 2], half: f64) -> Vec<[f32; 4]> {
    let two = [Slope::default(), logits[0]];
    let logits = if logits.len() == 1 { &two } else { logits };
    let mut segments = Vec::new();
    for (k, one) in logits.iter().enumerate() {
        for (j, other) in logits.iter().enumerate().skip(k + 1) {
            let Some(mut line) = Line::of(&one.less(other), middle) else {
                continue;
            };
            sides(middle, half).iter().for_each(|side| line.keep(side));
            let others = logits.iter().enumerate().filter(|&(l, _)| l != k && l != j);
            others.for_each(|(_, third)| line.keep(&one.less(third)));
            segments.extend(line.ends());
        }
    }
    segments
}

/// What is not below 0 within a square.
fn sides([a, b]: [f64; 2], half: f64) -> [Slope; 4] {
    let side = |constant, across, up| Slope {
        constant,
        across,
        up,
    };
    [
        side(half - a, 1.0, 0.0),
        side(half + a, -1.0, 0.0),
        side(half - b, 0.0, 1.0),
        side(half + b, 0.0, -1.0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slope(constant: f64, across: f64, up: f64) -> Slope {
        Slope {
            constant,
            across,
            up,
        }
    }

    #[test]
    fn one_output_has_the_line_where_it_is_zero() {
        let lines = meeting_lines(&[slope(-1.0, 2.0, 0.0)], [0.0, 0.0], 3.0);
        assert_eq!(lines.len(), 1);
        let [a, b, c, d] = lines[0];
        assert_eq!((a, c), (0.5, 0.5));
        assert_eq!((b - d).abs(), 6.0);
    }

    #[test]
    fn three_classes_meet_in_a_point_and_end_there() {
        let logits = [
            slope(0.0, 1.0, 0.0),
            slope(0.0, -1.0, 1.0),
            slope(0.0, -1.0, -1.0),
        ];
        let lines = meeting_lines(&logits, [0.0, 0.0], 2.0);
        assert_eq!(lines.len(), 3);
        for [a, b, c, d] in lines {
            assert!([a, b] == [0.0, 0.0] || [c, d] == [0.0, 0.0]);
            let [a, b] = [0.5 * (a + c), 0.5 * (b + d)].map(f64::from);
            let mut z = logits.map(|logit| logit.at([a, b]));
            z.sort_by(f64::total_cmp);
            assert!((z[2] - z[1]).abs() < 1e-6 && z[1] > z[0], "{z:?}");
        }
    }

    #[test]
    fn flat_outputs_and_lines_far_away_are_not_seen() {
        assert!(meeting_lines(&[slope(1.0, 0.0, 0.0)], [0.0, 0.0], 1.0).is_empty());
        assert!(meeting_lines(&[slope(-9.0, 1.0, 0.0)], [0.0, 0.0], 1.0).is_empty());
        assert_eq!(
            meeting_lines(&[slope(-9.0, 1.0, 0.0)], [9.0, 5.0], 1.0).len(),
            1
        );
    }
}
