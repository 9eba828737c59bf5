// @ts-check
// What is told of a worked example, and what can be done with it.

import { html, nothing } from 'lit';

/** @typedef {import('./subject.js').Subject} Subject */

/** Where a worked example is from, what it shows, and what can be done with it. @param {Subject} subject @param {import('./examples.js').Example} worked */
export function workedNote({ race, change }, { source, shows, misprint, updates }) {
  const { iteration } = race.report().models[0];
  return html`<div class="inside-worked" role="group" aria-label="Worked example">
    <p>${shows} <span class="hint">${source}.</span></p>
    ${misprint ? html`<p class="hint">In print: ${misprint}</p>` : nothing}
    <p>
      ${updates.map((count) => html`<button type="button" @click=${() => change((race) => race.step(count))}>${count === 1 ? 'Make this update' : `Make ${count.toLocaleString('en')} updates`}</button> `)}
      <button type="button" ?disabled=${iteration === 0} @click=${() => change((race) => race.restart())}>Start again</button>
      <span role="status" aria-label="Updates made">${iteration.toLocaleString('en')} ${iteration === 1 ? 'update' : 'updates'} made.</span>
    </p>
  </div>`;
}
