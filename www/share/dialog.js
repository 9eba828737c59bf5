// @ts-check
// What is on the page taken along: as a link, as a session, as a network for other tools, as pictures and as tables.

import './share.css';
import { html, render } from 'lit';
import { filesOfCore } from '../shared/files.js';
import { createLink } from './link-part.js';
import { createNetwork } from './network-part.js';
import { createPictures } from './pictures-part.js';
import { createOpening, createSaving } from './session-part.js';

/** @typedef {import('../labs.js').Lab} Lab */
/** @typedef {import('./page.js').There} There */
/**
 * What a part may know and do.
 * @typedef {object} Context
 * @property {There} there
 * @property {Lab} lab that is on the page
 * @property {import('../shared/files.js').FilesOfCore['Files']} Files
 * @property {() => void} draw draws the dialog anew
 * @property {() => void} close
 */
/** @typedef {{ title: string, template: () => unknown, opened?: () => void }} Part */

/** What each of them is made of. @type {Record<string, ((context: Context) => Part)[]>} */
const dialogs = {
  Share: [createLink],
  'Save session': [createSaving],
  'Open session': [createOpening],
  Export: [createNetwork, createPictures],
};

/** @param {There} there @param {Lab} lab @param {string} name of the dialog, as on its button */
export async function show(there, lab, name) {
  if (document.querySelector('dialog.share')) return; // pressed twice before it came
  const { Files } = await filesOfCore();
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.className = 'share';
  dialog.setAttribute('aria-label', name);
  dialog.addEventListener('close', () => dialog.remove());
  const close = () => dialog.close();
  const draw = () => render(template(name, parts, close), dialog);
  // Within a lesson its link leads to the scene; all else is of its run.
  const context = { there, lab: name === 'Share' ? lab : (lab.inner ?? lab), Files, draw, close };
  const parts = dialogs[name].map((create) => create(context));
  await parts[0].opened?.();
  draw();
  dialog.showModal();
}

/** @param {string} name @param {Part[]} parts @param {() => void} close */
function template(name, parts, close) {
  return html`<h2>${name}</h2>
    ${parts.length === 1 ? html`<div class="part">${parts[0].template()}</div>` : parts.map((part, i) => folded(part, i === 0))}
    <p class="buttons"><button type="button" @click=${close}>Close</button></p>`;
}

/** One of several: opening it closes the others. @param {Part} part @param {boolean} isFirst */
function folded(part, isFirst) {
  const toggled = (/** @type {Event} */ { target }) => {
    if (/** @type {HTMLDetailsElement} */ (target).open) part.opened?.();
  };
  return html`<details name="share" ?open=${isFirst} @toggle=${toggled}>
    <summary>${part.title}</summary>
    <div class="part">${part.template()}</div>
  </details>`;
}
