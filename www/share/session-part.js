// @ts-check
// A session: all of a lab as one file, and files that come back.

import { html } from 'lit';
import { download } from '../shared/download.js';
import { sentenceOf } from '../shared/sentence.js';
import { openFile } from './opening.js';

/** @param {import('./dialog.js').Context} context @returns {import('./dialog.js').Part} */
export function createSession({ there, lab, Files, draw, close }) {
  let said = '';

  /** @param {() => unknown} act */
  async function attempt(act) {
    try {
      said = String((await act()) ?? '');
    } catch (error) {
      said = sentenceOf(error);
    }
    draw();
  }

  const save = () =>
    attempt(() => {
      const file = Files.session(lab.race, JSON.stringify(lab.state));
      download(new Blob([/** @type {BlobPart} */ (file)]), `gradual-${lab.state?.lab}-${today()}.safetensors`);
      return `Saved: ${inWords(file.length)}.`;
    });
  const open = (/** @type {Event & { target: HTMLInputElement }} */ { target }) =>
    attempt(async () => {
      const [file] = target.files ?? [];
      target.value = '';
      if (file && (await openFile(there, file)) === 'session') close();
      else if (file) return 'This file holds a network: open it below, under Network.';
    });
  return {
    title: 'Session',
    template: () => html`
      <p>A session is a file with everything: data, models, weights, optimisers, curves and the past. It goes on here where it
        was, on any device, and Python opens it, too.</p>
      <p class="buttons">
        <button type="button" @click=${save}>Save the session</button>
        <label class="file">Open a session <input type="file" accept=".safetensors" @change=${open} /></label>
      </p>
      <p role="status">${said}</p>`,
  };
}

const today = () => new Date().toISOString().slice(0, 10);

/** @param {number} bytes */
function inWords(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
