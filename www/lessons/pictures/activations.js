// @ts-check
// The seven activations of the notes and their slopes, as the engine works them out.

import { html, svg } from 'lit';
import { Measures } from '../../pkg/gradual_rest.js';

/** @type {[import('../../pkg/gradual.js').Activation, string][]} */
const KINDS = [
  ['sigmoid', 'σ'],
  ['tanh', 'tanh'],
  ['relu', 'ReLU'],
  ['leaky-relu', 'leaky ReLU'],
  ['softplus', 'softplus'],
  [{ elu: 1 }, 'ELU'],
  ['identity', 'identity'],
];

/** Where it is drawn: from −3 to 3, and heights from −1.2 to 3. */
const Z = Float32Array.from({ length: 61 }, (_, i) => (i - 30) / 10);
const [SIDE, LOW, HIGH] = [66, -1.2, 3];

/** @param {Float32Array} values */
const path = (values) =>
  Array.from(values, (value, i) => {
    const y = (SIDE * (HIGH - Math.min(HIGH, Math.max(LOW, value)))) / (HIGH - LOW);
    return `${((SIDE * i) / (Z.length - 1)).toFixed(1)},${y.toFixed(1)}`;
  }).join(' ');

/** @type {import('./drawings.js').Drawing} */
export const activations = {
  words:
    'Seven small plots of an activation f (solid) and its slope (dashed) from z = −3 to 3: sigmoid rises from 0 to 1, tanh from −1 to 1, ReLU is 0 and then z, leaky ReLU a little below 0 and then z, softplus a smooth ReLU, ELU bends to −1 and then is z, identity is z.',
  draw: () => html`<svg viewBox="0 0 320 186" aria-hidden="true">
    ${KINDS.map(([kind, name], i) => {
      const curves = Measures.activation(kind, Z);
      const zero = (SIDE * HIGH) / (HIGH - LOW);
      return svg`<g transform=${`translate(${6 + 79 * (i % 4)} ${2 + 92 * Math.floor(i / 4)})`}>
        <path class="axis" d=${`M0 ${zero} H${SIDE} M${SIDE / 2} 0 V${SIDE}`} />
        <polyline class="curve dashed" points=${path(curves.subarray(Z.length))} />
        <polyline class="curve" points=${path(curves.subarray(0, Z.length))} />
        <text class="weight" x=${SIDE / 2} y="82">${name}</text>
      </g>`;
    })}
  </svg>`,
};
