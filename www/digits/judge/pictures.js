// @ts-check
// Digits as small pictures that can be put on the pad.

import { html } from 'lit';
import { count } from '../../shared/numbers.js';
import { SIDE } from '../side.js';
import { paintThumbnails } from '../thumbnails.js';
import { thoughtList } from './judges.js';

/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {import('../guesses/ranking.js').Guess} Guess */
/** @typedef {import('./confusion.js').Cell} Cell */

/** Pictures that are shown at most. */
export const MOST = 48;

/** @param {number} example @param {string} what it is, in words @param {(example: number) => void} onChoose */
export function thumbnail(example, what, onChoose) {
  return html`<button type="button" class="thumbnail" aria-label="${what}: show it on the pad" @click=${() => onChoose(example)}>
    <canvas width=${SIDE} height=${SIDE} data-example=${example}></canvas>
  </button>`;
}

/** Paints the pictures that `thumbnail` has only framed. @param {HTMLElement} place @param {DigitsView} lab */
export function paintPictures(place, lab) {
  paintThumbnails(
    place,
    ({ dataset }) => Number(dataset.example),
    (example) => lab.picture(example),
  );
}

/**
 * The pictures behind a number of the matrix, and what was thought of the one that was chosen last.
 * @param {Cell} cell @param {Uint32Array} examples @param {(example: number) => void} onChoose
 */
export function picturesBehind({ label, predicted }, examples, onChoose) {
  const rest = examples.length - MOST;
  const title = label === predicted ? `${label} read as ${label}` : `${label} taken for ${predicted}`;
  const picture = (/** @type {number} */ example, /** @type {number} */ i) =>
    html`<li>${thumbnail(example, `Picture ${i + 1}`, onChoose)}</li>`;
  const list = Array.from(examples.subarray(0, MOST), picture);
  return html`
    <h3>${title}: ${examples.length}</h3>
    <ul class="thumbnails" aria-label="Pictures: ${title}">${list}</ul>
    ${rest > 0 ? html`<p class="hint">and ${count(rest)} more; these are the surest.</p>` : ''}
  `;
}

/** @param {number} truth @param {(Guess | null)[]} guesses */
export function chosenPicture(truth, guesses) {
  return html`<p>On the pad: a <strong>${truth}</strong>. When judged, the models took it for</p>${thoughtList(guesses, truth)}`;
}
