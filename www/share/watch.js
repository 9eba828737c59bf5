// @ts-check
// What goes on beside the labs: the address follows them, and their runs are kept on this device.

import { follow } from './address.js';
import { keep } from './keep.js';

/** @param {import('./page.js').There} there @param {Record<string, import('../labs.js').Lab>} opened the labs that have been opened */
export function watch(there, opened) {
  follow(there.inSight);
  keep(there, opened).catch((reason) => console.info('Runs are not kept on this device:', reason));
}
