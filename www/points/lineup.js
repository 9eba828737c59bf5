// @ts-check
// Who may learn the points: kinds of models with the settings they begin with, and line-ups that show a difference.

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../shared/settings.js').Field} Field */
/** @typedef {'unit' | 'network' | 'perceptron' | 'linear' | 'naiveBayes'} Kind */

/** With these settings narrow networks learn XOR, circles and spirals from every seed; tests/learning.rs compares. @type {Omit<ModelConfig, 'name' | 'hidden' | 'initial'>} */
const common = { loss: 'cross-entropy', optimizer: 'adam', learningRate: 0.01, batchSize: 10, l1: 0, l2: 0 };

/** @type {Record<Kind, ModelConfig>} */
export const kinds = {
  unit: { ...common, name: 'Logistic unit', hidden: [], initial: 'zero' },
  network: {
    ...common,
    name: 'Network',
    hidden: [
      { kind: 'dense', units: 4, activation: { elu: 1 } },
      { kind: 'dense', units: 2, activation: { elu: 1 } },
    ],
    initial: 'glorot-by-slope',
  },
  perceptron: {
    ...common,
    name: 'Perceptron',
    hidden: [],
    initial: 'zero',
    loss: 'perceptron',
    optimizer: 'sgd',
    learningRate: 1,
    batchSize: 1,
  },
  linear: { ...common, name: 'Linear regression', hidden: [], initial: 'zero', loss: 'squared-error-linear' },
  naiveBayes: {
    ...common,
    name: 'Naive Bayes',
    learner: 'naive-bayes',
    hidden: [{ kind: 'features', features: ['x1', 'x2', 'x1-squared', 'x2-squared'] }],
    initial: 'zero',
  },
};

/** What each kind lets one choose: in sight, and folded away. @type {Record<Kind, { open: Field[], folded: Field[] }>} */
const fields = {
  unit: {
    open: ['learningRate', 'batchSize'],
    folded: ['optimizer', 'features', 'loss', 'initial', 'penalty', 'clip'],
  },
  network: {
    open: ['learningRate', 'batchSize', 'layers'],
    folded: ['optimizer', 'features', 'loss', 'initial', 'penalty', 'clip'],
  },
  perceptron: { open: ['learningRate', 'batchSize'], folded: ['features'] },
  linear: { open: ['learningRate', 'batchSize'], folded: ['optimizer', 'features', 'penalty', 'clip'] },
  naiveBayes: { open: [], folded: [] },
};

/** Rules that search choose their steps themselves, and those that take all points have no batches. @param {ModelConfig} config */
export function fieldsOf(config) {
  const { open, folded } = fields[kindOf(config)];
  const searches = config.optimizer === 'lbfgs' || config.optimizer === 'conjugate-gradient';
  const takesAll = searches || config.optimizer === 'gradient-descent';
  const means = (/** @type {Field} */ field) =>
    !((searches && field === 'learningRate') || (takesAll && field === 'batchSize'));
  return { open: open.filter(means), folded };
}

/** What kind a model is, by its settings. @param {ModelConfig} config @returns {Kind} */
export function kindOf({ learner, hidden, loss }) {
  if (learner === 'naive-bayes') return 'naiveBayes';
  if (loss === 'perceptron') return 'perceptron';
  if (hidden.some(({ kind }) => kind === 'dense')) return 'network';
  return loss === 'squared-error-linear' ? 'linear' : 'unit';
}

/** The most models side by side. */
export const MOST_MODELS = 4;

/** @param {ModelConfig} model @param {Partial<ModelConfig>} changes */
const but = (model, changes) => ({ ...model, ...changes });

/** The same network by four optimisers. @param {ModelConfig} network */
function optimisers(network) {
  /** @param {string} name @param {ModelConfig['optimizer']} optimizer @param {number} learningRate */
  const racing = (name, optimizer, learningRate) =>
    but(network, { name, optimizer, learningRate, batchSize: 25, initial: 'glorot' });
  return [
    racing('SGD', 'sgd', 0.1),
    racing('Momentum', 'momentum', 0.1),
    racing('Adam', 'adam', 0.03),
    racing('L-BFGS', 'lbfgs', 1),
  ];
}

/** A network for values: another last layer, and first weights that do not throw its values far off. @param {number} units */
const bending = (units, name = 'Network') =>
  but(kinds.network, {
    name,
    hidden: [{ kind: 'dense', units, activation: 'tanh' }],
    loss: 'squared-error-linear',
    initial: 'glorot',
  });

/** Who may learn points of one kind: line-ups, the first of which comes first, and models that may join. @typedef {{ lineups: Record<string, ModelConfig[]>, single: ModelConfig[] }} Choice */

/** For points with classes. @type {Choice} */
export const forClasses = {
  lineups: {
    'Unit and network': [kinds.unit, kinds.network],
    'Four ways to draw a line': [kinds.unit, kinds.perceptron, kinds.linear, kinds.naiveBayes],
    'Four optimisers': optimisers(kinds.network),
    'Generative and discriminative': [kinds.naiveBayes, but(kinds.unit, { hidden: kinds.naiveBayes.hidden })],
  },
  single: [kinds.unit, kinds.network, kinds.perceptron, kinds.linear, kinds.naiveBayes],
};

/** For points with values to predict. @type {Choice} */
export const forValues = {
  lineups: {
    'Linear regression and network': [kinds.linear, bending(8)],
    'Four widths': [2, 4, 8, 16].map((units) => bending(units, `${units} units`)),
    'Four optimisers': optimisers(bending(8)),
  },
  single: [kinds.linear, bending(8)],
};

/** The line-up one begins with. @param {Choice} choice */
export const firstOf = ({ lineups }) => structuredClone(Object.values(lineups)[0]);

/** What the line-up of these models is called, whatever has become of their settings; null where it is one's own. @param {Choice} choice @param {ModelConfig[]} models */
export function nameOf({ lineups }, models) {
  const names = (/** @type {ModelConfig[]} */ models) => models.map(({ name }) => name).join();
  return Object.keys(lineups).find((title) => names(lineups[title]) === names(models)) ?? null;
}

/** The same model under a name that no other has. @param {ModelConfig} model @param {ModelConfig[]} others */
export function renamed(model, others) {
  const taken = others.map(({ name }) => name);
  let name = model.name;
  for (let number = 2; taken.includes(name); number++) name = `${model.name} ${number}`;
  return { ...model, name };
}
