// @ts-check
// Models that have learned already: `cargo xtask pretrain` makes a small file of weights for each.

import { defaultModels } from './models.js';
import convolutional from './weights/convolutional.weights?url&no-inline';
import network from './weights/network.weights?url&no-inline';
import softmax from './weights/softmax.weights?url&no-inline';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */

const urls = [softmax, network, convolutional];

/** The files, in the order of the models. An error is a sentence. @returns {Promise<Uint8Array[]>} */
export function fetchWeights() {
  return Promise.all(urls.map(fetchFile));
}

/** @param {string} url */
async function fetchFile(url) {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok)
    throw new Error('The weights of models that have learned already could not be downloaded; training works without.');
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * Starts every model from its file; those that have other layers than the files are for start from nothing.
 * @param {Race} race @param {ModelConfig[]} models @param {Uint8Array[]} files
 */
export function giveWeights(race, models, files) {
  for (const [i, file] of files.entries()) if (fits(models[i], i)) race.setWeights(i, file);
}

/** Whether a model has the layers of the one whose weights are in the file. @param {ModelConfig} model @param {number} i */
export function fits({ hidden, loss }, i) {
  const { hidden: own, loss: ownLoss } = defaultModels[i];
  return JSON.stringify([hidden, loss]) === JSON.stringify([own, ownLoss]);
}
