// @ts-check
// What one looks at, in words.

import { pointSets } from './sets.js';
import { hasValues, originOf } from './source.js';

/** @param {import('./source.js').Source} source @param {boolean} trainable whether there is something to learn */
export function whatIsShown(source, trainable) {
  if (!trainable) {
    const classes = hasValues(source) ? '' : ', of two classes';
    return `Nothing to learn yet: it takes training points, the filled ones${classes}. Until then the models keep what they know.`;
  }
  const origin = originOf(source);
  if (origin.kind === 'table') return `The points of ${origin.name}, each column scaled to fit.`;
  if (origin.kind === 'above')
    return `Class 1 lies above y = ${origin.formula}, class 0 below: which model can bend its boundary like that?`;
  return pointSets.find(({ set }) => set === origin.set)?.hint ?? '';
}
