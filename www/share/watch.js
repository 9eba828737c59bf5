// @ts-check
// What goes on beside the labs: the address follows them, their runs are kept on this device, a page around them is told the height,
// and the lessons come before they are asked for.

import { labs } from '../labs.js';
import { follow } from './address.js';
import { tellHeight } from './embed.js';
import { keep } from './keep.js';

/** Comes when all of it goes on. @param {import('./page.js').There} there @param {Record<string, import('../labs.js').Lab>} opened the labs that have been opened */
export async function watch(there, opened) {
  if ('embed' in document.documentElement.dataset) tellHeight();
  const lessons = labs.find(({ name }) => name === 'lessons');
  await Promise.all([
    follow(there.inSight),
    keep(there, opened).catch((reason) => console.info('Runs are not kept on this device:', reason)),
    lessons?.load().catch(() => {}), // they are loaded again when they are asked for
  ]);
}
