// @ts-check
// One of a few: radios, in a row of buttons or with faces of their own.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { named } from './unique.js';

/**
 * What can be chosen. `label` is its accessible name where the face does not tell it, `colour` a token of style.css.
 * @template T
 * @typedef {{ value: T, face: unknown, label?: string, colour?: string }} Choice
 */

/**
 * Buttons side by side, one of which is pressed.
 * @template T
 * @param {{ label: string, choices: Choice<T>[], chosen: T, choose: (value: T) => void }} group `label`: its accessible name
 */
export function radioGroup({ label, choices, chosen, choose }) {
  return named(
    (/** @type {string} */ name) => html`<span class="segmented" role="radiogroup" aria-label=${label}
      >${choices.map(({ value, face, label, colour }) => {
        const dot = colour ? html`<i style="background: var(${colour})"></i>` : nothing;
        return html`<label
          >${radio(name, { label, checked: value === chosen, choose: () => choose(value) })}<span>${dot}${face}</span></label
        >`;
      })}</span
    >`,
  );
}

/**
 * A radio alone, for groups that look otherwise: `named` of unique.js gives the group its name.
 * @param {string} name @param {{ label?: string, checked: boolean, choose: () => void }} radio `label`: its accessible name
 */
export function radio(name, { label, checked, choose }) {
  return html`<input type="radio" name=${name} aria-label=${label ?? nothing} .checked=${live(checked)} @change=${choose} />`;
}
