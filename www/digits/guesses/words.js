// @ts-check
// The first two guesses of every model in words.

import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { styleMap } from 'lit/directives/style-map.js';
import { percent } from '../../shared/numbers.js';
import { isSure } from './sure.js';

/** @typedef {import('./ranking.js').Reading} Reading */

/**
 * One rank of every model's guesses, side by side. Readers hear it only once nothing moves any more: then its words are made anew,
 * as what they were already would not be told.
 * @param {{ label: string, rank: number, names: string[], readings: (Reading | null)[], moving: boolean, empty: string, none: boolean }} options
 * `empty`: what is said while there is nothing to guess; `none`: whether it looks like none of the ten digits
 */
export function guessInWords({ label, rank, names, readings, moving, empty, none }) {
  const cell = (/** @type {Reading | null} */ guess, /** @type {number} */ i) => {
    if (!guess) return html`<span class="cell"></span>`;
    const { text, probability, longest, rows } = guess;
    const who = html`<span class="visually-hidden">${i > 0 ? '; ' : ''}${names[i]}: </span>`;
    const doubt = rank === 0 ? doubtInWords(none, probability) : nothing;
    const comma = html`<span class="visually-hidden">, </span>`;
    const share = html`<span class="share">${percent(probability, 0)}</span>`;
    return html`<span class="cell">${who}${doubt}<strong style=${styleMap({ '--digits': longest, '--rows': rows })}>${text}</strong>${comma}${share}</span>`;
  };
  const guessed = readings.some((guess) => guess);
  return html`<p class="in-words" role="status" aria-label=${label} aria-live=${moving ? 'off' : 'polite'}
    >${keyed(moving, guessed ? readings.map(cell) : empty)}</p>`;
}

/** @param {boolean} none @param {number} probability */
function doubtInWords(none, probability) {
  if (none) return html`<span class="unsure">No digit? Perhaps </span>`;
  return isSure(probability) ? nothing : html`<span class="unsure">Not sure; perhaps </span>`;
}
