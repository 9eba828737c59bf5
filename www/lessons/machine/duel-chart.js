// @ts-check
// The bouts of a duel as dots: one for each seed and side, over the number of labels.

import { html, nothing, svg } from 'lit';
import { count, fixed } from '../../shared/numbers.js';

/** @typedef {import('../../pkg/gradual.js').Bout} Bout */

/** Of the picture, in its own units: with room for the numbers on the left and below. */
const [WIDTH, HEIGHT, LEFT, BELOW] = [520, 220, 44, 26];

/** What is drawn, in percent, and the lines across. */
const [LOW, HIGH, LINES] = [50, 100, [50, 60, 70, 80, 90, 100]];

/** Both sides, by their colours: random weights are hollow, pre-trained ones solid, and stand beside them. */
const SIDES = /** @type {const} */ ([
  { of: 'random', words: 'From random weights', shift: -10 },
  { of: 'preTrained', words: 'Pre-trained', shift: 10 },
]);

/** @param {number} percent */
const y = (percent) => 8 + ((HIGH - Math.max(LOW, percent)) / (HIGH - LOW)) * (HEIGHT - BELOW - 8);

/** @param {Bout[]} bouts */
export function duelChart(bouts) {
  const x = (/** @type {number} */ bout) => LEFT + ((bout + 0.5) * (WIDTH - LEFT)) / bouts.length;
  return html`<figure>
    <svg class="duel-chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Test digits that are right, over the number of labels; the table has the numbers">
      ${LINES.map((value) => svg`<path class="line" d=${`M${LEFT} ${y(value)} H${WIDTH}`} /><text class="left" x=${LEFT - 8} y=${y(value) + 4}>${value} %</text>`)}
      ${bouts.map(({ labels }, i) => svg`<text x=${x(i)} y=${HEIGHT - 6}>${count(labels)} labels</text>`)}
      ${bouts.map((bout, i) => svg`${SIDES.map(({ of, shift }) => dots(bout[of], x(i) + shift, of))}${gainOf(bout, x(i))}`)}
    </svg>
    <figcaption>${SIDES.map(({ of, words }) => html`<span><svg viewBox="0 0 12 12" aria-hidden="true"><circle class=${of} cx="6" cy="6" r="4.5" /></svg> ${words}</span> `)}</figcaption>
  </figure>`;
}

/** @param {number[]} values @param {number} x @param {string} side */
const dots = (values, x, side) => values.map((value) => svg`<circle class=${side} cx=${x} cy=${y(value)} r="4.5" />`);

/** What was gained, above the dots. @param {Bout} bout @param {number} x */
function gainOf({ random, preTrained, gain }, x) {
  if (typeof gain !== 'number') return nothing;
  const top = Math.min(...[...random, ...preTrained].map(y));
  return svg`<text x=${x} y=${top - 10}>${gain > 0 ? '+' : ''}${fixed(gain, 1)}</text>`;
}
