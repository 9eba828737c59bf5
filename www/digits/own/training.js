// @ts-check
// Train on MNIST, on one's own digits, or on both; and what that does to how one's own are read.

import { html, nothing } from 'lit';
import { count } from '../../shared/numbers.js';
import { radio, radioGroup } from '../../shared/radios.js';
import { named } from '../../shared/unique.js';
import { MOST_READ } from './readings.js';

/** @typedef {import('./set.js').Digit} Digit */
/** @typedef {import('./readings.js').Readings} Readings */
/** @typedef {import('../training-digits.js').Source} Source */

/** @type {{ value: Source, face: string }[]} */
const choices = [
  { value: 'MNIST', face: 'MNIST' },
  { value: 'Yours', face: 'Yours' },
  { value: 'Both', face: 'Both' },
];

/** @param {Source} chosen @param {(source: Source) => void} choose */
export function sourceChoice(chosen, choose) {
  return html`<span class="inline"><span aria-hidden="true">Train on</span>
    ${radioGroup({ label: 'Train on', choices, chosen, choose })}</span>`;
}

/** Why the models can't learn from a source, in a sentence. @param {Source} source @param {Digit[]} digits */
export function objection(source, digits) {
  const classes = new Set(digits.map(({ label }) => label)).size;
  if (source === 'Yours' && classes < 2)
    return `To train on yours alone, teach at least two different digits; there ${classes === 1 ? 'is one' : 'are none'} so far.`;
  if (source === 'Both' && classes < 1) return 'To train on both, teach at least one digit first.';
  return null;
}

/**
 * @param {{ names: string[], digits: Digit[], readings: Readings, marking: number }} state
 * @param {(model: number) => void} mark chooses the model whose mistakes the pictures show
 */
export function beforeAndNow({ names, digits, readings, marking }, mark) {
  if (digits.length === 0) return nothing;
  const cell = (/** @type {'before' | 'now'} */ when, /** @type {number} */ model) => {
    const { right, of } = readings.score(when, digits, model);
    return of === 0 ? '–' : `${count(right)} of ${count(of)}`;
  };
  const row = (/** @type {string} */ group, /** @type {string} */ name, /** @type {number} */ model) => html`<tr>
    <th scope="row" style="--model: var(--model-${model})">
      <label>${radio(group, { label: `Mark by ${name}`, checked: model === marking, choose: () => mark(model) })}${name}</label>
    </th>
    <td>${cell('before', model)}</td><td>${cell('now', model)}</td>
  </tr>`;
  return html`<table class="before-now">
    <caption>Your digits read right</caption>
    <thead><tr><th scope="col">The chosen one marks its mistakes</th><th scope="col">before</th><th scope="col">now</th></tr></thead>
    ${named((/** @type {string} */ group) => html`<tbody>${names.map((name, model) => row(group, name, model))}</tbody>`)}
  </table>
  <p class="hint">Before: when training on them began. ${digits.length > MOST_READ ? `The newest ${count(MOST_READ)} are read.` : ''}</p>`;
}
