// @ts-check
// TensorFlow.js on one of its backends, written with its core: operations, losses and optimisers.

import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import * as tf from '@tensorflow/tfjs-core';
import { batches } from '../../contenders/lib/batches.js';
import { parametersOf, transpose } from '../../contenders/lib/weights.js';

/** @typedef {import('../../contender.js').Task} Task */
/** @typedef {import('../../network.js').Layer} Layer */
/** @typedef {{ weights: tf.Variable, biases: tf.Variable } | null} Parameters */

/** @param {Task} task @param {'cpu' | 'wasm'} backend @returns {Promise<import('../../contender.js').Model>} */
export async function createModel(task, backend) {
  await tf.setBackend(backend);
  const { layers, start, data } = task;
  const parameters = layers.map((layer) => (layer.weightCount ? variables(layer, start) : null));
  const trained = parameters.flatMap((both) => (both ? [both.weights, both.biases] : []));
  const optimizer = createOptimizer(task);
  const next = batches(task);
  const logits = (/** @type {Float32Array} */ inputs) => {
    /** @type {tf.Tensor} */
    let x = tf.tensor(inputs, [inputs.length / data.features, data.features]);
    for (const [i, layer] of layers.entries()) x = forward(x, layer, parameters[i]);
    return x;
  };
  const update = () => {
    const { inputs, targets } = next();
    return optimizer.minimize(
      () => loss(logits(inputs), tf.tensor(targets, [targets.length / data.outputs, data.outputs])),
      true,
      trained,
    );
  };
  return {
    // The last loss depends on every update before it; reading it makes sure that all of them are done.
    train(steps) {
      for (let step = 1; step < steps; step++) tf.tidy(() => void update());
      tf.tidy(() => update()?.dataSync());
    },
    predict: (inputs) => tf.tidy(() => /** @type {Float32Array} */ (probabilities(logits(inputs)).dataSync())),
    enter: async () => void (await tf.setBackend(backend)),
    free: () => {
      for (const variable of trained) variable.dispose();
      optimizer.dispose();
    },
  };
}

/** @param {Task} task @returns {tf.Optimizer} */
function createOptimizer({ workload: { optimizer, rate } }) {
  if (optimizer === 'momentum') return tf.train.momentum(rate, 0.9);
  return optimizer === 'adam' ? tf.train.adam(rate) : tf.train.sgd(rate);
}

/** @param {Layer} layer @param {Float32Array} start */
function variables(layer, start) {
  const { weights, biases } = parametersOf(start, layer);
  return { weights: tf.variable(inTheirOrder(weights, layer)), biases: tf.variable(tf.tensor1d(biases.slice())) };
}

/** Filters are `[kernel, kernel, input channels, channels]` here. @param {Float32Array} weights @param {Layer} layer */
function inTheirOrder(weights, { kind, from, to, kernel }) {
  if (kind === 'dense') return tf.tensor2d(weights.slice(), [weights.length / to.channels, to.channels]);
  const theirs = transpose(weights, [to.channels, kernel, kernel, from.channels], [1, 2, 3, 0]);
  return tf.tensor4d(theirs, [kernel, kernel, from.channels, to.channels]);
}

/** @param {tf.Tensor} x @param {Layer} layer @param {Parameters} parameters @returns {tf.Tensor} */
function forward(x, { kind, from, kernel, stride, padding, activation }, parameters) {
  const { height, width, channels } = from;
  const rows = kind === 'dense' ? tf.reshape(x, [-1, height * width * channels]) : null;
  if (rows && parameters) return activate(tf.add(tf.matMul(rows, parameters.weights), parameters.biases), activation);
  const pictures = /** @type {tf.Tensor4D} */ (tf.reshape(x, [-1, height, width, channels]));
  if (!parameters) return tf.maxPool(pictures, kernel, stride, 'valid');
  const filters = /** @type {tf.Tensor4D} */ (/** @type {tf.Tensor} */ (parameters.weights));
  return activate(tf.add(tf.conv2d(pictures, filters, stride, padding), parameters.biases), activation);
}

/** @param {tf.Tensor} z @param {Layer['activation']} activation */
function activate(z, activation) {
  if (activation === 'relu') return tf.relu(z);
  return activation === 'tanh' ? tf.tanh(z) : z;
}

/** @param {tf.Tensor} z @param {tf.Tensor} targets @returns {tf.Scalar} */
function loss(z, targets) {
  return z.shape[1] === 1 ? tf.losses.sigmoidCrossEntropy(targets, z) : tf.losses.softmaxCrossEntropy(targets, z);
}

/** @param {tf.Tensor} z */
function probabilities(z) {
  return z.shape[1] === 1 ? tf.sigmoid(z) : tf.softmax(z);
}
