// @ts-check
// The common colour scale of a layer, with its range in numbers.

import { html } from 'lit';

/** @param {number} value */
export function short(value) {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value
    .toFixed(digits)
    .replace(/^-(?=.*[1-9])/, '−')
    .replace('-', '');
}

/** @param {{ min: number, max: number }} range the smallest and the largest value that is shown */
export function legend({ min, max }) {
  const full = Math.max(-min, max);
  const ends = min < 0 ? [-full, full] : [0, full];
  return html`<span class="legend">
    <span>${short(ends[0])}</span><i class=${min < 0 ? 'signed' : 'positive'}></i><span>${short(ends[1])}</span>
  </span>`;
}
