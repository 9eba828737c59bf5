// @ts-check
// What each model takes for what, on held-out points: a confusion matrix with precision and recall.

import { html, nothing } from 'lit';
import { percent } from '../shared/quality.js';

/** @typedef {import('../pkg/gradual.js').JudgeReport} JudgeReport */

/** @param {{ name: string, report: JudgeReport | null }[]} models */
export function confusions(models) {
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
