//! Full-batch descent that chooses its own step lengths: conjugate gradient and L-BFGS, each with a line search.
//!
//! p ← p + α d. The direction d comes from the gradients seen so far, the step length α from [`line_search`]. One iteration
//! asks for f and its gradient once or more; each of these is a pass over the whole training set.
//!
//! [`line_search`]: super::line_search

use super::conjugate_gradient::ConjugateGradient;
use super::lbfgs::Lbfgs;
use super::line_search::{Trial, search};
use super::optimizer::Rule;

/// Where directions come from.
#[derive(Clone)]
pub enum Directions {
    ConjugateGradient(ConjugateGradient),
    Lbfgs(Lbfgs),
}

impl Directions {
    /// Those of a rule that searches.
    pub fn of(rule: Rule, parameters: usize) -> Option<Self> {
        match rule {
            Rule::ConjugateGradient => {
                Some(Self::ConjugateGradient(ConjugateGradient::new(parameters)))
            }
            Rule::Lbfgs => Some(Self::Lbfgs(Lbfgs::new(parameters))),
            _ => None,
        }
    }
}

/// A descent, and the point it has reached.
#[derive(Clone)]
pub struct Minimizer {
    directions: Directions,
    /// f at the parameters as they are, once it is known.
    value: Option<f64>,
    /// ∇f there.
    gradient: Vec<f32>,
    direction: Vec<f32>,
    /// The parameters before the step under way, and ∇f there.
    from: Vec<f32>,
    from_gradient: Vec<f32>,
}

impl Minimizer {
    pub fn new(directions: Directions, parameters: usize) -> Self {
        let zeros = || vec![0.0; parameters];
        Self {
            directions,
            value: None,
            gradient: zeros(),
            direction: zeros(),
            from: zeros(),
            from_gradient: zeros(),
        }
    }

    /// Forgets all past gradients: f or the parameters have changed.
    pub fn reset(&mut self) {
        self.value = None;
        match &mut self.directions {
            Directions::ConjugateGradient(directions) => directions.reset(),
            Directions::Lbfgs(directions) => directions.reset(),
        }
    }

    /// Takes on the state of another of the same kind and size, without allocating.
    pub fn copy_from(&mut self, other: &Self) {
        self.value = other.value;
        self.gradient.copy_from_slice(&other.gradient);
        match (&mut self.directions, &other.directions) {
            (Directions::ConjugateGradient(own), Directions::ConjugateGradient(other)) => {
                own.copy_from(other);
            }
            (Directions::Lbfgs(own), Directions::Lbfgs(other)) => own.copy_from(other),
            _ => self.reset(),
        }
    }

    /// How many numbers it remembers.
    pub fn values(&self) -> usize {
        let directions = match &self.directions {
            Directions::ConjugateGradient(_) => self.direction.len(),
            Directions::Lbfgs(directions) => directions.values(),
        };
        4 * self.direction.len() + directions
    }

    /// One iteration on `parameters`. `evaluate` writes ∇f at some parameters and returns f. Returns f where it ends, or
    /// `None` where f falls no further: at a minimum, as closely as the numbers tell.
    pub fn step(
        &mut self,
        parameters: &mut [f32],
        mut evaluate: impl FnMut(&[f32], &mut [f32]) -> f64,
    ) -> Option<f64> {
        let value = match self.value {
            Some(value) => value,
            None => evaluate(parameters, &mut self.gradient),
        };
        self.value = Some(value);
        let (first, flatness) = self.choose_direction()?;
        self.from.copy_from_slice(parameters);
        self.from_gradient.copy_from_slice(&self.gradient);
        let start = Trial {
            step: 0.0,
            value,
            slope: dot(&self.gradient, &self.direction),
        };
        let found = search(start, first, flatness, |step| {
            go(parameters, &self.from, step as f32, &self.direction);
            let value = evaluate(parameters, &mut self.gradient);
            let slope = dot(&self.gradient, &self.direction);
            Trial { step, value, slope }
        });
        match found {
            Some(trial) => self.arrive(trial),
            None => self.stay(parameters),
        }
        found.map(|trial| trial.value)
    }

