// @ts-check
// What one looks at, in words.

import { pointSets } from './sets.js';
import { hasValues } from './source.js';

const OTHER_MODELS = 'Values need other models; yours come back with classes.';

/** @param {import('./source.js').Described} source @param {boolean} trainable whether there is something to learn */
export function whatIsShown(source, trainable) {
  if (!trainable) {
    const classes = hasValues(source) ? '' : ', of two classes';
    return `Nothing to learn yet: it takes training points, the filled ones${classes}. Until then the models keep what they know.`;
  }
  const { over } = source;
  if (over?.kind === 'table') return `The points of ${over.name}, each column scaled to fit.`;
  if (over?.kind === 'above')
    return `Class 1 lies above y = ${over.formula}, class 0 below: which model can bend its boundary like that?`;
  const hint = pointSets.find(({ set }) => set === over?.set)?.hint ?? '';
  return hasValues(source) ? `${hint} ${OTHER_MODELS}` : hint;
}
