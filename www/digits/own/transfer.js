// @ts-check
// Import and export: buttons, a bar while files are read, and Cancel.

import { html } from 'lit';
import { count } from '../../shared/numbers.js';

/** @typedef {{ what: string, done: number, of: number, stop: () => void }} Running */

/**
 * @typedef {object} TransferActions
 * @property {(files: File[]) => void} take
 * @property {(form: 'idx' | 'idx.gz' | 'png') => void} give
 * @property {() => void} clear
 * @property {() => void} keep thinks better of it
 */

/** @param {{ digits: number, running: Running | null, sure: boolean }} state `sure`: Delete all was pressed once @param {TransferActions} actions */
export function transferRow({ digits, running, sure }, { take, give, clear, keep }) {
  if (running) return progressRow(running);
  const chosen = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    take([...(input.files ?? [])]);
    input.value = ''; // so that the same file can be chosen again
  };
  const empty = digits === 0;
  return html`
    <label class="button">Import<input type="file" multiple aria-label="Import" accept=".idx,.gz,image/*,application/octet-stream,*/*" @change=${chosen} /></label>
    <button type="button" ?disabled=${empty} @click=${() => give('idx')}>Export IDX</button>
    <button type="button" ?disabled=${empty} @click=${() => give('idx.gz')}>Export IDX, gz</button>
    <button type="button" ?disabled=${empty} @click=${() => give('png')}>Export PNG</button>
    <button type="button" ?disabled=${empty} @click=${clear} @blur=${keep}>${sure ? `Really delete all ${count(digits)}?` : 'Delete all'}</button>
  `;
}

/** @param {Running} running */
function progressRow({ what, done, of, stop }) {
  return html`<label class="inline"><span>${what}</span><progress max=${of} .value=${done}></progress></label>
    <button type="button" @click=${stop}>Cancel</button>`;
}