    /// Sets the direction; returns the first step length to try and how flat f must become. `None` where f is flat.
    fn choose_direction(&mut self) -> Option<(f64, f64)> {
        let square = dot(&self.gradient, &self.gradient);
        if !(square > 0.0 && square.is_finite()) {
            return None;
        }
        Some(match &mut self.directions {
            Directions::ConjugateGradient(directions) => {
                directions.choose(&self.gradient, &mut self.direction)
            }
            Directions::Lbfgs(directions) => directions.choose(&self.gradient, &mut self.direction),
        })
    }

    fn arrive(&mut self, trial: Trial) {
        self.value = Some(trial.value);
        let (before, after) = (&self.from_gradient, &self.gradient);
        match &mut self.directions {
            Directions::ConjugateGradient(directions) => {
                directions.learn(trial.step, before, after)
            }
            Directions::Lbfgs(directions) => {
                directions.learn(trial.step, &self.direction, before, after);
            }
        }
    }

    fn stay(&mut self, parameters: &mut [f32]) {
        parameters.copy_from_slice(&self.from);
        self.gradient.copy_from_slice(&self.from_gradient);
    }
}

/// p ← from + α d.
fn go(parameters: &mut [f32], from: &[f32], step: f32, direction: &[f32]) {
    for ((p, from), d) in parameters.iter_mut().zip(from).zip(direction) {
        *p = from + step * d;
    }
}

/// Σ aᵢ bᵢ, added in `f64`.
pub(super) fn dot(a: &[f32], b: &[f32]) -> f64 {
    let products = a.iter().zip(b).map(|(&a, &b)| f64::from(a) * f64::from(b));
    products.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley in pairs of parameters: f = Σ (1 − x)² + 100 (y − x²)², smallest at 1 everywhere.
    fn valley(p: &[f32], gradient: &mut [f32]) -> f64 {
        let mut value = 0.0;
        for (p, g) in p.chunks_exact(2).zip(gradient.chunks_exact_mut(2)) {
            let [x, y] = [0, 1].map(|i| f64::from(p[i]));
            let (short, off) = (1.0 - x, y - x * x);
            value += short * short + 100.0 * off * off;
            g[0] = (-2.0 * short - 400.0 * x * off) as f32;
            g[1] = (200.0 * off) as f32;
        }
        value
    }

    fn kinds(parameters: usize) -> [Directions; 2] {
        [Rule::ConjugateGradient, Rule::Lbfgs].map(|rule| Directions::of(rule, parameters).unwrap())
    }

    #[test]
    fn both_find_the_end_of_the_valley() {
        for (kind, most) in kinds(6).into_iter().zip([400, 100]) {
            let mut minimizer = Minimizer::new(kind, 6);
            let mut p = [-1.2, 1.0, 0.5, -0.5, 2.0, 2.0];
            let steps = (0..most).take_while(|_| minimizer.step(&mut p, valley).is_some());
            println!("{} steps", steps.count());
            assert!(p.iter().all(|p| (p - 1.0).abs() < 1e-3), "{p:?}");
        }
    }

    #[test]
    fn the_value_never_rises() {
        for kind in kinds(2) {
            let mut minimizer = Minimizer::new(kind, 2);
            let (mut p, mut last) = ([-1.2, 1.0], f64::INFINITY);
            while let Some(value) = minimizer.step(&mut p, valley) {
                assert!(value <= last, "{value} after {last}");
                if value == last {
                    break;
                }
                last = value;
            }
        }
    }

    #[test]
    fn a_flat_place_is_left_alone() {
        for kind in kinds(2) {
            let mut p = [1.0, 1.0];
            assert_eq!(Minimizer::new(kind, 2).step(&mut p, valley), None);
            assert_eq!(p, [1.0, 1.0]);
        }
    }

    #[test]
    fn a_copy_goes_the_same_way() {
        let steps = |minimizer: &mut Minimizer, p: &mut [f32]| {
            for _ in 0..5 {
                minimizer.step(p, valley);
            }
        };
        for kind in kinds(2) {
            let (mut one, mut p) = (Minimizer::new(kind.clone(), 2), [-1.2, 1.0]);
            steps(&mut one, &mut p);
            let (mut other, mut q) = (Minimizer::new(kind, 2), p);
            other.copy_from(&one);
            steps(&mut one, &mut p);
            steps(&mut other, &mut q);
            assert_eq!(p, q);
        }
    }
}
