// @ts-check
// What points come from: a set, points above a formula, or a table; and what somebody may have painted upon them.

import { pointSets } from './sets.js';

/** @typedef {import('../../pkg/gradual.js').Source} Source */
/** What is known of the points that are there. @typedef {import('../../pkg/gradual.js').Described} Described */
/** How many points are drawn, how noisy, and from which seed. @typedef {{ count: number, noise: number, seed: number }} Drawn */
/** @typedef {Drawn & { heldOut: number }} Amounts */

/** With which amounts points would be drawn now. @param {Described} source @param {Drawn} kept for those that were not drawn @returns {Amounts} */
export function amountsOf({ over, heldOut }, kept) {
  const { count, noise, seed } = over && 'noise' in over ? over : kept;
  return { count, noise, seed, heldOut: heldOut ?? 0 };
}

/** Whether they have values to predict, not classes. @param {Described} source */
export function hasValues({ learned }) {
  return learned === 'number';
}

/** Whether these would have. @param {Source} source */
export function willHaveValues(source) {
  if (source.kind === 'set') return Boolean(pointSets.find(({ set }) => set === source.set)?.values);
  return 'points' in source && source.points.learned === 'number';
}
