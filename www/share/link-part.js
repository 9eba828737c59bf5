// @ts-check
// A link to what is on the page, how long it is, and a picture of it for a camera.

import { html, nothing } from 'lit';
import { renderSVG } from 'uqr';
import { copy } from './copy.js';
import { written } from './link.js';
import { take } from './page.js';

/** Characters that every messenger lets through, that most do, and that a camera can read. */
const [EVERYWHERE, MOSTLY, CAMERA] = [2000, 4000, 1200];

/** What a link holds, by its lab. @type {Record<string, string>} */
const holds = {
  points: 'The link holds the points, the models, their settings and what is open.',
  digits:
    'The link holds the models, their settings and your drawing; weights and your own digits stay here: a session has the weights.',
  lessons: 'The link leads to this lesson, at this scene.',
};

/** What a teacher may hide, and what it is called. */
const hideable = {
  data: 'the data',
  settings: 'the settings',
  progress: 'the loss',
  inside: 'Look inside',
  sections: 'all below',
};

/** @param {import('./dialog.js').Context} context @returns {import('./dialog.js').Part} */
export function createLink({ there, lab, Files, draw, close }) {
  const state = /** @type {NonNullable<typeof lab.state>} */ (lab.state);
  const hasRuns = state.lab === 'points';
  let hasRun = false;
  let isEmbedded = false;
  /** @type {Set<string>} */
  const hidden = new Set();
  let copied = '';
  let link = '';

  async function make() {
    const made = await written(state, hasRun ? Files.run(lab.race) : null);
    link = `${location.href.split(/[?#]/)[0]}${query()}#${made}`;
    draw();
  }

  function query() {
    const wanted = [isEmbedded ? 'embed=1' : '', hidden.size > 0 ? `hide=${[...hidden].join(',')}` : ''].filter(
      Boolean,
    );
    return wanted.length > 0 ? `?${wanted.join('&')}` : '';
  }

  /** @param {() => void} change */
  const changing = (change) => () => {
    change();
    copied = '';
    make();
  };
  const choose = changing(() => {
    hasRun = !hasRun;
  });
  const embed = changing(() => {
    isEmbedded = !isEmbedded;
  });
  const hide = (/** @type {string} */ part) =>
    changing(() => {
      if (!hidden.delete(part)) hidden.add(part);
    });
  const copyIt = async (/** @type {Event} */ { target }) => {
    const field = /** @type {HTMLElement} */ (target).closest('.part')?.querySelector('input[type="text"]');
    copied = await copy(link, /** @type {HTMLInputElement} */ (field));
    draw();
  };
  /** Where the header has no room for them. */
  const others = (/** @type {string} */ name) => {
    close();
    take(there, name);
  };
  return {
    title: 'Link',
    opened: make,
    template: () =>
      template(
        { link, hasRun, isEmbedded, hidden, copied, hasRuns, what: holds[state.lab] ?? '' },
        { choose, embed, hide, copyIt, others },
      ),
  };
}

/**
 * @param {{ link: string, hasRun: boolean, isEmbedded: boolean, hidden: Set<string>, copied: string, hasRuns: boolean, what: string }} shown
 * @param {{ choose: () => void, embed: () => void, hide: (part: string) => () => void, copyIt: (event: Event) => void, others: (name: string) => void }} actions
 */
function template(
  { link, hasRun, isEmbedded, hidden, copied, hasRuns, what },
  { choose, embed, hide, copyIt, others },
) {
  const select = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => target.select();
  return html`
    <p>${what}</p>
    ${hasRuns ? html`<label><input type="checkbox" .checked=${hasRun} @change=${choose} /> include the trained weights</label>` : nothing}
    <label>Link <input type="text" readonly .value=${link} @focus=${select} /></label>
    <p role="status">${link.length.toLocaleString('en')} characters: ${lengthInWords(link.length)} ${copied}</p>
    ${link.length <= CAMERA ? html`<div class="code" role="img" aria-label="The link as a QR code" .innerHTML=${renderSVG(link, { ecc: 'L', border: 4 })}></div>` : nothing}
    <p class="buttons"><button type="button" @click=${copyIt}>Copy link</button></p>
    <p class="buttons narrow">${['Save session', 'Open session', 'Export'].map((name) => html`<button type="button" @click=${() => others(name)}>${name}</button>`)}</p>
    <p class="buttons narrow">${document.querySelector('.about > a')?.cloneNode(true)}</p>
    <details class="snippet">
      <summary>For a page or a lesson of your own</summary>
      <p><label><input type="checkbox" .checked=${isEmbedded} @change=${embed} /> without the header, for a frame</label></p>
      <fieldset class="hidden-parts"><legend>Leave out</legend>
        ${Object.entries(hideable).map(([part, what]) => html`<label><input type="checkbox" .checked=${hidden.has(part)} @change=${hide(part)} /> ${what}</label>`)}
      </fieldset>
      <label>Frame <textarea readonly rows="3" spellcheck="false" .value=${frame(link)} @focus=${select}></textarea></label>
    </details>`;
}

/** What shows it within another page. @param {string} link */
const frame = (link) =>
  `<iframe src="${link.replaceAll('&', '&amp;')}" title="Gradual" style="width: 100%; height: 900px; border: 0"></iframe>`;

/** @param {number} length */
function lengthInWords(length) {
  if (length <= EVERYWHERE) return 'fits everywhere.';
  if (length <= MOSTLY) return 'fits most places; some messengers cut it.';
  return 'many messengers cut it: save the session and send that file.';
}
