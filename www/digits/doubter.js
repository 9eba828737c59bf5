// @ts-check
// Whether a picture looks like none of the ten digits: a network of its own tells, whose weights come after the first guess.

import { Doubter } from '../pkg/gradual_rest.js';
import { fetched } from '../shared/loading.js';
import weights from './weights/doubter.weights?url&no-inline';

/** All labs share it, as it only looks. @type {Promise<Doubter | null> | null} */
let coming = null;

/** Where its weights do not come, or something else in their place, there is none, and nothing is doubted. @returns {Promise<Doubter | null>} */
function loadDoubter() {
  coming ??= load().catch(() => {
    coming = null; // the next lab may try again
    return null;
  });
  return coming;
}

async function load() {
  const response = await fetched(weights);
  return new Doubter(new Uint8Array(await response.arrayBuffer()));
}

export class Doubts {
  /** What is known of pictures, which are not changed once they are made. @type {WeakMap<Float32Array, boolean>} */
  #known = new WeakMap();

  /** @type {Doubter | null} */
  #doubter = null;

  /** @param {import('../shared/scope.js').Scope} scope @param {() => void} onCome called when it can tell */
  constructor(scope, onCome) {
    loadDoubter().then((doubter) => {
      if (!doubter || scope.signal.aborted) return;
      this.#doubter = doubter;
      onCome();
    });
  }

  /** @param {Float32Array} image `[784]`, normalised as digits are */
  isNone(image) {
    if (!this.#doubter) return false;
    const known = this.#known.get(image) ?? this.#doubter.isNone(image);
    this.#known.set(image, known);
    return known;
  }
}
