// @ts-check
// The first two guesses of every model in words.

import { html, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { percent } from '../../shared/numbers.js';
import { isSure } from './sure.js';

/** @typedef {import('./ranking.js').Reading} Reading */

/**
 * One rank of every model's guesses, side by side. Readers hear it only once nothing moves any more.
 * @param {{ label: string, rank: number, names: string[], readings: (Reading | null)[], moving: boolean, empty: string }} options
 * `empty`: what is said while there is nothing to guess
 */
export function guessInWords({ label, rank, names, readings, moving, empty }) {
  const cell = (/** @type {Reading | null} */ guess, /** @type {number} */ i) => {
    if (!guess) return html`<span class="cell"></span>`;
    const { text, probability } = guess;
    const who = html`<span class="visually-hidden">${i > 0 ? '; ' : ''}${names[i]}: </span>`;
    const unsure = rank === 0 && !isSure(probability);
    const doubt = unsure ? html`<span class="unsure">Not sure; perhaps </span>` : nothing;
    const comma = html`<span class="visually-hidden">, </span>`;
    const share = html`<span class="share">${percent(probability, 0)}</span>`;
    return html`<span class="cell">${who}${doubt}<strong style=${styleMap({ '--digits': text.length })}>${text}</strong>${comma}${share}</span>`;
  };
  const guessed = readings.some((guess) => guess);
  return html`<p class="in-words" role="status" aria-label=${label} aria-busy=${moving}>${guessed ? readings.map(cell) : empty}</p>`;
}
