// @ts-check
// What the models take the drawing for: the first two guesses in words, and bars for all ten digits.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import { isSure } from './sure.js';

/** @typedef {{ digit: number, probability: number }} Guess */

/** @param {ArrayLike<number>} probabilities of the digits 0 to 9 @returns {Guess[]} in falling order */
export function ranked(probabilities) {
  return Array.from(probabilities, (probability, digit) => ({ digit, probability })).sort(
    (a, b) => b.probability - a.probability || a.digit - b.digit,
  );
}

/** A guess in words, and how sure it is. @typedef {{ text: string, probability: number }} Reading */

/**
 * The first and the second guess. Several digits make a number, which is as sure as its least sure digit; in the second
 * guess that digit is another.
 * @param {Guess[][]} digits each digit's guesses in falling order, from left to right; at least one
 * @returns {Reading[]}
 */
export function readings(digits) {
  const sureness = digits.map(([first]) => first.probability);
  const weakest = sureness.indexOf(Math.min(...sureness));
  return [0, 1].map((rank) => ({
    text: digits.map((guesses, i) => guesses[i === weakest ? rank : 0].digit).join(''),
    probability: digits[weakest][rank].probability,
  }));
}

/** The rows of a model that has nothing to guess yet. @type {readonly Guess[]} */
export const noGuesses = Array.from({ length: 10 }, (_, digit) => ({ digit, probability: 0 }));

/** @param {number} probability */
function percent(probability) {
  return `${Math.round(100 * probability)} %`;
}

/**
 * One rank of every model's guesses, side by side. Readers hear it only once nothing moves any more.
 * @param {{ label: string, rank: number, models: { name: string, readings: Reading[] | null }[], moving: boolean, empty: string }} options
 */
export function guessInWords({ label, rank, models, moving, empty }) {
  const cell = (
    /** @type {{ name: string, readings: Reading[] | null }} */ { name, readings },
    /** @type {number} */ i,
  ) => {
    const guess = readings?.[rank];
    if (!guess) return html`<span class="cell"></span>`;
    const who = html`<span class="visually-hidden">${i > 0 ? '; ' : ''}${name}: </span>`;
    const unsure = rank === 0 && !isSure(readings) ? html`<span class="unsure">Not sure; perhaps </span>` : nothing;
    const comma = html`<span class="visually-hidden">, </span>`;
    const share = html`<span class="share">${percent(guess.probability)}</span>`;
    return html`<span class="cell">${who}${unsure}<strong style=${styleMap({ '--digits': guess.text.length })}>${guess.text}</strong>${comma}${share}</span>`;
  };
  const guessed = models.some(({ readings }) => readings);
  return html`<p class="in-words" role="status" aria-label=${label} aria-busy=${moving}>${guessed ? models.map(cell) : empty}</p>`;
}

/**
 * Bars for all ten digits. They are read in falling order and stand in the order of the digits, so that no bar jumps. A bar
 * is an element of its own: a custom property of the row would have all that is in it styled anew in every frame.
 * @param {string} name the model's
 * @param {Guess[] | null} guesses in falling order, null when nothing is drawn
 */
export function guessBars(name, guesses) {
  const row = (/** @type {Guess} */ { digit, probability }, /** @type {number} */ rank) => html`<li
    style=${styleMap({ order: digit })}
    data-rank=${guesses ? rank + 1 : nothing}
    aria-hidden=${guesses ? nothing : 'true'}
  ><b>${digit}</b><div class="bar" style=${styleMap({ transform: `scaleX(${probability})` })}></div>${guesses ? html`<i>, </i><span>${percent(probability)}</span>` : nothing}</li>`;
  return html`<ol class="guess-bars" role="list" aria-label="Guesses: ${name}">${repeat(guesses ?? noGuesses, ({ digit }) => digit, row)}</ol>`;
}
