// @ts-check
// ConvNetJS: 64-bit numbers, one example at a time.

import convnetjs from 'convnetjs';
import { batches } from '../contenders/lib/batches.js';
import { parametersOf, transpose } from '../contenders/lib/weights.js';

/** @typedef {import('../contender.js').Task} Task */
/** @typedef {import('../network.js').Layer} Layer */

/** @type {import('../contender.js').Contender} */
export default {
  name: 'ConvNetJS',
  note: 'computes with 64-bit numbers; two classes are two softmax outputs',
  refuses: ({ optimizer }) => (optimizer === 'adam' ? 'it has no Adam' : null),
  create: createModel,
};

/** @param {Task} task @returns {import('../contender.js').Model} */
function createModel(task) {
  const { workload, data } = task;
  const net = createNet(task);
  const options = { learning_rate: workload.rate, momentum: workload.optimizer === 'momentum' ? 0.9 : 0 };
  const trainer = new convnetjs.Trainer(net, { ...options, batch_size: workload.batch });
  const next = batches(task);
  const vols = volumes(task.layers[0].from, data.train.inputs);
  return {
    train(steps) {
      for (let step = 0; step < steps; step++) {
        const { start, labels } = next();
        for (const [i, label] of labels.entries()) trainer.train(vols(start + i), label);
      }
    },
    predict(inputs) {
      const asked = volumes(task.layers[0].from, inputs);
      const rows = Array.from({ length: inputs.length / data.features }, (_, i) => [...net.forward(asked(i)).w]);
      return Float32Array.from(rows.flatMap((y) => (data.outputs === 1 ? [y[1]] : y)));
    },
  };
}

/** Examples as ConvNetJS wants them, made when they are first asked for. @param {Layer['from']} shape @param {Float32Array} inputs */
function volumes({ height, width, channels }, inputs) {
  const features = height * width * channels;
  /** @type {any[]} */
  const made = [];
  return (/** @type {number} */ i) => {
    made[i] ??= volume(
      new convnetjs.Vol(width, height, channels, 0),
      inputs.subarray(i * features, (i + 1) * features),
    );
    return made[i];
  };
}

/** @param {any} vol @param {Float32Array} values */
function volume(vol, values) {
  vol.w.set(values);
  return vol;
}

/** @param {Task} task */
function createNet({ layers, start }) {
  const { width, height, channels } = layers[0].from;
  const net = new convnetjs.Net();
  const input = { type: 'input', out_sx: width, out_sy: height, out_depth: channels };
  net.makeLayers([input, ...layers.map((layer, i) => definition(layer, i === layers.length - 1))]);
  const learning = net.layers.filter((/** @type {any} */ layer) => layer.filters);
  for (const [i, layer] of layers.filter(({ weightCount }) => weightCount).entries()) fill(learning[i], layer, start);
  return net;
}

/** @param {Layer} layer @param {boolean} last */
function definition({ kind, to, kernel, stride, padding, activation }, last) {
  if (last) return { type: 'softmax', num_classes: Math.max(2, to.channels) };
  if (kind === 'max-pool') return { type: 'pool', sx: kernel, stride };
  if (kind === 'dense') return { type: 'fc', num_neurons: to.channels, activation };
  return { type: 'conv', sx: kernel, filters: to.channels, stride, pad: padding, activation };
}

/** @param {any} their @param {Layer} layer @param {Float32Array} start */
function fill(their, layer, start) {
  const { weights, biases } = parametersOf(start, layer);
  const outputs = layer.to.channels;
  const each = weights.length / outputs;
  const rows = layer.kind === 'dense' ? transpose(weights, [each, outputs], [1, 0]) : weights;
  // One output z is the same as two, -z/2 and z/2.
  const halves = their.filters.length > outputs;
  for (const [unit, filter] of their.filters.entries()) {
    const sign = unit === 0 ? -0.5 : 0.5;
    const row = halves ? rows.map((w) => sign * w) : rows.subarray(unit * each, (unit + 1) * each);
    filter.w.set(row);
    their.biases.w[unit] = halves ? sign * biases[0] : biases[unit];
  }
}
