// @ts-check
// What one asks of a cross-validation.

import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { numberField } from '../../shared/number-field.js';
import { indexIn } from '../../shared/view-state.js';
import { settings } from './settings.js';

/** @typedef {import('../../pkg/gradual.js').Setting} Setting */

/** `values` are lists as they were typed, one for each setting. */
/** @typedef {{ model: number, setting: Setting, values: Record<Setting, string>, folds: number, epochs: number }} Request */

const FOLDS = [2, 3, 4, 5, 6, 7, 8, 9, 10];

/** @type {Record<string, string>} */
const firstValues = Object.fromEntries(Object.entries(settings).map(([setting, { values }]) => [setting, values]));

/** @type {Request} */
export const firstRequest = { model: 1, setting: 'learning-rate', values: firstValues, folds: 5, epochs: 50 };

/** A request that was kept, as far as it can be made. @param {Request} kept @param {number} models how many there are */
export function requestOf({ model, setting, values, folds, epochs }, models) {
  /** @type {Request} */
  const request = {
    model: indexIn(model, models),
    setting: setting in settings ? setting : firstRequest.setting,
    values: { ...firstValues, ...values },
    folds: FOLDS.includes(folds) ? folds : firstRequest.folds,
    epochs,
  };
  return request;
}

/** @param {Request} request @param {{ names: string[], running: boolean }} state @param {(request: Request) => void} change */
export function form(request, { names, running }, change) {
  const typed = (/** @type {string} */ list) =>
    change({ ...request, values: { ...request.values, [request.setting]: list } });
  return html`<fieldset class="settings" ?disabled=${running}>
    <legend class="visually-hidden">What to compare</legend>
    ${choice('Model', 'Model to cross-validate', entries(names), request.model, (model) => change({ ...request, model }))}
    ${choice('Setting', 'Setting to compare', kinds, request.setting, (setting) => change({ ...request, setting }))}
    <label class="values"
      ><span>Values to compare</span
      ><input
        type="text"
        aria-label="Values to compare"
        .value=${live(request.values[request.setting])}
        @change=${(/** @type {Event & { target: HTMLInputElement }} */ event) => typed(event.target.value)}
    /></label>
    ${choice('Folds', 'Number of folds', entries(FOLDS, FOLDS), request.folds, (folds) => change({ ...request, folds }))}
    <label
      ><span>Epochs of each run</span
      >${numberField({ value: request.epochs, label: 'Epochs of each run', min: 1, step: 1 }, (epochs) => change({ ...request, epochs }))}</label
    >
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
