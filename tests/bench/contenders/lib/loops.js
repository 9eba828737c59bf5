// @ts-check
// A network in plain JavaScript: loops over typed arrays, as one writes them by hand. Nothing is allocated while it trains.

import { size } from '../../network.js';
import { batches } from './batches.js';
import { createConvolution } from './convolution.js';
import { createDense } from './dense.js';
import { createOptimizer } from './optimizers.js';
import { createPool } from './pool.js';

/** @typedef {import('../../contender.js').Task} Task */
/** @typedef {import('../../network.js').Layer} Layer */
/** @typedef {{ skipZeros: boolean }} Options whether a product with zero is left out */

/** How outputs are made of z, or of the inputs. @typedef {(x: Float32Array, count: number) => Float32Array} Forward */

/**
 * A layer at work. `backward` gets the gradient of what came out of it, adds to that of its parameters and returns that of
 * what came in, if somebody needs it.
 * @typedef {object} Stage
 * @property {Forward} forward
 * @property {(gradient: Float32Array, count: number, needed: boolean) => Float32Array} backward
 */

/** What a stage works with. @typedef {{ layer: Layer, parameters: Float32Array, gradients: Float32Array, most: number } & Options} Parts */

const makers = { dense: createDense, convolution: createConvolution, 'max-pool': createPool };

/** @param {Task} task @param {Options} options @returns {import('../../contender.js').Model} */
export function createModel(task, options) {
  const { layers, start, workload, data } = task;
  const parameters = start.slice();
  const gradients = new Float32Array(start.length);
  const move = createOptimizer(workload, parameters, gradients);
  let [stages, room] = /** @type {[Stage[], number]} */ ([[], 0]);
  const next = batches(task);

  /** Buffers for so many examples. @param {number} most */
  const prepare = (most) => {
    if (most <= room) return;
    stages = layers.map((layer) => makers[layer.kind]({ layer, parameters, gradients, most, ...options }));
    room = most;
  };
  const outputs = (/** @type {Float32Array} */ inputs, /** @type {number} */ count) =>
    stages.reduce((x, stage) => stage.forward(x, count), inputs);

  return {
    train(steps) {
      prepare(workload.batch);
      for (let step = 0; step < steps; step++) {
        const { inputs, targets } = next();
        let gradient = outputs(inputs, workload.batch);
        finish(gradient, workload.batch, data.outputs);
        for (let i = 0; i < targets.length; i++) gradient[i] = (gradient[i] - targets[i]) / workload.batch;
        for (let l = stages.length - 1; l >= 0; l--) gradient = stages[l].backward(gradient, workload.batch, l > 0);
        move();
      }
    },
    predict(inputs) {
      const count = inputs.length / size(layers[0].from);
      prepare(count);
      const y = outputs(inputs, count).subarray(0, count * data.outputs);
      finish(y, count, data.outputs);
      return y;
    },
  };
}

/** Turns totals into probabilities. @param {Float32Array} z @param {number} count @param {number} outputs */
function finish(z, count, outputs) {
  if (outputs === 1) for (let i = 0; i < count; i++) z[i] = 1 / (1 + Math.exp(-z[i]));
  else for (let i = 0; i < count; i++) softmax(z, i * outputs, (i + 1) * outputs);
}

/** @param {Float32Array} z @param {number} start @param {number} end */
function softmax(z, start, end) {
  let [most, sum] = [z[start], 0];
  for (let k = start + 1; k < end; k++) if (z[k] > most) most = z[k];
  for (let k = start; k < end; k++) {
    z[k] = Math.exp(z[k] - most);
    sum += z[k];
  }
  for (let k = start; k < end; k++) z[k] /= sum;
}
