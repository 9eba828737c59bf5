// @ts-check
// What each model takes for what, on held-out points: a confusion matrix with precision and recall.

import { html, nothing, render } from 'lit';
import { Judge } from '../pkg/gradual_rest.js';
import { percent } from '../shared/numbers.js';
import { labelsOf } from './labels.js';

/** @typedef {import('../pkg/gradual.js').JudgeReport} JudgeReport */

/** Fills the fold of scores.js, whose slice it shares. @type {import('./section.js').Entry} */
export const confusions = {
  name: 'confusions',
  place: '.confusions > div',
  first: { open: false },
  create(element, lab, { scope, slice }) {
    const judge = new Judge();
    scope.onDispose(() => judge.free());
    return {
      scored() {
        if (!slice.value.open || lab.race().classes === 1) return;
        const models = lab.models().map(({ name }, i) => ({ name, report: judge.report(lab.race(), i) }));
        render(tables(models, labelsOf(lab)), element);
      },
    };
  },
};

/** @param {{ name: string, report: JudgeReport | null }[]} models @param {string[]} labels of the classes */
function tables(models, labels) {
  if (models.every(({ report }) => report === null))
    return html`<p class="hint">Hold out some points, and here stands what each model takes for what.</p>`;
  return models.map(({ name, report }, i) => (report ? confusion(name, i, report, labels) : nothing));
}

/** @param {string} name @param {number} i @param {JudgeReport} report @param {string[]} labels */
function confusion(name, i, { judgement: { classes, confusion, precision, recall } }, labels) {
  const numbers = classes.map((_, k) => k);
  return html`<table class="confusion-matrix">
    <caption style="color: var(--model-${i})">${name}: precision ${percent(precision)}, recall ${percent(recall)}${left(classes, labels)}</caption>
    <thead>
      <tr><th scope="col">held out</th>${numbers.map((k) => html`<th scope="col">said ${labels[k]}</th>`)}<th scope="col">recall</th></tr>
    </thead>
    <tbody>
      ${numbers.map(
        (k) => html`<tr>
          <th scope="row">is ${labels[k]}</th>
          ${numbers.map((said) => html`<td class=${said === k ? 'right' : 'wrong'}>${confusion[k * classes.length + said]}</td>`)}
          <td>${share(classes[k].recall)}</td>
        </tr>`,
      )}
      <tr><th scope="row">precision</th>${numbers.map((k) => html`<td>${share(classes[k].precision)}</td>`)}<td></td></tr>
    </tbody>
  </table>`;
}

/** Of nothing there is no share. @param {number | null | undefined} part */
function share(part) {
  return part == null ? '–' : percent(part);
}

/** Which classes the means leave out. @param {import('../pkg/gradual.js').ClassScore[]} classes @param {string[]} labels */
function left(classes, labels) {
  const unseen = classes.flatMap(({ support }, k) => (support === 0 ? [labels[k]] : []));
  return unseen.length ? `, without class ${unseen.join(' and ')}, which has no held-out point` : '';
}
