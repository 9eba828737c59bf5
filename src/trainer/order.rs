//! The order in which an epoch visits the training examples.

use crate::random::{Random, Stream};

/// A random order, drawn anew each epoch from the seed and the epoch's number alone: to be at batch k of epoch e again,
/// nothing but (e, k) need be remembered.
///
/// ```
/// use gradual::trainer::order::Order;
///
/// let mut order = Order::new(1, 100);
/// let first = order.examples().to_vec();
/// order.turn_to(1);
/// assert_ne!(order.examples(), first); // another order in each epoch
/// order.turn_to(0);
/// assert_eq!(order.examples(), first);
/// ```
#[derive(Clone, Debug)]
pub struct Order {
    seed: u32,
    epoch: u32,
    examples: Vec<u32>,
}

impl Order {
    /// The order of epoch 0, for so many training examples.
    pub fn new(seed: u32, examples: usize) -> Self {
        let mut order = Self {
            seed,
            epoch: 0,
            examples: (0..examples as u32).collect(),
        };
        order.shuffle(0);
        order
    }

    /// Takes on the order of `epoch`.
    pub fn turn_to(&mut self, epoch: u32) {
        if epoch != self.epoch {
            self.shuffle(epoch);
        }
    }

    fn shuffle(&mut self, epoch: u32) {
        self.epoch = epoch;
        for (example, i) in self.examples.iter_mut().zip(0..) {
            *example = i;
        }
        Random::stream(self.seed, Stream::Order { epoch }).shuffle(&mut self.examples);
    }

    /// The examples in the order of this epoch.
    pub fn examples(&self) -> &[u32] {
        &self.examples
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_differ_and_come_back() {
        let mut order = Order::new(5, 50);
        let first = order.examples().to_vec();
        order.turn_to(1);
        assert_ne!(order.examples(), first);
        order.turn_to(0);
        assert_eq!(order.examples(), first);
    }
}
