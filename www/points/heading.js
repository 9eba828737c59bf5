// @ts-check
// The line above the boundaries: what is shown, and which models learn.

import { html, render } from 'lit';
import { openByKeys } from '../shared/closed-list.js';
import { hasValues } from './data/source.js';
import { whatIsShown } from './data/words.js';
import { MOST_MODELS, renamed } from './lineup.js';
import { choiceFor } from './recipe.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('./lineup.js').Choice} Choice */

/** @type {import('./section.js').Entry} */
export const heading = {
  name: 'heading',
  place: '.line',
  create(element, lab) {
    const actions = {
      choose: (/** @type {ModelConfig[]} */ models) => lab.attempt((race) => race.setModels(models)),
      add: (/** @type {ModelConfig} */ model) => lab.attempt((race) => race.addModel(renamed(model, lab.models()))),
    };
    return {
      changed() {
        const source = lab.source();
        const canAdd = lab.models().length < MOST_MODELS;
        render(
          html`<p class="what" role="status" aria-label="What is shown">${whatIsShown(source, lab.report().trainable)}</p>
            <div class="lineup-place">${lineupRow(choiceFor(hasValues(source)), canAdd, actions)}</div>`,
          element,
        );
      },
    };
  },
};

/**
 * Which models learn: a line-up, or one more model.
 * @param {Choice} choice @param {boolean} canAdd
 * @param {{ choose: (models: ModelConfig[]) => void, add: (model: ModelConfig) => void }} actions
 */
function lineupRow({ lineups, single }, canAdd, { choose, add }) {
  const all = Object.values(lineups);
  return html`
    <label class="inline">Line-up
      <select aria-label="Line-up" @keydown=${openByKeys} @change=${(/** @type {Event} */ event) => taken(event, (index) => choose(all[index]))}>
        <option selected>choose …</option>
        ${Object.keys(lineups).map((name) => html`<option>${name}</option>`)}
      </select></label
    >
    <select aria-label="Add a model" @keydown=${openByKeys} ?disabled=${!canAdd} @change=${(/** @type {Event} */ event) => taken(event, (index) => add(single[index]))}>
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
