// @ts-check
// The three models that learn to read digits, as they are when the lab opens.

import { Refusal } from '../shared/refusal.js';
import models from './models.json';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../pkg/gradual.js').HiddenLayer} HiddenLayer */
/** @typedef {Pick<ModelConfig, 'hidden' | 'initial'>} Preset */

/** Also what `cargo xtask pretrain` trains. @type {ModelConfig[]} */
export const defaultModels = /** @type {any} */ (models);

/** Their names where room is scarce. */
export const shortNames = ['unit', 'network', 'CNN'];

const { hidden, initial } = defaultModels[2];

/** The convolutional networks to choose from. @type {Record<string, Preset>} */
export const presets = {
  'Small CNN': { hidden, initial },
  'LeNet-5': {
    hidden: [
      { kind: 'convolution', channels: 6, kernel: 5, stride: 1, padding: 2, activation: 'tanh' },
      { kind: 'average-pool', size: 2, stride: 2 },
      { kind: 'convolution', channels: 16, kernel: 5, stride: 1, padding: 0, activation: 'tanh' },
      { kind: 'average-pool', size: 2, stride: 2 },
      { kind: 'dense', units: 120, activation: 'tanh' },
      { kind: 'dense', units: 84, activation: 'tanh' },
    ],
    initial: 'glorot',
  },
};

/** One batch is one task of the page: refuses batches that would hold it up. @param {ModelConfig} model */
export function checkBatch({ name, hidden, batchSize }) {
  const most = hidden.some(({ kind }) => kind === 'convolution') ? 256 : 1024;
  if (batchSize > most)
    throw new Refusal(
      `The batch size of ${name} must be a whole number from 1 to ${most} here, but it is ${batchSize}: larger batches would hold up the page.`,
    );
}

/** The layers of a model in short, such as "784 → 128 → 10" or "5×5×8 → pool → 10". @param {ModelConfig} model */
export function shape({ hidden }) {
  const onPictures = hidden[0]?.kind === 'convolution';
  return [...(onPictures ? [] : [784]), ...hidden.map(inShort), 10].join(' → ');
}

/** @param {HiddenLayer} layer */
function inShort(layer) {
  if (layer.kind === 'dense') return layer.units;
  if (layer.kind === 'convolution') return `${layer.kernel}×${layer.kernel}×${layer.channels}`;
  return layer.kind.replace(/^.*-pool$/, 'pool');
}
