// @ts-check
// The rest of the core: what only the digits need, and the sections that come after the first paint.

import { initRest } from '../pkg/gradual.js';
import wasm from '../pkg/gradual_rest.wasm?url';
import { fetched } from './loading.js';

/** @type {Promise<void> | undefined} */
let coming;
let here = false;

/** Fetches it when it is first asked for. */
export function restOfCore() {
  coming ??= initRest(fetched(wasm)).then(() => {
    here = true;
  });
  return coming;
}

/** Whether its classes can be used: what is only told of a run under way does without them before. */
export function isRestHere() {
  return here;
}
