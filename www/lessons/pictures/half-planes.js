// @ts-check
// XOR from half-planes: two lines make three strips, and the sum of what the units say tells the middle strip from the others.

import { html, svg } from 'lit';

/** The corners of XOR: where, and of which class. @type {[number, number, boolean][]} */
const CORNERS = [
  [25, 25, true],
  [75, 75, true],
  [25, 75, false],
  [75, 25, false],
];

/** Parts of the sum: what is shaded, and what stands below. @type {[string, string][]} */
const PARTS = [
  ['M0 60 L60 0 H100 V100 H0 Z', 'unit 1'],
  ['M40 100 L100 40 V100 Z', 'unit 2'],
  ['M0 60 L60 0 H100 V40 L40 100 H0 Z', 'one, not both'],
];

/** @type {import('./drawings.js').Drawing} */
export const halfPlanes = {
  words:
    'Three squares with the four corners of XOR. In the first, one unit shades what lies above a slanting line; in the second, another unit shades the corner above a parallel line; in the third, the strip between both lines is left, which holds the two corners of one class.',
  draw: () => html`<svg viewBox="0 0 340 128" aria-hidden="true">
    ${PARTS.map(
      ([shape, words], i) => svg`<g transform=${`translate(${5 + 115 * i} 2)`}>
        <rect class="frame" width="100" height="100" />
        <path class="half" d=${shape} />
        ${CORNERS.map(([x, y, above]) =>
          above
            ? svg`<circle class="excites" cx=${x} cy=${y} r="6" />`
            : svg`<rect class="inhibits" x=${x - 5} y=${y - 5} width="10" height="10" />`,
        )}
        <text class="weight" x="50" y="118">${words}</text>
      </g>`,
    )}
  </svg>`,
};
