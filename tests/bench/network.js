// @ts-check
// What a workload's network is made of: the shape of each layer, where its parameters stand, and the work it takes.

import { HIDDEN, PRODUCTS } from './boltzmann.js';

/** @typedef {import('./workloads.js').Workload} Workload */
/** @typedef {{ height: number, width: number, channels: number }} Picture */

/**
 * A layer with all that a contender needs to build it. Pictures are rows of pixels, each with its channels; parameters stand
 * one layer after the other, weights before biases: of a dense layer `[inputs, outputs]`, of a convolution
 * `[channels, kernel, kernel, input channels]`.
 * @typedef {object} Layer
 * @property {'dense' | 'convolution' | 'max-pool'} kind
 * @property {Picture} from what comes in; 1 × 1 × n for a list of n units
 * @property {Picture} to what comes out
 * @property {number} kernel side of the window of a convolution or pool; 1 for a dense layer
 * @property {number} stride
 * @property {number} padding
 * @property {'relu' | 'tanh' | 'none'} activation what follows; 'none' also for the output layer
 * @property {number} weights index of the first one
 * @property {number} weightCount
 * @property {number} biases index of the first one
 * @property {number} biasCount
 */

const POINT = { height: 1, width: 1, channels: 2 };
const DIGIT = { height: 28, width: 28, channels: 1 };

/** The layers, the output layer last; a Boltzmann machine has none of them. @param {Workload} workload */
export function layersOf({ data, hidden, machine }) {
  if (machine) return [];
  /** @type {import('../../www/pkg/gradual.js').HiddenLayer} */
  const output = { kind: 'dense', units: data === 'points' ? 1 : 10, activation: 'identity' };
  /** @type {Layer[]} */
  const layers = [];
  for (const layer of [...hidden, output]) {
    const last = layers.at(-1);
    const start = last ? last.biases + last.biasCount : 0;
    layers.push(describe(layer, last?.to ?? (data === 'points' ? POINT : DIGIT), start));
  }
  return layers;
}

/** @param {Picture} picture */
export function size({ height, width, channels }) {
  return height * width * channels;
}

/** Multiplications and additions of one step, nothing skipped. @param {Workload} workload */
export function flops(workload) {
  if (workload.machine) return 2 * PRODUCTS * size(DIGIT) * HIDDEN * workload.batch;
  const layers = layersOf(workload);
  const forward = layers.map((layer) => 2 * products(layer));
  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((a, b) => a + b, 0);
  // Backward, each layer needs the gradient of its weights and, but for the first, of its inputs.
  const step = workload.task === 'train' ? 3 * sum(forward) - forward[0] : sum(forward);
  return step * workload.batch;
}

/**
 * @param {import('../../www/pkg/gradual.js').HiddenLayer} layer @param {Picture} from @param {number} start
 * @returns {Layer}
 */
function describe(layer, from, start) {
  const plain = { from, kernel: 1, stride: 1, padding: 0, weights: start };
  if (layer.kind === 'dense') {
    const to = { height: 1, width: 1, channels: layer.units };
    return { ...plain, kind: 'dense', to, ...parameters(start, size(from), layer.units), ...activation(layer) };
  }
  if (layer.kind === 'convolution') {
    const { channels, kernel, stride, padding } = layer;
    const to = { ...windows(from, kernel, stride, padding), channels };
    const places = { kernel, stride, padding };
    const owned = parameters(start, kernel * kernel * from.channels, channels);
    return { ...plain, ...places, kind: 'convolution', to, ...owned, ...activation(layer) };
  }
  if (layer.kind === 'max-pool') {
    const { size: kernel, stride } = layer;
    const to = { ...windows(from, kernel, stride, 0), channels: from.channels };
    return { ...plain, kernel, stride, kind: 'max-pool', to, ...parameters(start, 0, 0), activation: 'none' };
  }
  throw new Error(`The benchmark has no layer of the kind ${layer.kind}.`);
}

/** @param {number} start @param {number} inputs of each output @param {number} outputs */
function parameters(start, inputs, outputs) {
  const weightCount = inputs * outputs;
  return { weights: start, weightCount, biases: start + weightCount, biasCount: outputs };
}

/** @param {{ activation: import('../../www/pkg/gradual.js').Activation }} layer */
function activation({ activation }) {
  if (activation === 'identity') return { activation: /** @type {const} */ ('none') };
  if (activation === 'relu' || activation === 'tanh') return { activation };
  throw new Error(`The benchmark has no activation ${activation}.`);
}

/** @param {Picture} from @param {number} kernel @param {number} stride @param {number} padding */
function windows({ height, width }, kernel, stride, padding) {
  const places = (/** @type {number} */ side) => Math.floor((side + 2 * padding - kernel) / stride) + 1;
  return { height: places(height), width: places(width) };
}

/** Products in one forward pass of one example. @param {Layer} layer */
function products({ kind, from, to, kernel }) {
  if (kind === 'dense') return size(from) * size(to);
  return kind === 'convolution' ? size(to) * kernel * kernel * from.channels : 0;
}
