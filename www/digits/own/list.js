// @ts-check
// One's own digits as small pictures, a row for each label; the chosen one can be labelled anew or deleted.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { count } from '../../shared/numbers.js';
import { pixelsOf } from '../pixels.js';
import { SIDE } from '../side.js';
import { paintThumbnails } from '../thumbnails.js';
import { labels } from './teach.js';

/** @typedef {import('./set.js').Digit} Digit */

/**
 * @typedef {object} ListState
 * @property {Digit[][]} byLabel
 * @property {Digit | null} chosen
 * @property {number[]} most pictures that are shown of each label
 * @property {(digit: Digit) => number | undefined} readAs what the marking model takes a digit for, once that is known
 */

/** @typedef {{ choose: (digit: Digit) => void, more: (label: number) => void }} ListActions */

/** Pictures of a label that are shown at first, and that each press of "more" adds. */
export const STEP = 14;

/** @param {ListState} state @param {ListActions} actions */
export function digitList(state, actions) {
  const rows = state.byLabel.map((digits, label) => ({ label, digits }));
  return rows.filter(({ digits }) => digits.length > 0).map((row) => classRow(row, state, actions));
}

/** @param {{ label: number, digits: Digit[] }} row @param {ListState} state @param {ListActions} actions */
function classRow({ label, digits }, { chosen, most, readAs }, { choose, more }) {
  const rest = digits.length - most[label];
  const shown = digits.slice(-most[label]).reverse();
  return html`<h3>${label}</h3>
    <ul class="own-thumbnails" aria-label="Your digits: ${label}">
      ${repeat(
        shown,
        (digit) => digit,
        (digit, i) => html`<li>${thumbnail(digit, digits.length - i, digit === chosen, readAs(digit), choose)}</li>`,
      )}
      ${rest > 0 ? html`<li><button type="button" @click=${() => more(label)} aria-label="Show more of ${label}">${count(rest)} more</button></li>` : nothing}
    </ul>`;
}

/** @param {Digit} digit @param {number} number @param {boolean} isChosen @param {number | undefined} readAs @param {ListActions['choose']} choose */
function thumbnail(digit, number, isChosen, readAs, choose) {
  const mark = readAs === undefined ? 'unread' : readAs === digit.label ? 'right' : 'wrong';
  const what = readAs === undefined ? '' : `, read as ${readAs}`;
  return html`<button type="button" class="own-thumbnail ${mark}" aria-pressed=${isChosen} @click=${() => choose(digit)}
    aria-label="${digit.label}, number ${number}${what}">
    <canvas width=${SIDE} height=${SIDE} .digit=${digit}></canvas>${mark === 'wrong' ? html`<span aria-hidden="true">${readAs}</span>` : nothing}
  </button>`;
}

/** Paints the pictures that the list has only framed. @param {HTMLElement} place */
export function paintList(place) {
  const shown = (/** @type {HTMLCanvasElement} */ canvas) =>
    /** @type {HTMLCanvasElement & { digit: Digit }} */ (canvas).digit;
  paintThumbnails(place, shown, ({ picture }) => pixelsOf(picture));
}

/** @param {Digit | null} chosen @param {{ relabel: (label: number) => void, remove: () => void }} actions */
export function editor(chosen, { relabel, remove }) {
  if (!chosen) return nothing;
  const change = (/** @type {Event} */ event) => relabel(Number(/** @type {HTMLSelectElement} */ (event.target).value));
  return html`<span>On the pad: one of yours.</span>
    <label class="inline">It is a
      <select aria-label="Label" .value=${live(String(chosen.label))} @change=${change}>
        ${labels.map((label) => html`<option ?selected=${label === chosen.label}>${label}</option>`)}
      </select></label>
    <button type="button" @click=${remove}>Delete</button>`;
}
