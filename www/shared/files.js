// @ts-check
// What of the core only files need: it comes when something is taken away or brought back.

import { initPart } from '../pkg/gradual.js';
import wasm from '../pkg/gradual_files.wasm?url';
import { fetched, imported } from './loading.js';
import { restOfCore } from './rest.js';

/** @typedef {typeof import('../pkg/gradual_files.js')} FilesOfCore */

/** @type {Promise<FilesOfCore> | undefined} */
let coming;

/** Fetches it when it is first asked for; what did not come is fetched anew when it is asked for again. */
export function filesOfCore() {
  coming ??= load().catch((error) => {
    coming = undefined;
    throw error;
  });
  return coming;
}

async function load() {
  await restOfCore();
  const classes = imported(import('../pkg/gradual_files.js'));
  await initPart(fetched(wasm));
  return classes;
}
