// @ts-check
// What each model takes for what, on held-out points: a confusion matrix with precision and recall.

import { html, nothing, render } from 'lit';
import { Judge } from '../pkg/gradual.js';
import { percent } from '../shared/quality.js';
import { isRegression } from './data.js';

/** @typedef {import('../pkg/gradual.js').JudgeReport} JudgeReport */

/** @param {HTMLDetailsElement} element @param {import('./section.js').LabView} lab @returns {import('./section.js').Section} */
export function createConfusions(element, lab) {
  const judge = new Judge();
  const place = /** @type {HTMLElement} */ (element.querySelector('div'));
  function draw() {
    element.hidden = isRegression(lab.data());
    if (!element.open) return;
    render(confusions(lab.models().map(({ name }, i) => ({ name, report: judge.report(lab.race(), i) }))), place);
  }
  element.addEventListener('toggle', draw);
  return { scored: draw };
}

/** @param {{ name: string, report: JudgeReport | null }[]} models */
function confusions(models) {
  if (models.every(({ report }) => report === null))
    return html`<p class="hint">Hold out some points, and here stands what each model takes for what.</p>`;
  return models.map(({ name, report }, i) => (report ? confusion(name, i, report) : nothing));
}

/** @param {string} name @param {number} i @param {JudgeReport} report */
function confusion(name, i, { judgement: { classes, confusion, precision, recall } }) {
  const numbers = classes.map((_, k) => k);
  return html`<table class="confusion-matrix">
    <caption style="color: var(--model-${i})">${name}: precision ${percent(precision)}, recall ${percent(recall)}</caption>
    <thead>
      <tr><th scope="col">held out</th>${numbers.map((k) => html`<th scope="col">said ${k}</th>`)}<th scope="col">recall</th></tr>
    </thead>
    <tbody>
      ${numbers.map(
        (k) => html`<tr>
          <th scope="row">is ${k}</th>
          ${numbers.map((said) => html`<td class=${said === k ? 'right' : 'wrong'}>${confusion[k * classes.length + said]}</td>`)}
          <td>${percent(classes[k].recall)}</td>
        </tr>`,
      )}
      <tr><th scope="row">precision</th>${numbers.map((k) => html`<td>${percent(classes[k].precision)}</td>`)}<td></td></tr>
    </tbody>
  </table>`;
}
