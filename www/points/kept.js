// @ts-check
// What is remembered for when it is wanted again.

import { amountsOf, hasValues } from './data/source.js';

/** @typedef {import('../pkg/gradual.js').Recipe} Recipe */
/**
 * `others`: the models for points of the other kind, with values or with classes; `amounts`: how many points were drawn,
 * and how noisy, before others came out of a table.
 * @typedef {{ others: import('../pkg/gradual.js').ModelConfig[] | null, amounts: { count: number, noise: number } }} Kept
 */

/** @type {Kept} */
export const firstKept = { others: null, amounts: { count: 400, noise: 0.1 } };

/** @param {Kept} kept @param {Recipe} before @param {Recipe} now @returns {Kept} */
export function keptAfter(kept, before, now) {
  const { count, noise } = amountsOf(before.data, kept.amounts);
  const swapped = hasValues(before.data) !== hasValues(now.data);
  return { others: swapped ? before.models : kept.others, amounts: { count, noise } };
}
