// @ts-check
// A link to what is on the page, how long it is, and a picture of it for a camera.

import { html, nothing } from 'lit';
import { renderSVG } from 'uqr';
import { copy } from './copy.js';
import { written } from './link.js';

/** Characters that every messenger lets through, that most do, and that a camera can read. */
const [EVERYWHERE, MOSTLY, CAMERA] = [2000, 4000, 1200];

/** @param {import('./dialog.js').Context} context @returns {import('./dialog.js').Part} */
export function createLink({ lab, Files, draw }) {
  const state = /** @type {NonNullable<typeof lab.state>} */ (lab.state);
  const isOfDigits = state.lab === 'digits';
  let hasRun = false;
  let copied = '';
  let link = '';

  async function make() {
    const made = await written(state, hasRun ? Files.run(lab.race) : null);
    link = `${location.href.split('#')[0]}#${made}`;
    draw();
  }

  const choose = () => {
    hasRun = !hasRun;
    copied = '';
    make();
  };
  const copyIt = async (/** @type {Event} */ { target }) => {
    const field = /** @type {HTMLElement} */ (target).closest('.part')?.querySelector('input[type="text"]');
    copied = await copy(link, /** @type {HTMLInputElement} */ (field));
    draw();
  };
  return {
    title: 'Link',
    opened: make,
    template: () => template({ link, hasRun, copied, isOfDigits }, { choose, copyIt }),
  };
}

/**
 * @param {{ link: string, hasRun: boolean, copied: string, isOfDigits: boolean }} shown
 * @param {{ choose: () => void, copyIt: (event: Event) => void }} actions
 */
function template({ link, hasRun, copied, isOfDigits }, { choose, copyIt }) {
  const select = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => target.select();
  return html`
    <p>${isOfDigits ? 'The link holds the models, their settings and your drawing; weights and your own digits stay here: a session has the weights.' : 'The link holds the points, the models, their settings and what is open.'}</p>
    ${isOfDigits ? nothing : html`<label><input type="checkbox" .checked=${hasRun} @change=${choose} /> include the trained weights</label>`}
    <label>Link <input type="text" readonly .value=${link} @focus=${select} /></label>
    <p role="status">${link.length.toLocaleString('en')} characters: ${lengthInWords(link.length)} ${copied}</p>
    ${link.length <= CAMERA ? html`<div class="code" role="img" aria-label="The link as a QR code" .innerHTML=${renderSVG(link, { ecc: 'L', border: 4 })}></div>` : nothing}
    <p class="buttons"><button type="button" @click=${copyIt}>Copy link</button></p>`;
}

/** @param {number} length */
function lengthInWords(length) {
  if (length <= EVERYWHERE) return 'fits everywhere.';
  if (length <= MOSTLY) return 'fits most places; some messengers cut it.';
  return 'many messengers cut it: save the session below and send that file.';
}
