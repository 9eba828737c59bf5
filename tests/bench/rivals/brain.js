// @ts-check
// brain.js: dense layers of one kind, an update after every example.

import brain from 'brain.js/dist/neural-network.js';
import { batches } from '../contenders/lib/batches.js';
import { parametersOf, transpose } from '../contenders/lib/weights.js';

/** @typedef {import('../contender.js').Task} Task */

const { default: NeuralNetwork } = brain;

/** @type {import('../contender.js').Contender} */
export default {
  name: 'brain.js',
  note: 'sigmoid units throughout and squared error, as it has no softmax; an update after every example',
  refuses({ task, hidden, batch, optimizer }) {
    if (hidden.some(({ kind }) => kind !== 'dense')) return 'it has dense layers only';
    if (task === 'predict') return 'its layers all have the same activation';
    if (optimizer !== 'sgd') return 'it is in the table for plain descent only';
    return batch > 10 ? 'it cannot add up a batch' : null;
  },
  create: createModel,
};

/** @param {Task} task @returns {import('../contender.js').Model} */
function createModel(task) {
  const { workload, data } = task;
  const net = createNet(task);
  const next = batches(task);
  const { inputs, targets, count } = data.train;
  const patterns = Array.from({ length: count }, (_, i) => ({
    input: inputs.subarray(i * data.features, (i + 1) * data.features),
    output: targets.subarray(i * data.outputs, (i + 1) * data.outputs),
  }));
  return {
    train(steps) {
      for (let step = 0; step < steps; step++) {
        const { start } = next();
        for (let i = start; i < start + workload.batch; i++) net.trainPattern(patterns[i]);
      }
    },
    predict(inputs) {
      const rows = Array.from({ length: inputs.length / data.features }, (_, i) => [
        ...net.run(inputs.subarray(i * data.features, (i + 1) * data.features)),
      ]);
      return Float32Array.from(rows.flat());
    },
  };
}

/** @param {Task} task */
function createNet({ workload, layers, start }) {
  // Squared error of sigmoids has small gradients, so the rate is larger, but brain.js wants it below 1.
  const learningRate = Math.min(0.9, 10 * workload.rate);
  const net = new NeuralNetwork({ activation: 'sigmoid', learningRate, momentum: 1e-9 });
  net.sizes = [layers[0].from.height * layers[0].from.width * layers[0].from.channels];
  net.sizes.push(...layers.map(({ to }) => to.channels));
  net.initialize();
  for (const [i, layer] of layers.entries()) {
    const { weights, biases } = parametersOf(start, layer);
    const [from, to] = [net.sizes[i], net.sizes[i + 1]];
    const rows = transpose(weights, [from, to], [1, 0]);
    for (let unit = 0; unit < to; unit++) net.weights[i + 1][unit].set(rows.subarray(unit * from, (unit + 1) * from));
    net.biases[i + 1].set(biases);
  }
  return net;
}
