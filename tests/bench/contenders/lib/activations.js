// @ts-check

/** @typedef {import('../../network.js').Layer['activation']} Activation */

/** @param {Float32Array} z @param {number} count @param {Activation} activation */
export function activate(z, count, activation) {
  if (activation === 'tanh') for (let i = 0; i < count; i++) z[i] = Math.tanh(z[i]);
  else if (activation === 'relu') for (let i = 0; i < count; i++) if (z[i] < 0) z[i] = 0;
}

/** Multiplies a gradient by the slope at the activations h. @param {Float32Array} gradient @param {Float32Array} h @param {number} count @param {Activation} activation */
export function backThrough(gradient, h, count, activation) {
  if (activation === 'tanh') for (let i = 0; i < count; i++) gradient[i] *= 1 - h[i] * h[i];
  else if (activation === 'relu') for (let i = 0; i < count; i++) if (h[i] <= 0) gradient[i] = 0;
}
