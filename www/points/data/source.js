// @ts-check
// What the points come from: a set, points above a formula, a table, or points that were painted upon one of these.

import { pointSets } from './sets.js';

/** @typedef {import('../../pkg/gradual.js').Source} Source */
/** @typedef {import('../../pkg/gradual.js').Origin} Origin */
/** How many points, how noisy, how many of them held out, and from which seed. @typedef {{ count: number, noise: number, heldOut: number, seed: number }} Amounts */

/** What was there before somebody painted. @param {Source} source @returns {Origin} */
export function originOf(source) {
  return /** @type {Origin} */ (source.kind === 'painted' ? source.over : source);
}

/** Whether they cannot be drawn again with other amounts. @param {Source} source */
export function isOwn({ kind }) {
  return kind === 'table' || kind === 'painted';
}

/** Whether the values are those of a curve over x₁ alone. @param {Source} source */
export function isCurve(source) {
  const origin = originOf(source);
  return origin.kind === 'set' && origin.set === 'curve';
}

/** Whether there will be values to predict, not classes. @param {Source} source */
export function hasValues(source) {
  if (source.kind === 'set') return Boolean(pointSets.find(({ set }) => set === source.set)?.values);
  return (source.kind === 'table' || source.kind === 'painted') && source.points.learned === 'number';
}

/** With which amounts points would be drawn now. @param {Source} source @param {{ count: number, noise: number }} kept for where there are none @returns {Amounts} */
export function amountsOf(source, kept) {
  const origin = originOf(source);
  const { count, noise } = 'noise' in origin ? origin : kept;
  const own = 'points' in source ? source.points : null;
  const seed = 'seed' in origin ? origin.seed : (own?.seed ?? 0);
  return { count, noise, heldOut: own?.heldOut ?? ('heldOut' in source ? source.heldOut : 0), seed };
}
