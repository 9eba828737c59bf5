// @ts-check
// The axes of a chart in SVG: lines at the numbers of the upright one, the numbers, and the names.

import { svg } from 'lit';

/** @typedef {import('./axes.js').Axis} Axis */
/** In the chart's own units. @typedef {{ left: number, top: number, width: number, height: number }} Box */

/** Above so many places across, every other text stands a line lower. */
const CROWDED = 6;

/** From the box to the texts below it, to the lower ones, from the last of them to the name, and to the texts beside it. */
const [BELOW, LOWER, NAME, BESIDE] = [14, 26, 16, 6];

/** @param {Box} box @param {{ across: Axis, up: Axis, upright?: boolean }} axes `upright`: with lines across, too */
export function svgAxes(box, { across, up, upright = false }) {
  const { left, top, width, height } = box;
  const x = (/** @type {number} */ value) => left + width * across.place(value);
  const y = (/** @type {number} */ value) => top + height * (1 - up.place(value));
  const crowded = across.ticks.length > CROWDED;
  const below = (/** @type {number} */ i) => top + height + (crowded && i % 2 === 1 ? LOWER : BELOW);
  return svg`<g class="axes">
    ${up.ticks.map(({ value, text }) => svg`<path d="M${left} ${y(value)}h${width}" /><text x=${left - BESIDE} y=${y(value) + 3.5} text-anchor="end">${text}</text>`)}
    ${across.ticks.map(({ value, text }, i) => svg`${upright ? svg`<path d="M${x(value)} ${top}v${height}" />` : ''}<text x=${x(value)} y=${below(i)} text-anchor="middle">${text}</text>`)}
    <text x=${left + width / 2} y=${top + height + (crowded ? LOWER : BELOW) + NAME} text-anchor="middle">${across.name}</text>
    <text transform="translate(11 ${top + height / 2}) rotate(-90)" text-anchor="middle">${up.name}</text>
  </g>`;
}
