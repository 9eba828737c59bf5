// @ts-check
// One column for each value: its runs as faint dots, their mean, and a standard deviation up and down from it.

import { html, nothing, svg } from 'lit';
import { categories } from './axes.js';
import { svgAxes } from './svg-axes.js';

/** @typedef {import('../pkg/gradual.js').Spread} Spread */
/** @typedef {import('./axes.js').Axis} Axis */
/** `dots` holds null where a run diverged. @typedef {{ text: string, dots: (number | null)[], spread?: Spread }} Column */
/** @typedef {{ label: string, across: string, up: Axis, columns: Column[], best?: number }} Chart */

/** The plot in its own units; room for the axes is outside. */
const box = { left: 60, top: 20, width: 330, height: 170 };

/** Half the width of the cap of an error bar, and how far apart the dots of a column are. */
const [CAP, APART] = [5, 1.6];

/** @param {Chart} chart */
export function spreadChart({ label, across, up, columns, best }) {
  const { left, top, width, height } = box;
  const places = categories(
    columns.map(({ text }) => text),
    across,
  );
  const x = (/** @type {number} */ i) => left + width * places.place(i);
  const y = (/** @type {number} */ value) => top + height * (1 - up.place(value));
  return html`<svg class="spread-chart" role="img" aria-label=${label} viewBox="0 0 ${left + width + 8} ${top + height + 48}">
    ${best === undefined ? nothing : band(x(best), width / columns.length)}
    ${svgAxes(box, { across: places, up })}
    ${columns.map((column, i) => svg`<g class=${i === best ? 'best' : ''}>${drawn(column, x(i), y)}</g>`)}
  </svg>`;
}

/** Behind the best column, which is named too. @param {number} x @param {number} width */
function band(x, width) {
  return svg`<rect class="band" x=${x - width / 2} y=${box.top} width=${width} height=${box.height} />
    <text class="best" x=${x} y=${box.top - 7} text-anchor="middle">best</text>`;
}

/** @param {Column} column @param {number} x @param {(value: number) => number} y */
function drawn({ dots, spread }, x, y) {
  const middle = (dots.length - 1) / 2;
  const diverged = dots.includes(null);
  return svg`
    ${dots.map((dot, i) => (dot === null ? nothing : svg`<circle class="fold" cx=${x + (i - middle) * APART} cy=${y(dot)} r="2.5" />`))}
    ${diverged ? svg`<text class="diverged" x=${x} y=${box.top + 12} text-anchor="middle">✕</text>` : nothing}
    ${spread ? bar(spread, x, y) : nothing}`;
}

/** An end beyond the axis has no cap. @param {Spread} spread @param {number} x @param {(value: number) => number} y */
function bar({ mean, deviation }, x, y) {
  const [top, bottom] = [y(mean + deviation), y(mean - deviation)];
  const ends = [top, bottom].filter((end) => end > box.top && end < box.top + box.height);
  return svg`<path class="bar" d="M${x} ${top}V${bottom}${ends.map((end) => `M${x - CAP} ${end}h${2 * CAP}`).join('')}" />
    <circle class="mean" cx=${x} cy=${y(mean)} r="4" />`;
}
