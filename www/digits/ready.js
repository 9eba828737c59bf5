// @ts-check
// Models that have learned already: `cargo xtask pretrain` makes a small file of weights for each.

import { Weights } from '../pkg/gradual_rest.js';
import { Refusal } from '../shared/refusal.js';
import convolutional from './weights/convolutional.weights?url&no-inline';
import network from './weights/network.weights?url&no-inline';
import softmax from './weights/softmax.weights?url&no-inline';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** Whether runs start from weights that have learned already. @typedef {{ ready: boolean }} BeginningSlice */

/** @type {BeginningSlice} */
export const firstBeginning = { ready: true };

/** Of the models. */
const urls = [softmax, network, convolutional];

/** The files, in the order of the models: on their way, and once they have loaded. All labs share them. */
const kept = {
  /** @type {Promise<Uint8Array[]> | null} */
  coming: null,
  /** @type {Uint8Array[] | null} */
  files: null,
};

export class ReadyWeights {
  #slice;
  #first;

  /** @param {import('../shared/view-state.js').Slice<BeginningSlice>} slice @param {ModelConfig[]} first the models that the files are for */
  constructor(slice, first) {
    this.#slice = slice;
    this.#first = first;
  }

  /** Whether runs start from them. */
  get wanted() {
    return this.#slice.value.ready;
  }

  set wanted(ready) {
    if (ready !== this.wanted) this.#slice.set({ ready });
  }

  /** How many of the models start from them. @param {ModelConfig[]} models */
  count(models) {
    return this.wanted && kept.files ? models.filter((model, i) => this.#fits(model, i)).length : 0;
  }

  /** Fetches them where they are not there. Refuses in a sentence when they do not come. */
  async load() {
    kept.coming ??= Promise.all(urls.map(fetchFile));
    try {
      kept.files = await kept.coming;
    } catch (error) {
      kept.coming = null;
      throw error;
    }
  }

  /**
   * Starts every model from its file; those that have other layers than the files are for start from nothing.
   * @param {Race} race @param {ModelConfig[]} models
   */
  begin(race, models) {
    if (!this.wanted) return;
    for (const [i, file] of (kept.files ?? []).entries()) if (this.#fits(models[i], i)) Weights.load(race, i, file);
  }

  /** Whether a model has the layers of the one whose weights are in the file. @param {ModelConfig} model @param {number} i */
  #fits({ hidden, loss }, i) {
    const { hidden: own, loss: ownLoss } = this.#first[i];
    return JSON.stringify([hidden, loss]) === JSON.stringify([own, ownLoss]);
  }
}

/** @param {string} url */
async function fetchFile(url) {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok)
    throw new Refusal(
      'The weights of models that have learned already could not be downloaded; training works without.',
    );
  return new Uint8Array(await response.arrayBuffer());
}
