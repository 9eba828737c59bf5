// @ts-check
// The neuron of the notes: inputs times weights, a sum with the bias, an activation.

import { html, svg } from 'lit';

/** Rows of inputs: name, weight, height. @type {[string, string, number][]} */
const INPUTS = [
  ['x₁', 'w₁', 30],
  ['x₂', 'w₂', 80],
  ['1', 'b', 130],
];

/** @type {import('./drawings.js').Drawing} */
export const neuron = {
  words:
    'A neuron: the inputs x1 and x2 and a constant 1 come in from the left, each times a weight; their sum z goes through the activation f; the output y leaves to the right.',
  draw: () => html`<svg viewBox="0 0 320 160" aria-hidden="true">
    ${INPUTS.map(
      ([input, weight, y]) => svg`<circle class="cell" cx="28" cy=${y} r="16" />
        <text x="28" y=${y + 5}>${input}</text>
        <path class="wire" d=${`M44 ${y} L124 80`} />
        <text class="weight" x="80" y=${y * 0.55 + 28}>${weight}</text>`,
    )}
    <circle class="cell" cx="148" cy="80" r="24" /><text x="148" y="86">Σ = z</text>
    <path class="wire" d="M172 80 H196" />
    <rect class="cell" x="196" y="58" width="48" height="44" rx="6" />
    <path class="curve" d="M202 94 C 220 94 220 66 238 66" />
    <path class="wire" d="M244 80 H284" /><text x="300" y="86">y</text>
    <text class="weight" x="220" y="120">f(z)</text>
  </svg>`,
};
