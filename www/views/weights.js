// @ts-check
// A small network's weights and biases in numbers.

import { html } from 'lit';
import { fixed } from '../shared/numbers.js';

/** @typedef {import('../pkg/gradual.js').LayerShape} LayerShape */

/** Larger networks have too many numbers to read. */
const MOST = 60;

const number = (/** @type {number} */ value) => fixed(value, 2);

/** z of a single unit as a formula: z = w₁x₁ + w₂x₂ + b. @param {Float32Array} parameters */
export function unitInNumbers([w1, w2, b]) {
  return html`<p class="formula"><i>z</i> = <b>${number(w1)}</b> x₁ ${signed(w2)} x₂ ${signed(b)}, <i>y</i> = σ(<i>z</i>)</p>`;
}

/** @param {number} value */
function signed(value) {
  return html`${value < 0 ? '−' : '+'} <b>${number(Math.abs(value))}</b>`;
}

/** @param {LayerShape[]} layers @param {Float32Array} parameters */
export function weightTables(layers, parameters) {
  if (parameters.length > MOST)
    return html`<p class="hint">${parameters.length} weights and biases: too many to read as numbers.</p>`;
  return layers
    .filter(({ weights, biases }) => weights !== biases)
    .map(
      ({ inputs, outputs, weights, biases, activation }, l) => html`<table>
      <caption>Layer ${l + 1}, ${activation}: weights to each unit, then its bias</caption>
      ${Array.from(
        { length: outputs },
        (_, o) => html`<tr>
        <th scope="row">unit ${o + 1}</th>
        ${Array.from({ length: inputs }, (_, i) => html`<td>${number(parameters[weights + i * outputs + o])}</td>`)}
        <td>${number(parameters[biases + o])}</td>
      </tr>`,
      )}
    </table>`,
    );
}
