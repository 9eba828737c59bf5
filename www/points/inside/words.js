// @ts-check
// One sentence for each operation: what happens there.

/** @typedef {import('./operations.js').Kind} Kind */

/** @type {Record<Kind, string>} */
export const sentences = {
  input: 'One example stands at the inputs.',
  z: 'Each unit adds up what comes in, each value times its weight, and its bias.',
  h: 'Each unit’s activation makes its output of that total.',
  loss: 'The loss says how far the outputs are from the targets.',
  dh: 'Each unit hears from those that it feeds how the loss changes with its output, as strongly as its weights to them are.',
  delta: 'δ is what comes back, times the slope of the unit’s own activation.',
  gradient: 'The gradient of each weight is the value that came along it, times the δ at its end.',
  update: 'All gradients are there first; only then all weights move.',
};

export const overview =
  'Every number of one example’s pass, forward and back. Choose a unit here, or a unit or weight in a diagram above; or walk through the pass, one operation at a time.';
