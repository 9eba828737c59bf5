// @ts-check
// One state of a small machine: pixels and hidden units that can be switched, and the terms of which its energy is the sum.

import { html, render } from 'lit';
import { MachineInside } from '../../../pkg/gradual_rest.js';
import { fixed, percent } from '../../../shared/numbers.js';
import { numberOf } from '../pixels.js';
import { wires } from '../wires.js';

/** @type {import('../views.js').CreateView} */
export function createState(element, run, { draw: drawAll }) {
  /** @param {'visible' | 'hidden'} layer @param {number} unit */
  function toggle(layer, unit) {
    run.look({ [layer]: run.state[layer].map((on, i) => (i === unit ? 1 - on : on)) });
    drawAll();
  }

  /** @param {'visible' | 'hidden'} layer @param {string} name */
  function units(layer, name) {
    return run.state[layer].map(
      (on, i) =>
        html`<button type="button" class=${on ? 'on' : ''} aria-pressed=${on === 1} aria-label=${`${name} ${i + 1}`} @click=${() => toggle(layer, i)}><span aria-hidden="true">${on}</span></button>`,
    );
  }

  function draw() {
    render(template(), element);
  }

  function template() {
    return html`<h3>One state</h3>
      <div class="one-state">
        <div role="group" aria-label="Pixels v"><span class="hint">v</span><div class="pixels">${units('visible', 'Pixel')}</div></div>
        <div role="group" aria-label="Hidden units h"><span class="hint">h</span><div class="units">${units('hidden', 'Unit')}</div></div>
        ${table()} ${wires(MachineInside.parameters(run.machines[0]).slice(), run.state)}
      </div>
      ${sum()}`;
  }

  /** All weights and biases; those whose units are on count. */
  function table() {
    const [machine] = run.machines;
    const { visible, hidden } = run.state;
    const all = MachineInside.parameters(machine).slice();
    const [b, c] = [all.subarray(visible.length * hidden.length), all.subarray(-hidden.length)];
    const cell = (/** @type {number} */ value, /** @type {boolean} */ counts) =>
      html`<td class=${counts ? 'counts' : ''}>${fixed(value, 1)}</td>`;
    return html`<table>
      <caption class="visually-hidden">Weights and biases; those that count are framed</caption>
      <thead><tr><th scope="col">W</th>${hidden.map((_, j) => html`<th scope="col">h${sub(j)}</th>`)}<th scope="col">b</th></tr></thead>
      <tbody>
        ${visible.map((v, i) => html`<tr><th scope="row">v${sub(i)}</th>${hidden.map((h, j) => cell(all[i * hidden.length + j], v * h === 1))}${cell(b[i], v === 1)}</tr>`)}
        <tr><th scope="row">c</th>${hidden.map((h, j) => cell(c[j], h === 1))}<td></td></tr>
      </tbody>
    </table>`;
  }

  function sum() {
    const [machine] = run.machines;
    const { visible, hidden } = run.state;
    const parts = MachineInside.energy(machine, Float32Array.from(visible), Float32Array.from(hidden));
    const { freeEnergies, probabilities } = run.states(0);
    const picture = numberOf(visible);
    return html`<p role="status" class="sum until-said">E(v, h) = −b·v − c·h − v·W·h = ${fixed(parts.visible, 2)} ${added(parts.hidden)} ${added(parts.weights)} = <strong>${fixed(parts.energy, 2)}</strong>. The picture v, whatever h is:
      F(v) = ${fixed(freeEnergies[picture], 2)}, and p(v) = ${percent(probabilities[picture])}.</p>`;
  }

  return { draw };
}

/** A further term of a sum. @param {number} value */
const added = (value) => `${value < 0 ? '−' : '+'} ${fixed(Math.abs(value), 2)}`;

/** A small number below, counted from 1. @param {number} index */
const sub = (index) => html`<sub>${index + 1}</sub>`;
