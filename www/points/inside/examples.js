// @ts-check
// Worked examples as they stand in books and on the web: their numbers, where they are from, and what each of them shows.

/** @typedef {import('../../pkg/gradual.js').WorkedExample} WorkedExample */
/** @typedef {import('../../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../../shared/view-state.js').LabState} LabState */

/**
 * @typedef {object} Example
 * @property {string} name
 * @property {string} source
 * @property {string} shows
 * @property {string} [misprint] what is printed otherwise, and why
 * @property {number[]} updates how many may be made at once
 * @property {WorkedExample} worked
 */

/** Gradient descent on one example at a time, with nothing added. @param {string} name @param {Partial<ModelConfig>} model @returns {ModelConfig} */
const descent = (name, model) => ({
  name,
  learner: 'network',
  hidden: [],
  loss: 'squared-error',
  initial: 'zero',
  optimizer: 'sgd',
  learningRate: 0.1,
  batchSize: 1,
  l1: 0,
  l2: 0,
  ...model,
});

/** @param {number} units @param {'sigmoid' | 'tanh' | 'relu'} activation @returns {ModelConfig['hidden'][number]} */
const dense = (units, activation) => ({ kind: 'dense', units, activation });

const ITSELF =
  'The target stands 1 below the output, so that ∂E/∂y = 1 and every gradient is that of the output itself.';

