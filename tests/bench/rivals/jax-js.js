// @ts-check
// jax-js on WebAssembly: one compiled function for a whole update, as its own examples do it.

import { defaultDevice, grad, init, jit, lax, nn, numpy as np, tree } from '@jax-js/jax';
import { batches } from '../contenders/lib/batches.js';
import { channelsFirst, parametersOf, rowsChannelsFirst } from '../contenders/lib/weights.js';

/** @typedef {import('../contender.js').Task} Task */
/** @typedef {import('../network.js').Layer} Layer */
/** @typedef {import('@jax-js/jax').Array} Tensor */
/** @typedef {Tensor[]} Parameters weights and biases, layer by layer */
/** @typedef {(update: number) => number[]} Schedule what an update needs to know of when it is */

/** @type {import('../contender.js').Contender} */
export default {
  name: 'jax-js',
  refuses: () => null,
  async create(task) {
    await init('wasm');
    defaultDevice('wasm');
    return createModel(task);
  },
};

/** @param {Task} task @returns {import('../contender.js').Model} */
function createModel(task) {
  const { features, outputs } = task.data;
  const next = batches(task);
  const forward = (/** @type {Parameters} */ parameters, /** @type {Tensor} */ x) => logits(task.layers, parameters, x);
  const answer = jit((/** @type {Parameters} */ parameters, /** @type {Tensor} */ x) =>
    outputs === 1 ? nn.sigmoid(forward(parameters, x)) : nn.softmax(forward(parameters, x)),
  );
  const gradient = grad((/** @type {Parameters} */ parameters, /** @type {Tensor} */ x, /** @type {Tensor} */ y) =>
    loss(forward(parameters, x), y),
  );
  const { first, move } = rules[task.workload.optimizer];
  const step = jit(
    (
      /** @type {Parameters[]} */ [parameters, ...moments],
      /** @type {Tensor} */ x,
      /** @type {Tensor} */ y,
      /** @type {Tensor} */ scale,
    ) => move(parameters, moments, gradient(tree.ref(parameters), x, y), scale),
  );
  const start = parametersIn(task);
  let state = [start, ...first(start)];
  let updates = 0;
  return {
    async train(steps) {
      for (let done = 0; done < steps; done++) {
        const { inputs, targets } = next();
        const scale = np.array(rate(task.workload, ++updates));
        state = step(state, matrix(inputs, features), matrix(targets, outputs), scale);
      }
      for (const parameter of state[0]) await parameter.blockUntilReady();
    },
    async predict(inputs) {
      return /** @type {Promise<Float32Array>} */ (answer(tree.ref(state[0]), matrix(inputs, features)).data());
    },
    free() {
      tree.dispose(state);
      answer.dispose();
      step.dispose();
    },
  };
}

/** @param {Float32Array} values @param {number} columns */
function matrix(values, columns) {
  return np.array(values.slice()).reshape([values.length / columns, columns]);
}

/** @param {Task} task @returns {Parameters} */
function parametersIn({ layers, start }) {
  return layers
    .filter(({ weightCount }) => weightCount)
    .flatMap((layer) => {
      const { weights, biases } = parametersOf(start, layer);
      const { from, to, kernel } = layer;
      if (layer.kind === 'dense')
        return [matrix(rowsChannelsFirst(weights, layer), to.channels), np.array(biases.slice())];
      const filters = np.array(channelsFirst(weights, layer)).reshape([to.channels, from.channels, kernel, kernel]);
      return [filters, np.array(biases.slice()).reshape([to.channels, 1, 1])];
    });
}

/** @param {Layer[]} layers @param {Parameters} parameters @param {Tensor} x */
function logits(layers, parameters, x) {
  let next = 0;
  const take = () => parameters[next++];
  for (const { kind, from, kernel, stride, padding, activation } of layers) {
    const { height, width, channels } = from;
    if (kind === 'dense') x = np.dot(x.reshape([-1, height * width * channels]), take()).add(take());
    else x = x.reshape([-1, channels, height, width]);
    const border = /** @type {[number, number]} */ ([padding, padding]);
    if (kind === 'convolution') x = lax.convGeneralDilated(x, take(), [stride, stride], [border, border]).add(take());
    if (kind === 'max-pool') x = lax.reduceWindow(x, np.max, [kernel, kernel], [stride, stride]);
    if (activation !== 'none') x = activation === 'relu' ? nn.relu(x) : np.tanh(x);
  }
  return x;
}

/** Mean cross-entropy; of one output, softplus(z) − y z. @param {Tensor} z @param {Tensor} y */
function loss(z, y) {
  const [count, outputs] = z.shape;
  const sum = outputs === 1 ? nn.softplus(z.ref).sub(z.mul(y)).sum() : nn.logSoftmax(z).mul(y).sum().mul(-1);
  return sum.mul(1 / count);
}

/** The learning rate; Adam's with both corrections of its early moments in it. @param {Task['workload']} workload @param {number} update */
function rate({ optimizer, rate }, update) {
  return optimizer === 'adam' ? (rate * Math.sqrt(1 - 0.999 ** update)) / (1 - 0.9 ** update) : rate;
}

/**
 * The optimisers: the moments they begin with, and the next state.
 * @type {Record<Task['workload']['optimizer'], {
 *   first: (parameters: Parameters) => Parameters[],
 *   move: (parameters: Parameters, moments: Parameters[], gradient: Parameters, rate: Tensor) => Parameters[],
 * }>}
 */
const rules = {
  sgd: {
    first: () => [],
    move: (parameters, _, gradient, rate) => {
      const moved = parameters.map((p, i) => p.sub(gradient[i].mul(rate.ref)));
      rate.dispose();
      return [moved];
    },
  },
  momentum: {
    first: (parameters) => [parameters.map((p) => np.zerosLike(p.ref))],
    move: (parameters, [velocity], gradient, rate) => {
      const faster = velocity.map((v, i) => v.mul(0.9).add(gradient[i]));
      const moved = parameters.map((p, i) => p.sub(faster[i].ref.mul(rate.ref)));
      rate.dispose();
      return [moved, faster];
    },
  },
  adam: {
    first: (parameters) => [0, 1].map(() => parameters.map((p) => np.zerosLike(p.ref))),
    move: (parameters, [first, second], gradient, rate) => {
      const m = first.map((m, i) => m.mul(0.9).add(gradient[i].ref.mul(0.1)));
      const v = second.map((v, i) => v.mul(0.999).add(np.square(gradient[i]).mul(0.001)));
      const moved = parameters.map((p, i) => p.sub(m[i].ref.mul(rate.ref).div(np.sqrt(v[i].ref).add(1e-8))));
      rate.dispose();
      return [moved, m, v];
    },
  },
};
