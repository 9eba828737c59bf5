// @ts-check
// A session: all of a lab as one file, and files that come back.

import { html } from 'lit';
import { download } from '../shared/download.js';
import { openFile } from './opening.js';
import { telling } from './telling.js';

/** @typedef {import('./dialog.js').Context} Context */
/** @typedef {import('./dialog.js').Part} Part */

/** @param {Context} context @returns {Part} */
export function createSaving({ lab, Files, draw }) {
  const told = telling(draw);
  let name = `gradual-${lab.state?.lab}-${new Date().toISOString().slice(0, 10)}`;
  const rename = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => {
    name = target.value.trim() || name;
  };
  const save = () =>
    told.attempt(() => {
      const file = Files.session(lab.race, JSON.stringify(lab.state));
      download(new Blob([/** @type {BlobPart} */ (file)]), `${name}.safetensors`);
      return `Saved: ${inWords(file.length)}.`;
    });
  return {
    title: 'Save session',
    template: () => html`
      <p>A session is a file with everything: data, models, weights, optimisers, curves and the past. It goes on here where it
        was, on any device, and Python opens it, too.</p>
      <label>File name <input type="text" .value=${name} @change=${rename} /></label>
      <p class="buttons"><button type="button" class="primary" @click=${save}>Save</button></p>
      <p role="status">${told.said}</p>`,
  };
}

/** @param {Context} context @returns {Part} */
export function createOpening({ there, draw, close }) {
  const told = telling(draw);
  const open = (/** @type {Event & { target: HTMLInputElement }} */ { target }) =>
    told.attempt(async () => {
      const [file] = target.files ?? [];
      target.value = '';
      if (file && (await openFile(there, file)) === 'session') close();
      else if (file) return 'This file holds a network: open it under Export, Network, into one of the models.';
    });
  return {
    title: 'Open session',
    template: () => html`
      <p>What is in the lab of the session makes room for it. A file that is damaged, or none of a session, changes nothing.</p>
      <label class="file">Session file <input type="file" accept=".safetensors" @change=${open} /></label>
      <p role="status">${told.said}</p>`,
  };
}

/** @param {number} bytes */
function inWords(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
