// @ts-check
// Where a run begins, and whether its pictures vary.

import './begin.css';
import { html } from 'lit';
import { live } from 'lit/directives/live.js';

/**
 * @typedef {object} Begin
 * @property {() => void} fromNothing
 * @property {() => void} ready starts from weights that have learned already
 * @property {(on: boolean) => void} augment
 */

/** @param {boolean} augmented @param {Begin} actions */
export function beginning(augmented, { fromNothing, ready, augment }) {
  const change = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => augment(target.checked);
  return html`
    <button type="button" @click=${fromNothing}>Start from nothing</button>
    <button type="button" @click=${ready}>Ready weights</button>
    <label class="inline augmentation">
      <input type="checkbox" .checked=${live(augmented)} @change=${change} />
      <span>Augmentation<small>: each picture trained on is shifted, turned, scaled, thinner or thicker</small></span>
    </label>
  `;
}