/** @type {Example[]} */
export const examples = [
  {
    name: 'Mazur: two inputs, two hidden units, two outputs',
    source: 'Matt Mazur, A step by step backpropagation example, 2015',
    shows: 'The whole of backpropagation once, by hand. The biases are frozen, as they are there.',
    misprint:
      'After one update he prints a loss of 0.291027924: his program moved the output weights before it sent δ back through them. All gradients first, then all updates, it is 0.291027774.',
    updates: [1, 10_000],
    worked: {
      inputs: [[0.05, 0.1]],
      targets: [[0.01, 0.99]],
      model: descent('Mazur', { hidden: [dense(2, 'sigmoid')], learningRate: 0.5, frozen: [4, 5, 10, 11] }),
      parameters: [0.15, 0.25, 0.2, 0.3, 0.35, 0.35, 0.4, 0.5, 0.45, 0.55, 0.6, 0.6],
    },
  },
  {
    name: 'Han and Kamber: three inputs',
    source: 'Han, Kamber and Pei, Data Mining, example 9.1',
    shows: 'Biases learn like weights whose input is 1. The book’s Err is −δ.',
    updates: [1],
    worked: {
      inputs: [[1, 0, 1]],
      targets: [[1]],
      model: descent('Han and Kamber', { hidden: [dense(2, 'sigmoid')], learningRate: 0.9 }),
      parameters: [0.2, -0.3, 0.4, 0.1, -0.5, 0.2, -0.4, 0.2, -0.3, -0.2, 0.1],
    },
  },
  {
    name: 'Negnevitsky: exclusive or',
    source: 'Negnevitsky, Artificial Intelligence, section 6.4',
    shows: 'Thresholds that are taken off a sum are biases of the other sign.',
    misprint:
      'The 224 epochs to a sum of squares below 0.001 belong to another recipe: with this one it takes 56,351, so only the first update is to be compared.',
    updates: [1],
    worked: {
      inputs: [[1, 1]],
      targets: [[0]],
      model: descent('Negnevitsky', { hidden: [dense(2, 'sigmoid')] }),
      parameters: [0.5, 0.9, 0.4, 1, -0.8, 0.1, -1.2, 1.1, -0.3],
    },
  },
  {
    name: 'CS231n: a sigmoid neuron',
    source: 'Stanford CS231n, Backpropagation, intuitions',
    shows: `The derivatives of one neuron by its weights and by its inputs. ${ITSELF}`,
    updates: [1],
    worked: {
      inputs: [[-1, -2]],
      targets: [[-0.2689414213699951]],
      model: descent('CS231n', { hidden: [dense(1, 'sigmoid')], loss: 'squared-error-linear', frozen: [3, 4] }),
      parameters: [2, -3, -3, 1, 0],
    },
  },
  {
    name: 'micrograd: a tanh neuron',
    source: 'Andrej Karpathy, micrograd’s lecture, 2022',
    shows: `A slope of exactly one half, and a weight whose input is 0: it learns nothing. ${ITSELF}`,
    updates: [1],
    worked: {
      inputs: [[2, 0]],
      targets: [[-0.2928932188134524]],
      model: descent('micrograd', { hidden: [dense(1, 'tanh')], loss: 'squared-error-linear', frozen: [3, 4] }),
      parameters: [-3, 1, 6.88137358702, 1, 0],
    },
  },
  {
    name: 'A dead ReLU before a softmax',
    source: 'Start values of g-eoj’s CS231n notebook',
    shows: 'The second hidden unit is off: ∂E/∂h is not 0 there, but δ is, and nothing gets through.',
    updates: [1],
    worked: {
      inputs: [[16, -6]],
      targets: [[0, 0, 1]],
      model: descent('Dead ReLU', { hidden: [dense(2, 'relu')], loss: 'cross-entropy' }),
      parameters: [0.18, 0.04, 0.1, 0.22, 0, 0, 0.19, -0.1, 0.1, -0.02, -0.01, 0.04, 0, 0, 0],
    },
  },
  {
    name: 'Zhou: all weights 1',
    source: 'Victor Zhou, Machine learning for beginners, 2019',
    shows: 'Squared error without the ½: every gradient is twice as large.',
    updates: [1],
    worked: {
      inputs: [[-2, -1]],
      targets: [[1]],
      model: descent('Zhou', { hidden: [dense(2, 'sigmoid')], loss: 'squared-error-whole' }),
      parameters: [1, 1, 1, 1, 0, 0, 1, 1, 0],
    },
  },
  {
    name: 'One weight: a line',
    source: 'Backprop Explainer, 2021',
    shows: 'Regression in its smallest form: y = w x + b, and E = (y − t)².',
    updates: [1],
    worked: {
      inputs: [[2.1]],
      targets: [[4]],
      model: descent('One weight', { loss: 'squared-error-linear-whole', learningRate: 0.01 }),
      parameters: [1, 0],
    },
  },
  {
    name: 'Nielsen: a saturated neuron',
    source: 'Michael Nielsen, Neural Networks and Deep Learning, chapter 3',
    shows: 'It is badly wrong, and learns slowly for that: the slope lets almost nothing through.',
    updates: [1, 300],
    worked: {
      inputs: [[1]],
      targets: [[0]],
      model: descent('Saturated', { learningRate: 0.15 }),
      parameters: [2, 2],
    },
  },
  {
    name: 'Nielsen: the same, less wrong',
    source: 'Michael Nielsen, Neural Networks and Deep Learning, chapter 3',
    shows: 'From w = 0.6 and b = 0.9 it learns faster, though it is less wrong.',
    updates: [1, 300],
    worked: {
      inputs: [[1]],
      targets: [[0]],
      model: descent('Less wrong', { learningRate: 0.15 }),
      parameters: [0.6, 0.9],
    },
  },
  {
    name: 'Goodfellow: exclusive or by ReLUs',
    source: 'Goodfellow, Bengio and Courville, Deep Learning, section 6.1',
    shows: 'Weights that were thought out, not learned: all four examples are right, and every gradient is 0.',
    updates: [1],
    worked: {
      inputs: [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      targets: [[0], [1], [1], [0]],
      model: descent('Exclusive or', { hidden: [dense(2, 'relu')], loss: 'squared-error-linear' }),
      parameters: [1, 1, 1, 1, 0, -1, 1, -2, 0],
    },
  },
];

/** Beside the models that are there, with weights that have learned nothing. @param {LabState} state @returns {LabState} */
function withNielsen(state) {
  const recipe = /** @type {import('../../pkg/gradual.js').Recipe} */ (/** @type {unknown} */ (state.recipe));
  const settings = { hidden: [dense(30, 'sigmoid')], initial: 'normal', learningRate: 3, batchSize: 10 };
  const models = recipe.models.with(1, descent('Nielsen’s network', /** @type {Partial<ModelConfig>} */ (settings)));
  return { ...state, recipe: { ...recipe, models }, view: { ...state.view, beginning: { ready: false } } };
}

/** Worked examples that are runs of another lab, each as a change of its state. @type {{ name: string, lab: string, change: (state: LabState) => LabState }[]} */
export const runs = [{ name: 'Nielsen: a reader of digits (opens Digits)', lab: 'digits', change: withNielsen }];
