// @ts-check
// A lesson on paper: its words and questions, with room to answer, and the answers on a page of their own.

import './sheet.css';
import { html, nothing, render } from 'lit';

/** @typedef {import('./format.js').Lesson} Lesson */
/** @typedef {import('./format.js').Prediction} Prediction */

/** Prints a lesson; the page is as before afterwards. @param {Lesson} lesson */
export function printSheet(lesson) {
  const place = document.body.appendChild(document.createElement('article'));
  place.className = 'sheet';
  render(template(lesson), place);
  addEventListener('afterprint', () => place.remove(), { once: true });
  print();
}

/** @param {Lesson} lesson */
function template({ title, minutes, scenes }) {
  return html`<h1>${title}</h1>
    <p>${minutes} minutes. Name: ____________________</p>
    ${scenes.map(
      ({ say, predict, ask }, i) => html`<section>
        <h2>${i + 1}</h2>
        <p>${say}</p>
        ${predict ? question(predict) : nothing}
        ${ask ? html`<p><strong>${ask}</strong></p><p class="room">What I saw:</p>` : nothing}
      </section>`,
    )}
    <section class="answers">
      <h2>Answers: ${title}</h2>
      ${scenes.map(({ predict, reveal }, i) => (predict || reveal ? html`<h3>${i + 1}</h3>${predict ? answer(predict) : nothing}<p>${reveal ?? nothing}</p>` : nothing))}
    </section>`;
}

/** @param {Prediction} predict */
function question(predict) {
  const room = {
    choice: () =>
      html`<ul>${/** @type {import('./format.js').Choice} */ (predict).options.map(({ say }) => html`<li>☐ ${say}</li>`)}</ul>`,
    order: () =>
      html`<ul>${/** @type {import('./format.js').Order} */ (predict).items.map(({ say }) => html`<li>__ ${say}</li>`)}</ul>`,
    number: () => html`<p>I expect ______</p>`,
    line: () => html`<p class="room tall">My line:</p>`,
    curve: () => html`<p class="room tall">My curve:</p>`,
  };
  return html`<p>${predict.ask}</p>${room[predict.kind]()}`;
}

/** @param {Prediction} predict */
function answer(predict) {
  if (predict.kind !== 'choice') return html`<p>${predict.why}</p>`;
  return html`<ul>${predict.options.map(({ say, why }) => html`<li>${say}: ${why}</li>`)}</ul>`;
}
