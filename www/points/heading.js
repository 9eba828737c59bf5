// @ts-check
// The line above the boundaries: what is shown, and which models learn.

import { html, nothing, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { openByKeys } from '../shared/closed-list.js';
import { hasValues } from './data/source.js';
import { whatIsShown } from './data/words.js';
import { MOST_MODELS, nameOf, renamed } from './lineup.js';
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
        const [source, models] = [lab.source(), lab.models()];
        render(
          html`<p class="what" role="status" aria-label="What is shown">${whatIsShown(source, lab.report().trainable)}</p>
            <button type="button" class="to-data" @click=${() => goTo(lab.root)}>Choose data</button>
            <div class="lineup-place">${lineupRow(choiceFor(hasValues(source)), models, actions)}</div>`,
          element,
        );
      },
    };
  },
};

/** To the data, where these stand far below. @param {HTMLElement} root */
function goTo(root) {
  const data = /** @type {HTMLElement} */ (root.querySelector('.data'));
  data.scrollIntoView();
  /** @type {HTMLElement | null} */ (data.querySelector('input:checked, input'))?.focus({ preventScroll: true });
}

/**
 * Which models learn: a line-up, or one more model.
 * @param {Choice} choice @param {ModelConfig[]} models those that learn
 * @param {{ choose: (models: ModelConfig[]) => void, add: (model: ModelConfig) => void }} actions
 */
function lineupRow(choice, models, { choose, add }) {
  const { lineups, single } = choice;
  const chosen = nameOf(choice, models);
  const canAdd = models.length < MOST_MODELS;
  const change = (/** @type {Event & { target: HTMLSelectElement }} */ { target }) => choose(lineups[target.value]);
  return html`
    <label class="inline">Line-up
      <select aria-label="Line-up" @keydown=${openByKeys} @change=${change}>
        ${chosen ? nothing : html`<option disabled .selected=${live(true)}>one of your own</option>`}
        ${Object.keys(lineups).map((name) => html`<option .selected=${live(name === chosen)}>${name}</option>`)}
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
