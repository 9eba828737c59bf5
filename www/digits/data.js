// @ts-check
// Which digits are there: a bar while they load, a sentence when they fail to, a button for the rest of them.

import { html, nothing } from 'lit';
import { notice } from '../shared/notice.js';
import { count, fixed } from '../shared/numbers.js';

/**
 * @typedef {object} DataState
 * @property {{ what: string, megabytes: number, load: () => void } | null} offered
 * @property {{ what: string, megabytes: number, of: number, cancel: () => void } | null} loading
 * @property {{ sentence: string, again: () => void } | null} failure
 */

const all = 60_000;

/**
 * @param {DataState} state
 * @param {{ train: number, mnist: number }} counts digits that are learned, and training digits of MNIST that are there, 0 before
 * any have loaded
 * @param {() => void} loadAll
 */
export function dataLine({ offered, loading, failure }, { train, mnist }, loadAll) {
  const more = mnist > 0 && mnist < all && !loading && !failure;
  return html`
    ${failure ? notice(failure.sentence, { retry: failure.again }) : nothing}
    ${offered ? offerOf(offered) : nothing}
    ${loading ? loadingBar(loading) : nothing}
    ${train > 0 ? html`<span>${count(train)} training digits</span>` : nothing}
    ${more ? html`<button type="button" @click=${loadAll}>Load all ${count(all)}</button>` : nothing}
  `;
}

/** @param {NonNullable<DataState['offered']>} offered */
function offerOf({ what, megabytes, load }) {
  return html`<span>This browser saves data, so nothing was loaded to learn from.</span>
    <button type="button" @click=${load}>Load ${what}, ${fixed(megabytes, 1)} MB</button>`;
}

/** @param {NonNullable<DataState['loading']>} loading */
function loadingBar({ what, megabytes, of, cancel }) {
  return html`<label class="inline">
    <span>Loading ${what}: ${fixed(megabytes, 1)} of ${fixed(of, 1)} MB</span>
    <progress max=${of} .value=${megabytes}></progress>
  </label>
  <button type="button" @click=${cancel}>Cancel</button>`;
}
