// @ts-check
// What is timed.

/** @typedef {import('../../www/pkg/gradual.js').HiddenLayer} HiddenLayer */

/**
 * @typedef {object} Workload
 * @property {string} name
 * @property {string} what in words
 * @property {'train' | 'predict'} task what one step is: an update, or the outputs for `batch` examples
 * @property {'points' | 'digits' | 'noise'} data noise: pictures without a zero, under the labels of digits
 * @property {HiddenLayer[]} hidden the layers before the output layer
 * @property {'cd' | 'pcd'} [machine] a Boltzmann machine in place of a network, by contrastive divergence or with chains that go on
 * @property {'glorot' | 'he'} initial how the first weights are drawn
 * @property {'sgd' | 'momentum' | 'adam'} optimizer
 * @property {number} rate learning rate
 * @property {number} batch examples of one step
 * @property {number} learn steps that each contender trains from the first weights, to show that it learns
 * @property {Record<string, number>} goals how many times faster than a contender ours must be; `ceiling`: which share of
 *   the mul+add ceiling it must reach
 */

/** @type {HiddenLayer[]} */
const twoTimesEight = [
  { kind: 'dense', units: 8, activation: 'tanh' },
  { kind: 'dense', units: 8, activation: 'tanh' },
];

/** @type {HiddenLayer[]} */
const mlp = [{ kind: 'dense', units: 128, activation: 'relu' }];

/** @type {HiddenLayer[]} */
const smallCnn = [
  { kind: 'convolution', channels: 8, kernel: 5, stride: 1, padding: 2, activation: 'relu' },
  { kind: 'max-pool', size: 2, stride: 2 },
  { kind: 'convolution', channels: 16, kernel: 5, stride: 1, padding: 2, activation: 'relu' },
  { kind: 'max-pool', size: 2, stride: 2 },
];

/** @type {Pick<Workload, 'task' | 'optimizer' | 'goals'>} */
const training = { task: 'train', optimizer: 'sgd', goals: {} };

/** @type {Omit<Workload, 'name' | 'what' | 'batch' | 'rate' | 'learn'>} */
const points = { ...training, data: 'points', hidden: twoTimesEight, initial: 'glorot' };

/** @type {Omit<Workload, 'name' | 'what' | 'batch' | 'rate' | 'learn'>} */
const digits = { ...training, data: 'digits', hidden: mlp, initial: 'he' };

/** @type {Omit<Workload, 'name' | 'what' | 'batch' | 'rate' | 'learn'>} */
const cnn = { ...digits, hidden: smallCnn };

/** Weights of inference are trained by ours for `learn` steps of 10 points or 32 digits. @type {Workload[]} */
export const workloads = [
  {
    ...points,
    name: 'T1a',
    what: '2-8-8-1 tanh, batch 10',
    batch: 10,
    rate: 0.1,
    learn: 3000,
    goals: { 'plain JS': 20 },
  },
  {
    ...points,
    name: 'T1b',
    what: '2-8-8-1 tanh, full batch of 500',
    batch: 500,
    rate: 0.5,
    learn: 1000,
    goals: { 'plain JS': 15, NumPy: 3 },
  },
  {
    ...points,
    name: 'grid',
    what: '2-8-8-1 tanh over a grid of 100 × 100',
    task: 'predict',
    batch: 10_000,
    rate: 0.1,
    learn: 3000,
    goals: { PyTorch: 1.5 },
  },
  {
    ...digits,
    name: 'T2',
    what: 'softmax regression 784-10, batch 64',
    hidden: [],
    initial: 'glorot',
    batch: 64,
    rate: 0.5,
    learn: 300,
    goals: { PyTorch: 5 },
  },
  { ...perceptron(16), rate: 0.05, learn: 600, goals: { PyTorch: 5 } },
  { ...perceptron(64), rate: 0.1, learn: 300, goals: { PyTorch: 2 } },
  { ...perceptron(256), rate: 0.3, learn: 100, goals: { PyTorch: 1.3 } },
  { ...noise(16) },
  { ...noise(64), goals: { ceiling: 0.8 } },
  { ...noise(256), goals: { ceiling: 0.8 } },
  {
    ...cnn,
    name: 'T4',
    what: 'small CNN, batch 32',
    batch: 32,
    rate: 0.1,
    learn: 150,
    goals: { PyTorch: 2.5 },
  },
  {
    ...digits,
    name: 'T5mlp',
    what: '784-128-10 reads one digit',
    task: 'predict',
    batch: 1,
    rate: 0.1,
    learn: 600,
    goals: { 'onnxruntime-web': 6 },
  },
  {
    ...cnn,
    name: 'T5cnn',
    what: 'small CNN reads one digit',
    task: 'predict',
    batch: 1,
    rate: 0.1,
    learn: 600,
    goals: { 'onnxruntime-web': 3 },
  },
  {
    ...perceptron(64),
    name: 'T3_64_momentum',
    what: '784-128-10 ReLU, batch 64, momentum',
    optimizer: 'momentum',
    rate: 0.02,
    learn: 300,
  },
  {
    ...perceptron(64),
    name: 'T3_64_adam',
    what: '784-128-10 ReLU, batch 64, Adam',
    optimizer: 'adam',
    rate: 0.002,
    learn: 200,
  },
  {
    ...cnn,
    name: 'T4_momentum',
    what: 'small CNN, batch 32, momentum',
    optimizer: 'momentum',
    batch: 32,
    rate: 0.02,
    learn: 150,
  },
  {
    ...cnn,
    name: 'T4_adam',
    what: 'small CNN, batch 32, Adam',
    optimizer: 'adam',
    batch: 32,
    rate: 0.002,
    learn: 150,
  },
  { ...perceptron(1), rate: 0.01, learn: 3000 },
  { ...cnn, name: 'T4_1', what: 'small CNN, batch 1', batch: 1, rate: 0.01, learn: 1000 },
  { ...boltzmann('cd'), name: 'CD1', what: 'RBM 784-100 by CD-1, batch 20', goals: { NumPy: 2 } },
  { ...boltzmann('pcd'), name: 'PCD1', what: 'RBM 784-100 by PCD-1, batch 20', goals: { NumPy: 2, 'scikit-learn': 2 } },
];

/** An epoch of 10,000 digits is 500 steps. @param {'cd' | 'pcd'} machine @returns {Omit<Workload, 'name' | 'what'>} */
function boltzmann(machine) {
  return { ...digits, machine, hidden: [], batch: 20, rate: 0.05, learn: 1000 };
}

/** @param {number} batch @returns {Omit<Workload, 'rate' | 'learn'>} */
function perceptron(batch) {
  return { ...digits, name: `T3_${batch}`, what: `784-128-10 ReLU, batch ${batch}`, batch };
}

/** Nothing can be learned from noise, so the rate only has to keep the weights finite. @param {number} batch @returns {Workload} */
function noise(batch) {
  const what = `784-128-10 ReLU on noise, batch ${batch}`;
  return { ...perceptron(batch), name: `noise_${batch}`, what, data: 'noise', rate: 0.001, learn: 0 };
}
