// @ts-check
// The formula of a measure, which unfolds on a click.

import { html } from 'lit';

/** @param {string} name of the measure @param {string} told */
export function formula(name, told) {
  return html`<details class="formula">
    <summary aria-label=${`Formula: ${name}`}>Formula</summary>
    <p>${told}</p>
  </details>`;
}
