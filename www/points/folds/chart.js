// @ts-check
// One column for each value: its folds as faint dots, their mean, and a standard deviation up and down from it.

import { html, nothing, svg } from 'lit';

/** @typedef {import('../../pkg/gradual.js').Spread} Spread */
/** @typedef {import('./axis.js').Axis} Axis */
/** `dots` holds null where a run diverged. @typedef {{ text: string, dots: (number | null)[], spread?: Spread }} Column */
/** @typedef {{ label: string, unit: string, across: string, columns: Column[], axis: Axis, best?: number }} Chart */

/** The plot in its own units; room for the axes is outside. */
const [WIDTH, HEIGHT, LEFT, TOP] = [330, 170, 60, 20];

/** Above so many columns the values below them stand on two lines. */
const CROWDED = 6;

/** Half the width of the cap of an error bar, and how far apart the dots of a column are. */
const [CAP, APART] = [5, 1.6];

/** @param {Chart} chart */
export function foldsChart({ label, unit, across, columns, axis, best }) {
  const x = (/** @type {number} */ i) => LEFT + ((i + 0.5) * WIDTH) / columns.length;
  const y = (/** @type {number} */ value) => TOP + (1 - axis.place(value)) * HEIGHT;
  return html`<svg role="img" aria-label=${label} viewBox="0 0 ${LEFT + WIDTH + 8} ${TOP + HEIGHT + 48}">
    ${best === undefined ? nothing : band(x(best), WIDTH / columns.length)}
    ${axis.ticks.map(({ value, text }) => tick(text, y(value)))}
    ${columns.map((column, i) => svg`<g class=${i === best ? 'best' : ''}>${drawn(column, x(i), y)}</g>`)}
    ${columns.map(({ text }, i) => below(text, x(i), columns.length > CROWDED && i % 2 === 1))}
    <text x=${LEFT + WIDTH / 2} y=${TOP + HEIGHT + 42} text-anchor="middle">${across}</text>
    <text transform="translate(11 ${TOP + HEIGHT / 2}) rotate(-90)" text-anchor="middle">${unit}</text>
  </svg>`;
}

/** Behind the best column, which is named too. @param {number} x @param {number} width */
function band(x, width) {
  return svg`<rect class="band" x=${x - width / 2} y=${TOP} width=${width} height=${HEIGHT} />
    <text class="best" x=${x} y=${TOP - 7} text-anchor="middle">best</text>`;
}

/** @param {string} text @param {number} y */
function tick(text, y) {
  return svg`<path class="grid" d="M${LEFT} ${y}h${WIDTH}" /><text x=${LEFT - 6} y=${y + 3.5} text-anchor="end">${text}</text>`;
}

/** @param {string} text @param {number} x @param {boolean} lower */
function below(text, x, lower) {
  return svg`<text x=${x} y=${TOP + HEIGHT + (lower ? 26 : 14)} text-anchor="middle">${text}</text>`;
}

/** @param {Column} column @param {number} x @param {(value: number) => number} y */
function drawn({ dots, spread }, x, y) {
  const middle = (dots.length - 1) / 2;
  const diverged = dots.includes(null);
  return svg`
    ${dots.map((dot, i) => (dot === null ? nothing : svg`<circle class="fold" cx=${x + (i - middle) * APART} cy=${y(dot)} r="2.5" />`))}
    ${diverged ? svg`<text class="diverged" x=${x} y=${TOP + 12} text-anchor="middle">✕</text>` : nothing}
    ${spread ? bar(spread, x, y) : nothing}`;
}

/** An end beyond the axis has no cap. @param {Spread} spread @param {number} x @param {(value: number) => number} y */
function bar({ mean, deviation }, x, y) {
  const [top, bottom] = [y(mean + deviation), y(mean - deviation)];
  const ends = [top, bottom].filter((end) => end > TOP && end < TOP + HEIGHT);
  return svg`<path class="bar" d="M${x} ${top}V${bottom}${ends.map((end) => `M${x - CAP} ${end}h${2 * CAP}`).join('')}" />
    <circle class="mean" cx=${x} cy=${y(mean)} r="4" />`;
}
