// @ts-check
// A number that the run will have.

import { html } from 'lit';
import { numberField } from '../../shared/number-field.js';
import { count, fixed } from '../../shared/numbers.js';
import { measured } from '../measure.js';

/** @typedef {import('../format.js').NumberAsked} NumberAsked */

/** Whole numbers as such, others with a decimal or, where they are small, with three. @param {number} value @param {NumberAsked} predict */
function written(value, { from, to }) {
  return fixed(value, to - from <= 5 ? 3 : 1);
}

/** @param {NumberAsked} predict @param {import('../measure.js').Run} run */
const truthOf = ({ truth }, run) => measured(run, truth) ?? Number.NaN;

/** @type {import('./kinds.js').Kind<NumberAsked>} */
export const number = {
  first: ({ from, to }) => (from + to) / 2,

  fields({ from, to }, { guess, set }) {
    const possible = (/** @type {number} */ typed) => Math.min(to, Math.max(from, typed));
    const change = (/** @type {number} */ typed) => set(Number.isNaN(typed) ? Number(guess) : possible(typed));
    return html`<label class="inline">I expect ${numberField({ value: Number(guess), min: from, max: to, step: 'any' }, change)}</label>
      <p class="hint">From ${count(from)} to ${count(to)}.</p>`;
  },

  isRight: (predict, guess, run) => Math.abs(truthOf(predict, run) - Number(guess)) <= predict.near,

  verdict(predict, { skipped, guess }, run) {
    const truth = truthOf(predict, run);
    const distance = `, ${written(Math.abs(truth - Number(guess)), predict)} from what you expected`;
    return html`It is ${written(truth, predict)}${skipped || guess === undefined ? '' : distance}. ${predict.why}`;
  },

  summary: (_, guesses) =>
    guesses
      .map(Number)
      .sort((a, b) => a - b)
      .join(', '),
};
