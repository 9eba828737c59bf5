// @ts-check
// Share: what is on the page as a link, as a session, as a network for other tools, as pictures and as tables.

import './share.css';
import { html, render } from 'lit';
import { filesOfCore } from '../shared/files.js';
import { createLink } from './link-part.js';
import { createNetwork } from './network-part.js';
import { createPictures } from './pictures-part.js';
import { createSession } from './session-part.js';

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

/** @param {There} there @param {Lab} lab */
export async function share(there, lab) {
  if (document.querySelector('dialog.share')) return; // pressed twice before it came
  const { Files } = await filesOfCore();
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.className = 'share';
  dialog.setAttribute('aria-label', 'Share');
  dialog.addEventListener('close', () => dialog.remove());
  /** @type {Part[]} */
  const parts = [];
  const close = () => dialog.close();
  const draw = () => render(template(parts, close), dialog);
  const context = { there, lab, Files, draw, close };
  parts.push(createLink(context), createSession(context), createNetwork(context), createPictures(context));
  await parts[0].opened?.();
  dialog.showModal();
}

/** @param {Part[]} parts @param {() => void} close */
function template(parts, close) {
  const toggled = (/** @type {Event} */ { target }, /** @type {Part} */ part) => {
    if (/** @type {HTMLDetailsElement} */ (target).open) part.opened?.();
  };
  return html`<h2>Share</h2>
    ${parts.map(
      (
        part,
        i,
      ) => html`<details name="share" ?open=${i === 0} @toggle=${(/** @type {Event} */ event) => toggled(event, part)}>
        <summary>${part.title}</summary>
        <div class="part">${part.template()}</div>
      </details>`,
    )}
    <p class="buttons"><button type="button" @click=${close}>Close</button></p>`;
}
