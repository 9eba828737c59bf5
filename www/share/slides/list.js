// @ts-check
// Which pictures of a lab there are to take away.

import { boundaryOf } from './boundary.js';
import { lossOf } from './loss.js';
import { picturesIn, shown } from './shown.js';

/** `make` gets it ready to be drawn. @typedef {{ title: string, make: () => Promise<import('./slide.js').Picture> }} Entry */

/** @param {import('../../labs.js').Lab} lab @returns {Entry[]} */
export function pictures(lab) {
  const root = /** @type {HTMLElement} */ (document.getElementById(lab.state?.lab ?? ''));
  const own = drawn(lab);
  const known = new Set(own.map(({ title }) => title));
  const others = picturesIn(root).filter(({ title }) => !known.has(title));
  return [
    ...own.map(({ title, draw }) => ({ title, make: async () => ({ title, draw: draw() }) })),
    ...others.map(({ title, drawn }) => ({ title, make: async () => ({ title, draw: await shown(drawn) }) })),
  ];
}

/** Those that are drawn anew for a slide, as shapes. @param {import('../../labs.js').Lab} lab */
function drawn({ race, points, state }) {
  const isLog = state?.view.curves?.log === true;
  const boundaries = points
    ? race.models().map(({ name }, i) => ({
        title: `Decision boundary: ${name}`,
        draw: () => boundaryOf(race, i, points),
      }))
    : [];
  return [...boundaries, { title: 'Loss curve', draw: () => lossOf(race, isLog) }];
}
