// @ts-check
// What the points come from, in words.

import { percent } from '../../shared/numbers.js';
import { pointSets } from './sets.js';
import { isRegression } from './source.js';

/** @typedef {import('./source.js').Source} Source */

/** For the names of runs. @param {Source} source */
export function dataWords({ set, formula, table, count, noise, heldOut, seed }) {
  const chosen = pointSets.find((other) => other.set === set)?.name ?? set;
  const name = table ?? (formula === undefined ? chosen : `above ${formula}`);
  const [noisy, kept] = [percent(noise, 0), percent(heldOut, 0)];
  return [name, `${count} points`, `noise ${noisy}`, `${kept} held out`, `data seed ${seed}`];
}

/** What one looks at, in a line. @param {Source} source @param {boolean} teaches whether there is something to learn */
export function whatIsShown(source, teaches) {
  const { set, formula, table } = source;
  if (!teaches) {
    const classes = isRegression(source) ? '' : ', of two classes';
    return `Nothing to learn yet: it takes training points, the filled ones${classes}. Until then the models keep what they know.`;
  }
  if (table) return `The points of ${table}, each column scaled to fit.`;
  if (formula) return `Class 1 lies above y = ${formula}, class 0 below: which model can bend its boundary like that?`;
  return pointSets.find((other) => other.set === set)?.hint ?? '';
}
