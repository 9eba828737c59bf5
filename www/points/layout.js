// @ts-check
// The places of the Points lab, which the lab fills.

import { html } from 'lit';
import { lineups } from './lineup.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('./lineup.js').Kind} Kind */

export function layout() {
  return html`<div class="points">
    <div class="bar-place"></div>
    <div class="timeline" role="group" aria-label="Past of the run"></div>
    <div class="line">
      <p class="what" role="status" aria-label="What is shown"></p>
      <div class="lineup-place"></div>
    </div>
    <div class="notice-place"></div>
    <div class="points-grid">
      <section class="panel data" aria-label="Data">
        <div class="sets-place"></div>
        <div class="own-place"></div>
        <div class="amounts-place"></div>
      </section>
      <div class="models"></div>
      <section class="panel progress-panel" aria-label="How it goes">
        <h2>Loss</h2>
        <p class="hint">Solid: held out. Dashed: training.</p>
        <div class="curve-place"></div>
        <div class="scores-place"></div>
        <details class="confusions"><summary>Confusion, precision, recall</summary><div></div></details>
      </section>
    </div>
    <div class="sections"></div>
  </div>`;
}

/**
 * Which models learn: a line-up, or one more model.
 * @param {{ canAdd: boolean, regression: boolean, kinds: Record<string, Kind> }} state
 * @param {{ choose: (name: string) => void, add: (kind: Kind) => void }} actions
 */
export function lineupRow({ canAdd, regression, kinds }, { choose, add }) {
  return html`
    <label class="inline">Models
      <select aria-label="Line-up" ?disabled=${regression} @change=${(/** @type {Event} */ event) => taken(event, choose)}>
        <option value="" selected>choose a line-up …</option>
        ${Object.keys(lineups).map((name) => html`<option>${name}</option>`)}
      </select></label
    >
    <select aria-label="Add a model" ?disabled=${!canAdd} @change=${(/** @type {Event} */ event) => taken(event, (name) => add(kinds[name]))}>
      <option value="" selected>+ Add a model</option>
      ${Object.keys(kinds).map((name) => html`<option>${name}</option>`)}
    </select>
  `;
}

/** Takes what was chosen, and shows the question again. @param {Event} event @param {(name: string) => void} use */
function taken(event, use) {
  const select = /** @type {HTMLSelectElement} */ (event.target);
  const { value } = select;
  select.selectedIndex = 0;
  if (value) use(value);
}
