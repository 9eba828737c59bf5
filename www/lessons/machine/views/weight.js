// @ts-check
// Contrastive divergence in the glass box: what the last batch said of one weight, example by example, and how it moved.

import { html, nothing, render } from 'lit';
import { MachineInside } from '../../../pkg/gradual_rest.js';
import { fixed } from '../../../shared/numbers.js';
import { radioGroup } from '../../../shared/radios.js';
import { smallPicture } from '../picture.js';

/** @typedef {import('../../../pkg/gradual.js').PhaseRow} PhaseRow */

/** Decimals of all numbers in it. */
const DECIMALS = 3;

/** @type {import('../views.js').CreateView} */
export function createWeight(element, run, { draw: drawAll }) {
  let [model, pixel, unit] = [0, 0, 0];
  const { models } = run.recipe;

  /** @param {() => void} change */
  const set = (change) => () => {
    change();
    drawAll();
  };

  function draw() {
    render(template(), element);
  }

  function template() {
    const names = models.map(({ name }, value) => ({ value, face: name }));
    const choices = (/** @type {number} */ count) =>
      Array.from({ length: count }, (_, value) => ({ value, face: String(value + 1) }));
    return html`<h3>One weight, in the last batch</h3>
      <div class="which">
        <span>From pixel</span> ${radioGroup({ label: 'From pixel', choices: choices(run.side ** 2), chosen: pixel, choose: (value) => set(() => (pixel = value))() })}
        <span>to unit</span> ${radioGroup({ label: 'To unit', choices: choices(models[model].hidden), chosen: unit, choose: (value) => set(() => (unit = value))() })}
        ${models.length > 1 ? radioGroup({ label: 'Machine', choices: names, chosen: model, choose: (value) => set(() => (model = value))() }) : nothing}
      </div>
      ${MachineInside.iteration(run.machines[0]) > 0 ? rows() : html`<p class="hint">Nothing yet: Step learns one batch, all eight pictures.</p>`}
      ${models.map((_, i) => line(i))}`;
  }

  /** Example by example, with what the machine makes of each. */
  function rows() {
    const { data, model: own } = MachineInside.weightRows(run.machines[model], pixel, unit);
    const { data: mean, model: ownMean } = run.machines[model].weight(pixel, unit);
    const cells = (/** @type {PhaseRow} */ { visible, v, h, product }) =>
      html`<td>${smallPicture(visible)}</td><td>${fixed(v, 2)}</td><td>${fixed(h, 2)}</td><td>${fixed(product, DECIMALS)}</td>`;
    const heads = (/** @type {string} */ sign) =>
      html`<th scope="col">picture</th><th scope="col">v${sign}</th><th scope="col">h${sign}</th><th scope="col">v${sign} h${sign}</th>`;
    return html`<div class="rows until-said" role="region" aria-label="The batch, example by example" tabindex="0"><table>
      <thead>
        <tr><th scope="colgroup" class="phase" colspan="4">Driven by the data</th><th scope="colgroup" class="phase" colspan="4">What the machine made of it (′)</th></tr>
        <tr>${heads('')}${heads('′')}</tr>
      </thead>
      <tbody>${data.map((row, i) => html`<tr>${cells(row)}${cells(own[i])}</tr>`)}</tbody>
      <tfoot><tr><th scope="row" colspan="3">mean, ⟨v h⟩</th><td>${fixed(mean, DECIMALS)}</td><th scope="row" colspan="3">mean, ⟨v′ h′⟩</th><td>${fixed(ownMean, DECIMALS)}</td></tr></tfoot>
    </table></div>`;
  }

  /** The update in numbers. @param {number} i the machine */
  function line(i) {
    const machine = run.machines[i];
    if (unit >= models[i].hidden) return nothing;
    const { weight, data, model: own, difference, update } = machine.weight(pixel, unit);
    const name = models.length > 1 ? html`<strong>${models[i].name}</strong>: ` : nothing;
    if (MachineInside.iteration(machine) === 0) return html`<p>${name}w = ${fixed(weight, DECIMALS)}.</p>`;
    return html`<p role="status" class="one-weight until-said">${name}Δw = η (⟨v h⟩ − ⟨v′ h′⟩) = ${models[i].learningRate} × (${fixed(data, DECIMALS)} − ${fixed(own, DECIMALS)}) =
      ${models[i].learningRate} × ${fixed(difference, DECIMALS)} = ${fixed(update, DECIMALS)}; now w = ${fixed(weight, DECIMALS)}.</p>`;
  }

  return { draw };
}
