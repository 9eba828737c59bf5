// @ts-check
// Why a model no longer trains, in a sentence, with the ways to go on.

import { html, nothing } from 'lit';

/** @typedef {import('../../pkg/gradual.js').Watched} Watched */
/** @typedef {import('../../pkg/gradual.js').Help} Help */

/** @param {Watched} model @param {string} sentence @param {{ goOn: () => void, help: (help: Help) => void }} actions */
export function ending({ name, cause, remedies }, sentence, { goOn, help }) {
  const diverged = cause === 'divergence';
  const stays = cause === 'rule' || cause === 'best';
  return html`<div class="stopped ${stays ? 'calm' : ''}">
    <p role="alert">${sentence}</p>
    ${
      diverged && remedies
        ? html`<button type="button" aria-label="Halve the rate and go on, ${name}" @click=${() => help('halve-rate')}>Halve the rate and go on</button>
            <button type="button" aria-label="Clip gradients and go on, ${name}" @click=${() => help('clip')}>Clip gradients and go on</button>`
        : nothing
    }
    ${stays ? html`<button type="button" aria-label="Go on, ${name}" @click=${goOn}>Go on</button>` : nothing}
  </div>`;
}
