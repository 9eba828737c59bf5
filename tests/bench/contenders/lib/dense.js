// @ts-check

import { size } from '../../network.js';
import { activate, backThrough } from './activations.js';
import { parametersOf } from './weights.js';

/** @param {import('./loops.js').Parts} parts @returns {import('./loops.js').Stage} */
export function createDense({ layer, parameters, gradients, most, skipZeros }) {
  const [inputs, outputs] = [size(layer.from), size(layer.to)];
  const { weights, biases } = parametersOf(parameters, layer);
  const gradient = parametersOf(gradients, layer);
  const h = new Float32Array(most * outputs);
  const back = new Float32Array(most * inputs);
  /** The inputs of one example that take part: all, or those that are not zero. */
  const used = Int32Array.from({ length: inputs }, (_, i) => i);
  /** What came in. @type {Float32Array} */
  let came = h;

  /** Lists the inputs that take part; returns how many. @param {number} start */
  const choose = (start) => {
    if (!skipZeros) return inputs;
    let count = 0;
    for (let i = 0; i < inputs; i++) if (came[start + i] !== 0) used[count++] = i;
    return count;
  };

  /** Four outputs at a time, so that their sums stay in registers. @param {number} from @param {number} to @param {number} count */
  const total = (from, to, count) => {
    let k = 0;
    for (; k + 4 <= outputs; k += 4) {
      let a = biases[k];
      let b = biases[k + 1];
      let c = biases[k + 2];
      let d = biases[k + 3];
      for (let j = 0; j < count; j++) {
        const x = came[from + used[j]];
        const w = used[j] * outputs + k;
        a += x * weights[w];
        b += x * weights[w + 1];
        c += x * weights[w + 2];
        d += x * weights[w + 3];
      }
      h[to + k] = a;
      h[to + k + 1] = b;
      h[to + k + 2] = c;
      h[to + k + 3] = d;
    }
    for (; k < outputs; k++) {
      let sum = biases[k];
      for (let j = 0; j < count; j++) sum += came[from + used[j]] * weights[used[j] * outputs + k];
      h[to + k] = sum;
    }
  };

  return {
    forward(x, count) {
      came = x;
      for (let b = 0; b < count; b++) total(b * inputs, b * outputs, choose(b * inputs));
      activate(h, count * outputs, layer.activation);
      return h;
    },
    backward(delta, count, needed) {
      backThrough(delta, h, count * outputs, layer.activation);
      for (let b = 0; b < count; b++) {
        const from = b * outputs;
        for (let k = 0; k < outputs; k++) gradient.biases[k] += delta[from + k];
        const chosen = choose(b * inputs);
        for (let j = 0; j < chosen; j++) {
          const x = came[b * inputs + used[j]];
          const row = used[j] * outputs;
          for (let k = 0; k < outputs; k++) gradient.weights[row + k] += x * delta[from + k];
        }
        if (!needed) continue;
        for (let i = 0; i < inputs; i++) {
          let sum = 0;
          for (let k = 0; k < outputs; k++) sum += weights[i * outputs + k] * delta[from + k];
          back[b * inputs + i] = sum;
        }
      }
      return back;
    },
  };
}
