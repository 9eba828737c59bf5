// @ts-check
// Share: a link to what is on the page, how long it is, and a picture of it for a camera.

import './share.css';
import { html, nothing, render } from 'lit';
import { renderSVG } from 'uqr';
import { written } from './link.js';

/** @typedef {import('../labs.js').Lab} Lab */

/** Characters that every messenger lets through, that most do, and that a camera can read. */
const [EVERYWHERE, MOSTLY, CAMERA] = [2000, 4000, 1200];

/** @param {Lab} lab that is on the page */
export async function share(lab) {
  if (document.querySelector('dialog.share')) return; // pressed twice before it came
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.className = 'share';
  dialog.setAttribute('aria-label', 'Share');
  dialog.addEventListener('close', () => dialog.remove());
  let hasWeights = false;
  let copied = '';

  async function draw() {
    const link = await linkTo(lab, hasWeights);
    const choose = () => {
      hasWeights = !hasWeights;
      copied = '';
      draw();
    };
    const copy = async () => {
      copied = await copyOf(link, dialog);
      draw();
    };
    render(template({ link, hasWeights, copied, isOfDigits: lab.state?.lab === 'digits' }, { choose, copy }), dialog);
  }

  await draw();
  dialog.showModal();
}

/** @param {Lab} lab @param {boolean} hasWeights */
async function linkTo({ state, race }, hasWeights) {
  const weights = hasWeights ? weightsOf(race) : null;
  return `${location.href.split('#')[0]}#${await written(/** @type {NonNullable<typeof state>} */ (state), weights)}`;
}

/** Of all models, one after the other. @param {Lab['race']} race */
function weightsOf(race) {
  return Float32Array.from(race.models().flatMap((_, model) => [...race.parameters(model)]));
}

/** @param {string} link @param {HTMLElement} dialog @returns {Promise<string>} what came of it */
async function copyOf(link, dialog) {
  try {
    await navigator.clipboard.writeText(link);
    return 'Copied.';
  } catch {
    /** @type {HTMLInputElement} */ (dialog.querySelector('input[type="text"]')).select();
    return 'The browser does not let this page copy: the link is selected, copy it by hand.';
  }
}

/**
 * @param {{ link: string, hasWeights: boolean, copied: string, isOfDigits: boolean }} shown
 * @param {{ choose: () => void, copy: () => void }} actions
 */
function template({ link, hasWeights, copied, isOfDigits }, { choose, copy }) {
  const select = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => target.select();
  return html`<h2>Share</h2>
    <p>${isOfDigits ? 'The link holds the models, their settings and your drawing; weights and your own digits stay here.' : 'The link holds the points, the models, their settings and what is open.'}</p>
    ${isOfDigits ? nothing : html`<label><input type="checkbox" .checked=${hasWeights} @change=${choose} /> include the trained weights</label>`}
    <label>Link <input type="text" readonly .value=${link} @focus=${select} /></label>
    <p role="status">${link.length.toLocaleString('en')} characters: ${lengthInWords(link.length)} ${copied}</p>
    ${link.length <= CAMERA ? html`<div class="code" role="img" aria-label="The link as a QR code" .innerHTML=${renderSVG(link, { ecc: 'L', border: 4 })}></div>` : nothing}
    <p class="buttons">
      <button type="button" @click=${copy}>Copy link</button>
      <button type="button" @click=${(/** @type {Event} */ { target }) => /** @type {HTMLElement} */ (target).closest('dialog')?.close()}>Close</button>
    </p>`;
}

/** @param {number} length */
function lengthInWords(length) {
  if (length <= EVERYWHERE) return 'fits everywhere.';
  if (length <= MOSTLY) return 'fits most places; some messengers cut it.';
  return 'many messengers cut it; send it as a file of text, or without the weights.';
}
