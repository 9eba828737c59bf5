// @ts-check
// The two models that learn to read digits, as they are when the lab opens.

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */

/** @type {Omit<ModelConfig, 'name' | 'hidden' | 'initial'>} */
const shared = { loss: 'cross-entropy', optimizer: 'adam', learningRate: 0.002, batchSize: 32, l1: 0, l2: 0 };

/** @type {ModelConfig[]} */
export const defaultModels = [
  { ...shared, name: 'Logistic unit, ten outputs', hidden: [], initial: 'zero' },
  { ...shared, name: 'Network', hidden: [{ units: 128, activation: 'relu' }], initial: 'he' },
];

/** The layers of a model as the field writes them, such as "784 → 128 → 10". @param {ModelConfig} model */
export function shape({ hidden }) {
  return [784, ...hidden.map(({ units }) => units), 10].join(' → ');
}
