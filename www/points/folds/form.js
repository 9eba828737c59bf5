// @ts-check
// What one asks of a cross-validation.

import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { settings } from './settings.js';

/** @typedef {import('../../pkg/gradual.js').Setting} Setting */

/** `values` are lists as they were typed, one for each setting. */
/** @typedef {{ model: number, setting: Setting, values: Record<Setting, string>, folds: number, epochs: number }} Wish */

const FOLDS = [2, 3, 4, 5, 6, 7, 8, 9, 10];

/** @param {Wish} wish @param {{ names: string[], running: boolean }} state @param {(wish: Wish) => void} change */
export function form(wish, { names, running }, change) {
  const typed = (/** @type {string} */ list) => change({ ...wish, values: { ...wish.values, [wish.setting]: list } });
  return html`<fieldset class="settings" ?disabled=${running}>
    <legend class="visually-hidden">What to compare</legend>
    ${choice('Model', 'Model to cross-validate', entries(names), wish.model, (model) => change({ ...wish, model }))}
    ${choice('Setting', 'Setting to compare', kinds, wish.setting, (setting) => change({ ...wish, setting }))}
    <label class="values"
      ><span>Values, with commas between</span
      ><input
        type="text"
        inputmode="decimal"
        aria-label="Values to compare"
        .value=${live(wish.values[wish.setting])}
        @change=${(/** @type {Event & { target: HTMLInputElement }} */ event) => typed(event.target.value)}
    /></label>
    ${choice('Folds', 'Number of folds', entries(FOLDS, FOLDS), wish.folds, (folds) => change({ ...wish, folds }))}
    <label
      ><span>Epochs of each run</span
      ><input
        type="number"
        aria-label="Epochs of each run"
        min="1"
        step="1"
        .value=${live(String(wish.epochs))}
        @change=${(/** @type {Event & { target: HTMLInputElement }} */ event) => change({ ...wish, epochs: event.target.valueAsNumber })}
    /></label>
  </fieldset>`;
}

const kinds = /** @type {[string, Setting][]} */ (Object.entries(settings).map(([kind, { name }]) => [name, kind]));

/** Texts with the values they stand for: their places, where no others are given. @param {(string | number)[]} texts @returns {[string, number][]} */
function entries(texts, values = texts.map((_, i) => i)) {
  return texts.map((text, i) => [String(text), values[i]]);
}

/**
 * @template {string | number} T
 * @param {string} text @param {string} label @param {[string, T][]} choices @param {T} value @param {(value: T) => void} change
 */
function choice(text, label, choices, value, change) {
  const pick = (/** @type {Event & { target: HTMLSelectElement }} */ event) =>
    change(choices[event.target.selectedIndex][1]);
  return html`<label
    ><span>${text}</span
    ><select aria-label=${label} @change=${pick}>
      ${choices.map(([text, choice]) => html`<option .selected=${live(choice === value)}>${text}</option>`)}
    </select></label
  >`;
}
