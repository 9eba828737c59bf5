// @ts-check
// The common colour scale of a layer, with its range in numbers.

import { html } from 'lit';
import { compact } from '../../shared/numbers.js';

/** @param {{ min: number, max: number }} range the smallest and the largest value that is shown */
export function legend({ min, max }) {
  const full = Math.max(-min, max);
  const ends = min < 0 ? [-full, full] : [0, full];
  return html`<span class="legend">
    <span>${compact(ends[0])}</span><i class=${min < 0 ? 'signed' : 'positive'}></i><span>${compact(ends[1])}</span>
  </span>`;
}
