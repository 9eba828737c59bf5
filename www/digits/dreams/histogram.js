// @ts-check
// One histogram, as the core counted it.

import { html, nothing, svg } from 'lit';
import { short } from '../../shared/numbers.js';

/** @typedef {import('../../pkg/gradual.js').Histogram} Histogram */

/** Its size in its own units. */
const [WIDTH, HEIGHT] = [220, 70];

/** @param {string} name @param {Histogram} histogram @param {number} [mark] a size that is marked on both sides of zero */
export function histogramOf(name, { from, to, counts }, mark) {
  const highest = Math.max(...counts, 1);
  const step = WIDTH / counts.length;
  const x = (/** @type {number} */ value) => (WIDTH * (value - from)) / (to - from);
  const bar = (/** @type {number} */ count, /** @type {number} */ i) => {
    const height = (HEIGHT * count) / highest;
    return svg`<rect x=${i * step} y=${HEIGHT - height} width=${step - 1} height=${height} />`;
  };
  const line = (/** @type {number} */ value) =>
    value > from && value < to ? svg`<path class="mark" d="M${x(value)} 0V${HEIGHT}" />` : nothing;
  return html`<figure class="histogram">
    <figcaption>${name}</figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${`${name}: from ${short(from)} to ${short(to)}`}>
      ${counts.map(bar)} ${mark ? [-mark, mark].map(line) : nothing}
    </svg>
    <span class="hint ends"><span>${short(from)}</span><span>${short(to)}</span></span>
  </figure>`;
}
