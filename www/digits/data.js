// @ts-check
// Which digits are there: a bar while they load, a sentence when they fail to, a button for the rest of them.

import { html, nothing } from 'lit';

/**
 * @typedef {object} DataState
 * @property {number} trainCount training digits that are there, 0 before any have loaded
 * @property {{ what: string, megabytes: number, of: number } | null} loading
 * @property {{ sentence: string, again: () => void } | null} failure
 */

const all = 60_000;

/** @param {DataState} state @param {() => void} loadAll */
export function dataLine({ trainCount, loading, failure }, loadAll) {
  const more = trainCount > 0 && trainCount < all && !loading && !failure;
  return html`<div class="data-line">
    ${trainCount > 0 ? html`<span>${count(trainCount)} training digits</span>` : nothing}
    ${loading ? loadingBar(loading) : nothing}
    ${failure ? html`<p role="alert">${failure.sentence} <button type="button" @click=${failure.again}>Try again</button></p>` : nothing}
    ${more ? html`<button type="button" @click=${loadAll}>Load all 60,000</button>` : nothing}
  </div>`;
}

/** @param {{ what: string, megabytes: number, of: number }} loading */
function loadingBar({ what, megabytes, of }) {
  return html`<label>
    <span>Loading ${what}: ${megabytes.toFixed(1)} of ${of.toFixed(1)} MB</span>
    <progress max=${of} .value=${megabytes}></progress>
  </label>`;
}

/** @param {number} digits */
export function count(digits) {
  return digits.toLocaleString('en');
}
