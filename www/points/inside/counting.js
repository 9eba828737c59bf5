// @ts-check
// How many weights and biases there are, layer by layer, and the notes' question about another network.

import { html } from 'lit';

/** @typedef {import('../../pkg/gradual.js').LayerShape} LayerShape */

/** The notes' question: a network of 40 inputs and 20 hidden units with one output, biases left out. */
const asked = [
  { what: 'weights from the inputs to the hidden units', answer: 800 },
  { what: 'weights from the hidden units to the output', answer: 20 },
  { what: 'weights in all', answer: 820 },
];

/** @param {import('./panel.js').Pass} pass */
export function counting({ layers, names }) {
  const dense = layers.map((layer, l) => ({ ...layer, level: l + 1 })).filter(({ kind }) => kind === 'dense');
  const all = dense.at(-1);
  return html`<table class="inside-sum">
      <caption class="visually-hidden">Weights and biases of each layer</caption>
      <thead><tr><th scope="col">layer</th><th scope="col">inputs × units</th><th scope="col">weights</th><th scope="col">biases</th></tr></thead>
      <tbody>
        ${dense.map(
          ({ level, inputs, outputs, weights, biases }) => html`<tr>
            <th scope="row">${level === names.last ? 'outputs' : `layer ${level}`}</th>
            <td>${inputs} × ${outputs}</td>
            <td>${biases - weights}</td>
            <td>${outputs}</td>
          </tr>`,
        )}
        <tr class="inside-total"><th scope="row">together</th><td></td><td></td><td>${all ? all.biases + all.outputs : 0}</td></tr>
      </tbody>
    </table>
    <p>Each unit has a weight for everything that it reads, and one bias.</p>
    <p>And a network of 40 inputs, 20 hidden units and one output, biases left out?</p>
    ${asked.map(question)}`;
}

/** @param {{ what: string, answer: number }} question */
function question({ what, answer }) {
  return html`<label class="inside-question"
    ><input type="text" inputmode="numeric" autocomplete="off" aria-label=${what} @input=${(/** @type {Event & { target: HTMLInputElement }} */ { target }) => judge(target, answer)} />
    ${what} <b role="status"></b></label
  >`;
}

/** @param {HTMLInputElement} input @param {number} answer */
function judge(input, answer) {
  const said = /** @type {HTMLElement} */ (input.parentElement?.querySelector('[role="status"]'));
  const text = input.value.trim();
  said.textContent =
    text === '' ? '' : Number(text) === answer ? 'Right.' : text.length < 3 && answer >= 100 ? '' : 'Not yet.';
}
