// @ts-check
// A column for each model: its layers in short, a place for its guesses, how good it is, and its settings.

import { html, nothing, render } from 'lit';
import { fold } from '../shared/fold.js';
import { count } from '../shared/numbers.js';
import { quality } from '../shared/quality.js';
import { modelSettings } from '../shared/settings.js';
import { presets, shape } from './models.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../shared/settings.js').Field} Field */
/** @typedef {import('../shared/section.js').Section} Section */
/** The models whose settings are unfolded. @typedef {{ open: number[] }} ColumnsSlice */

/** @type {ColumnsSlice} */
export const firstColumns = { open: [] };

/** What can be chosen of each model's layers. @type {Field[][]} */
const layerFields = [[], ['units'], ['preset']];

/** What can be chosen for all of them. @type {Field[]} */
const fields = ['learningRate', 'batchSize', 'batchOptimizer', 'penalty'];

/**
 * @param {HTMLElement[]} places one for each model @param {import('./sections.js').DigitsView} lab
 * @param {import('../shared/view-state.js').Slice<ColumnsSlice>} slice
 * @returns {Section}
 */
export function createColumns(places, lab, slice) {
  const draw = () => {
    const { models } = lab.report();
    for (const [i, config] of lab.models().entries()) {
      const isOpen = slice.value.open.includes(i);
      const actions = {
        change: (/** @type {ModelConfig} */ changed) => lab.setModel(i, changed),
        open: (/** @type {boolean} */ open) =>
          slice.set({ open: slice.value.open.filter((other) => other !== i).concat(open ? i : []) }),
      };
      render(column(i, { config, report: models[i], isOpen }, actions), places[i]);
    }
  };
  draw();
  return { changed: draw, scored: draw };
}

/**
 * @param {number} i
 * @param {{ config: ModelConfig, report: import('../pkg/gradual.js').ModelReport, isOpen: boolean }} model
 * @param {{ change: (changed: ModelConfig) => void, open: (open: boolean) => void }} actions
 */
function column(i, { config, report, isOpen }, { change, open }) {
  const { name, hidden } = config;
  return html`
    <header>
      <h2>${name}</h2>
      <p class="hint">${shape(config)}</p>
    </header>
    <div class="bars-${i}"></div>
    <div class="standing">${accuracy(report)}</div>
    <div>${modelSettings(config, { fields: layerFields[i], presets }, change)}</div>
    ${hidden.length > 0 ? html`<small class="hint">A change restarts all models.</small>` : nothing}
    <details ${fold(isOpen, open)}>
      <summary>Settings</summary>
      <div>${modelSettings(config, { fields }, change)}</div>
    </details>
  `;
}

/** How good a model is, and why it stopped when it has. @param {import('../pkg/gradual.js').ModelReport} model */
function accuracy({ heldOut, stopped }) {
  return html`
    ${
      heldOut
        ? html`<p class="accuracy"><strong>${quality(false).told(heldOut.accuracy)}</strong> right <span>of ${count(heldOut.examples)} test digits</span></p>`
        : nothing
    }
    ${stopped ? html`<p class="stopped" role="alert">${stopped}</p>` : nothing}
  `;
}
