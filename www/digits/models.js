// @ts-check
// The two models that learn to read digits, as they are when the lab opens.

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */

/** @type {Omit<ModelConfig, 'name' | 'hidden' | 'initial' | 'learningRate'>} */
const shared = { loss: 'cross-entropy', optimizer: 'adam', batchSize: 32, l1: 0, l2: 0 };

/** Each with the learning rate that suits it. @type {ModelConfig[]} */
export const defaultModels = [
  { ...shared, name: 'Logistic unit, ten outputs', hidden: [], initial: 'zero', learningRate: 0.003 },
  { ...shared, name: 'Network', hidden: [{ units: 128, activation: 'relu' }], initial: 'he', learningRate: 0.001 },
];

/** The layers of a model as the field writes them, such as "784 → 128 → 10". @param {ModelConfig} model */
export function shape({ hidden }) {
  return [784, ...hidden.map(({ units }) => units), 10].join(' → ');
}
