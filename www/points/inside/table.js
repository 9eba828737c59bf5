// @ts-check
// All weights and biases in tables of fields, layer by layer.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { layerInWords } from './operations.js';
import { padlock } from './padlock.js';

/** More would be too many to read. */
const MOST = 100;

/** @param {import('./panel.js').Pass} pass */
export function weightsTable(pass) {
  const { layers, subject } = pass;
  const parameters = subject.race.parameters(subject.model).slice();
  if (parameters.length > MOST)
    return html`<p>${parameters.length} weights and biases are too many for a table; each opens above.</p>`;
  return layers.map(({ kind }, l) => (kind === 'dense' ? layerTable(pass, l + 1, parameters) : nothing));
}

/** @param {import('./panel.js').Pass} pass @param {number} level @param {Float32Array} parameters */
function layerTable({ layers, names, subject, editor }, level, parameters) {
  const { inputs, outputs, weights } = layers[level - 1];
  const units = Array.from({ length: outputs }, (_, unit) => unit);
  const frozen = subject.config.frozen ?? [];
  const indexOf = (/** @type {number | null} */ from, /** @type {number} */ unit) =>
    weights + (from ?? inputs) * outputs + unit;
  const cell = (/** @type {number | null} */ from, /** @type {number} */ unit) => {
    const index = indexOf(from, unit);
    const name = names.weight(level, from, unit);
    return html`<td>${frozen.includes(index) ? padlock(true) : nothing}${editor.input(subject, index, name, parameters[index])}</td>`;
  };
  const where = layerInWords(level, names.last);
  const biases = units.map((unit) => indexOf(null, unit));
  const off = biases.every((index) => frozen.includes(index) && parameters[index] === 0);
  return html`<div class="scrolled" tabindex="0" role="group" aria-label="Weights into ${where}">
    <table class="inside-sum">
      <thead><tr><td></td>${units.map((unit) => html`<th scope="col">to ${names.value(level, unit)}</th>`)}</tr></thead>
      <tbody>
        ${Array.from({ length: inputs }, (_, from) => html`<tr><th scope="row">from ${names.value(level - 1, from)}</th>${units.map((unit) => cell(from, unit))}</tr>`)}
        <tr><th scope="row">bias</th>${units.map((unit) => cell(null, unit))}</tr>
      </tbody>
    </table>
  </div>
  <label class="inside-biases"><input type="checkbox" .checked=${live(off)} @change=${() => editor.biasesOff(subject, biases, !off)} /> ${where} without biases</label>`;
}
