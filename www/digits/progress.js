// @ts-check
// How it goes: loss and accuracy of all models, on training and on test digits.

import { html, render } from 'lit';
import { Curves } from '../pkg/gradual.js';
import { createCurve, firstLook } from '../views/curve.js';
import { shortNames } from './models.js';

/** @typedef {import('../shared/section.js').Section} Section */
/** @typedef {import('../shared/section.js').Own} Own */
/** @typedef {import('./sections.js').DigitsView} DigitsView */
/** @typedef {import('../views/chart.js').Column} Column */
/** @typedef {'Loss' | 'Accuracy'} Quantity */

const series = shortNames.flatMap((name, i) => [
  { label: `${name}, train`, colour: `--model-${i}`, dash: true },
  { label: `${name}, test`, colour: `--model-${i}` },
]);

/** The part of the accuracy in which good models differ, and the whole. @type {Record<string, [number, number]>} */
const accuracies = { good: [0.75, 1], all: [0, 1] };

/** @param {HTMLElement} element @param {DigitsView} lab @param {Own} own @returns {Section} */
export function createProgressPanel(element, lab, { scope, part }) {
  render(template(), element);
  const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
  const range = (/** @type {Column[]} */ columns) => (areAllGood(columns) ? accuracies.good : accuracies.all);
  const common = (/** @type {string} */ unit) => ({ unit, series, scope, look: part(unit, firstLook) });
  const loss = createCurve(find('.loss-place'), { label: 'Loss curve', ...common('loss') });
  const accuracy = createCurve(find('.accuracy-place'), { label: 'Accuracy curve', ...common('accuracy'), range });
  return {
    changed() {
      loss.changed();
      accuracy.changed();
    },
    scored() {
      loss.update([runOf(lab, 'Loss')]);
      scope.inFrame(() => accuracy.update([runOf(lab, 'Accuracy')]));
    },
  };
}

/** The curves of the run, for training and test digits. @param {DigitsView} lab @param {Quantity} quantity */
function runOf(lab, quantity) {
  const race = lab.race();
  const column = (/** @type {number} */ model, /** @type {'train' | 'heldOut'} */ part) =>
    Curves.of(race, model, `${part}${quantity}`).slice();
  const columns = lab.models().flatMap((_, i) => [column(i, 'train'), column(i, 'heldOut')]);
  return { x: Curves.epochs(race).slice(), columns };
}

/** Whether all that the curves show is well above the lower end of the axis for good models. @param {Column[]} columns */
function areAllGood(columns) {
  const isGood = (/** @type {number | null | undefined} */ share) => share == null || share > accuracies.good[0] + 0.05;
  return columns.every(([first]) => isGood(first)) && columns.every((column) => isGood(column.at(-1)));
}

function template() {
  return html`
    <p class="hint">Solid: test digits. Dashed: training digits.</p>
    <h2>Loss</h2>
    <div class="loss-place"></div>
    <h2>Accuracy</h2>
    <div class="accuracy-place"></div>
  `;
}
