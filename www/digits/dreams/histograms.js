// @ts-check
// How weights, their updates and the rates of the hidden units are spread.

import { html, svg } from 'lit';
import { short } from '../../shared/numbers.js';

/** @typedef {import('./machine.js').Machine} Machine */

/** Bars of a histogram, and its size. */
const [BARS, WIDTH, HEIGHT] = [31, 220, 70];

/** @param {Machine} machine */
export function histograms({ core }) {
  const weights = core.weights().slice();
  const updates = core.updates().slice();
  const size = (/** @type {Float32Array} */ values) =>
    values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
  const share = size(weights) > 0 ? size(updates) / size(weights) : 0;
  return html`<div class="histograms">
    ${histogram('Weights', weights)}
    ${histogram('Updates', updates)}
    ${histogram('How often units are on', core.rates().slice(), [0, 1])}
  </div>
  <p class="hint">Updates are ${short(share, 2)} times as large as weights; about 0.001 is what the guide asks for.</p>`;
}

/** @param {string} name @param {Float32Array} values @param {[number, number]} [range] */
function histogram(name, values, range) {
  const most = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const [from, to] = range ?? [-most, most];
  const counts = Array(BARS).fill(0);
  for (const value of values)
    counts[Math.min(BARS - 1, Math.max(0, Math.floor((BARS * (value - from)) / (to - from))))]++;
  const highest = Math.max(...counts);
  const bar = (/** @type {number} */ count, /** @type {number} */ i) => {
    const height = (HEIGHT * count) / highest;
    return svg`<rect x=${(i * WIDTH) / BARS} y=${HEIGHT - height} width=${WIDTH / BARS - 1} height=${height} />`;
  };
  return html`<figure>
    <figcaption>${name}</figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${`${name}: from ${short(from)} to ${short(to)}`}>${counts.map(bar)}</svg>
    <span class="hint ends"><span>${short(from)}</span><span>${short(to)}</span></span>
  </figure>`;
}
