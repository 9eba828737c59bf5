// @ts-check
// The mistakes of which a model was surest, with what every model thought.

import { html } from 'lit';
import { thoughtList } from './judges.js';
import { thumbnail } from './pictures.js';

/** @typedef {import('../guesses/ranking.js').Guess} Guess */
/** @typedef {{ example: number, truth: number, guesses: (Guess | null)[] }} Mistake */

/** How many are shown. */
export const MOST = 10;

/** @param {Mistake[]} mistakes @param {string} name the model's @param {(example: number) => void} onChoose */
export function worstMistakes(mistakes, name, onChoose) {
  const card = (/** @type {Mistake} */ { example, truth, guesses }) => html`<li>
    <div>${thumbnail(example, `A ${truth}`, onChoose)}<p>is <strong>${truth}</strong></p></div>
    ${thoughtList(guesses, truth)}
  </li>`;
  return html`
    <h3>Worst mistakes of ${name}</h3>
    <p class="hint">The digits it got wrong and was surest of, and what each model took them for.</p>
    ${
      mistakes.length > 0
        ? html`<ol class="mistakes" aria-label="Worst mistakes">${mistakes.map(card)}</ol>`
        : html`<p>None at all.</p>`
    }
  `;
}
