// @ts-check
// The places of the Points lab, which the lab fills.

import { html } from 'lit';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('./lineup.js').Choice} Choice */

export function layout() {
  return html`<div class="points lab">
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
 * @param {Choice} choice @param {boolean} canAdd
 * @param {{ choose: (models: ModelConfig[]) => void, add: (model: ModelConfig) => void }} actions
 */
export function lineupRow({ lineups, single }, canAdd, { choose, add }) {
  const all = Object.values(lineups);
  return html`
    <label class="inline">Models
      <select aria-label="Line-up" @change=${(/** @type {Event} */ event) => taken(event, (index) => choose(all[index]))}>
        <option selected>choose a line-up …</option>
        ${Object.keys(lineups).map((name) => html`<option>${name}</option>`)}
      </select></label
    >
    <select aria-label="Add a model" ?disabled=${!canAdd} @change=${(/** @type {Event} */ event) => taken(event, (index) => add(single[index]))}>
      <option selected>+ Add a model</option>
      ${single.map(({ name }) => html`<option>${name}</option>`)}
    </select>
  `;
}

/** Takes what was chosen below the question, and shows that again. @param {Event} event @param {(index: number) => void} use */
function taken(event, use) {
  const select = /** @type {HTMLSelectElement} */ (event.target);
  const index = select.selectedIndex - 1;
  select.selectedIndex = 0;
  if (index >= 0) use(index);
}
