// @ts-check
// Backpropagation once more, in double precision and by itself: what the page shows is compared with it.

/** @typedef {{ value: (z: number) => number, slope: (z: number) => number }} Activation */
/** Of a layer, input by input and then the biases: a row each, with a number for each unit. @typedef {number[][]} Weights */

const sigmoid = (/** @type {number} */ z) => 1 / (1 + Math.exp(-z));

/** @param {number} below @returns {Activation} */
const leaky = (below) => ({ value: (z) => (z > 0 ? z : below * z), slope: (z) => (z > 0 ? 1 : below) });

/** @type {Record<string, Activation>} */
export const activations = {
  sigmoid: { value: sigmoid, slope: (z) => sigmoid(z) * (1 - sigmoid(z)) },
  tanh: { value: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  relu: leaky(0),
  'leaky-relu': leaky(0.01),
  softplus: { value: (z) => Math.log1p(Math.exp(z)), slope: sigmoid },
  elu: { value: (z) => (z > 0 ? z : Math.expm1(z)), slope: (z) => (z > 0 ? 1 : Math.exp(z)) },
  identity: leaky(1),
};

/** Of a sigmoid output y: E, and ∂E/∂z. @type {Record<string, { error: (y: number, t: number) => number, delta: (y: number, t: number) => number }>} */
export const losses = {
  'cross-entropy': {
    error: (y, t) => -t * Math.log(y) - (1 - t) * Math.log(1 - y),
    delta: (y, t) => y - t,
  },
  'squared-error': { error: (y, t) => (y - t) ** 2 / 2, delta: (y, t) => (y - t) * y * (1 - y) },
};

/**
 * All numbers of one pass: `z[l]`, `h[l]`, `dh[l]`, `delta[l]` of level l, and `gradient[l]` of the weights into it.
 * @param {number[]} x @param {number} t @param {Weights[]} layers the last with the one output, a sigmoid
 * @param {string} activation of the hidden units @param {string} loss
 */
export function pass(x, t, layers, activation, loss) {
  const last = layers.length;
  const at = (/** @type {number} */ level) => activations[level === last ? 'sigmoid' : activation];
  /** @type {Record<'z' | 'h' | 'dh' | 'delta', number[][]> & { gradient: Weights[] }} */
  const all = { z: [x], h: [x], dh: [], delta: [], gradient: [] };
  for (const [l, weights] of layers.entries()) {
    const inputs = [...all.h[l], 1];
    all.z[l + 1] = weights[0].map((_, k) => inputs.reduce((sum, value, i) => sum + value * weights[i][k], 0));
    all.h[l + 1] = all.z[l + 1].map(at(l + 1).value);
  }
  const y = all.h[last][0];
  all.delta[last] = [losses[loss].delta(y, t)];
  for (let l = last; l > 0; l--) {
    const [weights, delta] = [layers[l - 1], all.delta[l]];
    all.gradient[l] = [...all.h[l - 1], 1].map((value) => delta.map((d) => value * d));
    all.dh[l - 1] = all.h[l - 1].map((_, i) => delta.reduce((sum, d, k) => sum + weights[i][k] * d, 0));
    all.delta[l - 1] = all.dh[l - 1].map((d, i) => d * at(l - 1).slope(all.z[l - 1][i]));
  }
  return { ...all, error: losses[loss].error(y, t) };
}

/** How far the first update of each rule goes, at rate 1, where it remembers nothing yet. @type {Record<string, (g: number) => number>} */
export const firstSteps = {
  'gradient-descent': (g) => g,
  sgd: (g) => g,
  momentum: (g) => g,
  nesterov: (g) => g + 0.9 * g,
  rmsprop: (g) => g / (Math.sqrt(0.01 * g * g) + 1e-8),
  adam: (g) => g / (Math.abs(g) + 1e-8),
};
