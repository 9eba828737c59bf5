// @ts-check
// The restricted Boltzmann machine that all contenders train: rate and batch are the workload's. `rbm.py` has the same numbers.

/** Hidden units. */
export const HIDDEN = 100;

/** The share of an update that goes on in the next. */
export const MOMENTUM = 0.9;

/** λ of the penalty ½ λ Σ w². */
export const PENALTY = 2e-4;

/** Products of v and h, of all of each, in an update: h of v, v of h, h of that, and the statistics of both phases. */
export const PRODUCTS = 5;
