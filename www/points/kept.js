// @ts-check
// What is remembered for when it is wanted again.

import { amountsOf, hasValues } from './data/source.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('./data/source.js').Described} Described */
/**
 * `others`: the models for points of the other kind, with values or with classes; `drawn`: with which amounts points were
 * drawn before others came out of a table.
 * @typedef {{ others: ModelConfig[] | null, drawn: import('./data/source.js').Drawn }} Kept
 */

/** @type {Kept} */
export const firstKept = { others: null, drawn: { count: 400, noise: 0.1, seed: 0 } };

/** @param {Kept} kept @param {{ source: Described, models: ModelConfig[] }} before @param {Described} now @returns {Kept} */
export function keptAfter(kept, { source, models }, now) {
  const { count, noise, seed } = amountsOf(source, kept.drawn);
  return { others: hasValues(source) === hasValues(now) ? kept.others : models, drawn: { count, noise, seed } };
}
