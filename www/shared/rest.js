// @ts-check
// The rest of the core: what only the digits need, and the sections that come after the first paint.

import { initPart } from '../pkg/gradual.js';
import wasm from '../pkg/gradual_rest.wasm?url';
import { fetched, imported } from './loading.js';

/** @typedef {typeof import('../pkg/gradual_rest.js')} Rest */

/** @type {Promise<void> | undefined} */
let coming;
/** @type {Rest | null} */
let here = null;

/** Fetches it when it is first asked for. */
export function restOfCore() {
  coming ??= Promise.all([imported(import('../pkg/gradual_rest.js')), initPart(fetched(wasm))]).then(([classes]) => {
    here = classes;
  });
  return coming;
}

/** Whether its classes can be used: what is only told of a run under way does without them before. */
export function isRestHere() {
  return here !== null;
}

/** Its classes, for those who were there before it: they ask whether it is here first. */
export function rest() {
  if (!here) throw new Error('The rest of the core is not here yet.');
  return here;
}
