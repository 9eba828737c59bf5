// @ts-check
// What stands around the map: who is shown, what one sees, and how well the digits are sorted, in words and numbers.

import { html, nothing } from 'lit';
import { percent } from '../../shared/numbers.js';
import { radioGroup } from '../../shared/radios.js';

/** @typedef {import('../../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../../pkg/gradual.js').MapSummary} MapSummary */

/** The names of the horizontal and the vertical axis; the one with more variance is the first component. @param {ArrayLike<number>} shares */
export function axisNames(shares) {
  if (shares.length < 2) return ['', ''];
  const rank = shares[0] >= shares[1] ? ['first', 'second'] : ['second', 'first'];
  return rank.map((rank, axis) => `${rank} principal component, ${percent(shares[axis])} of the variance`);
}

/** The models to choose from. @param {ModelConfig[]} models @param {number} chosen @param {(model: number) => void} choose */
export function modelChoice(models, chosen, choose) {
  const choices = models.map(({ name }, value) => ({ value, face: name }));
  return radioGroup({ label: 'Model on the map', choices, chosen, choose });
}

/** What one is looking at. @param {ModelConfig} model @param {MapSummary} summary @param {number} count of digits */
export function explanation({ name, hidden }, { units }, count) {
  const place = html`${count} test digits, each where the ${units} ${hidden.length > 0 ? 'values' : 'outputs'} put it, seen
  from the side from which they differ most.`;
  return html`<p>
    ${hidden.length > 0 ? nothing : html`${name} has no hidden layer: these are its outputs before the softmax. `}
    Digits the layer finds alike lie close together; watch the classes drift apart as it learns.
    <span class="hint">${units ? place : nothing}</span>
  </p>`;
}

/** How well the classes are apart. @param {MapSummary} summary */
export function separation({ agreement, units }) {
  if (units == null) return nothing;
  if (agreement == null)
    return html`<p class="hint">All digits are in one place: with weights of zero they are all alike.</p>`;
  return html`<p>
    <strong>${percent(agreement)}</strong> have a nearest neighbour of the same class
    <span class="hint">(by all ${units} values, not only these two axes; by chance 10 %)</span>
  </p>`;
}

export const legend = html`<p class="map-legend">
  ${Array.from({ length: 10 }, (_, digit) => html`<b style="color: var(--digit-${digit})">${digit}</b> `)}
  <span class="hint">each is drawn as its label</span>
  <span class="hint"><i aria-hidden="true"></i> the digit on the pad</span>
</p>`;
