// @ts-check
// Pictures at the size of a slide, a video of the run, and tables of its numbers.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { download } from '../shared/download.js';
import { indexIn } from '../shared/view-state.js';
import { pictures } from './slides/list.js';
import { png, svg } from './slides/slide.js';
import { record, videoType } from './slides/video.js';
import { described } from './subject.js';
import { telling } from './telling.js';

/** Those that can be saved. */
const tables = ['points', 'predictions', 'history', 'confusion'];

/** @param {import('./dialog.js').Context} context @returns {import('./dialog.js').Part} */
export function createPictures({ lab, Files, draw }) {
  let [picture, model] = [0, 0];
  /** @type {{ cancel: AbortController, share: number } | null} */
  let recording = null;
  /** @type {ReturnType<typeof pictures>} */
  let all = [];
  const isOfDigits = lab.state?.lab === 'digits';
  const chosen = () => all[indexIn(picture, all.length)];

  const told = telling(draw);
  const attempt = (/** @type {() => unknown} */ act) => told.attempt(act);

  async function recordVideo() {
    recording = { cancel: new AbortController(), share: 0 };
    const progress = (/** @type {number} */ share) => {
      if (recording) recording.share = share;
      draw();
    };
    try {
      const video = await record(lab, { signal: recording.cancel.signal, progress });
      if (video) download(video.file, video.name);
      return video ? `Saved as ${video.name}.` : 'Cancelled.';
    } finally {
      recording = null;
    }
  }

  const actions = {
    choose: (/** @type {number} */ index) => {
      picture = index;
    },
    chooseModel: (/** @type {number} */ index) => {
      model = index;
    },
    savePng: () => attempt(async () => download(await png(await chosen().make()), `${fileName(chosen().title)}.png`)),
    saveSvg: () => attempt(async () => download(svg(await chosen().make()), `${fileName(chosen().title)}.svg`)),
    saveTable: (/** @type {string} */ kind) =>
      attempt(() => {
        const text = Files.table(lab.race, kind, indexIn(model, lab.race.models().length), described(lab).classes);
        download(new Blob([text], { type: 'text/csv' }), `${kind}.csv`);
      }),
    record: () => attempt(recordVideo),
    cancel: () => recording?.cancel.abort(),
  };
  return {
    title: 'Pictures and numbers',
    opened: () => {
      all = pictures(lab);
      draw();
    },
    template: () => {
      const titles = all.map(({ title }) => title);
      const models = lab.race.models().map(({ name }) => name);
      return template({ titles, picture, models, model, recording, said: told.said, isOfDigits }, actions);
    },
  };
}

/** @param {string} title */
const fileName = (title) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'picture';

/**
 * @param {{ titles: string[], picture: number, models: string[], model: number, recording: { share: number } | null, said: string, isOfDigits: boolean }} shown
 * @param {{ choose: (index: number) => void, chooseModel: (index: number) => void, savePng: () => void, saveSvg: () => void, saveTable: (kind: string) => void, record: () => void, cancel: () => void }} actions
 */
function template({ titles, picture, models, model, recording, said, isOfDigits }, actions) {
  const index = (/** @type {Event} */ { target }) => /** @type {HTMLSelectElement} */ (target).selectedIndex;
  const kinds = tables.filter((kind) => !(isOfDigits && kind === 'points'));
  return html`
    <p>Every picture at the size of a slide, 1920 by 1080, with its title; PNG for everywhere, SVG to go on drawing.</p>
    <label class="inline">Picture
      <select @change=${(/** @type {Event} */ event) => actions.choose(index(event))}>
        ${titles.map((title, i) => html`<option .selected=${live(i === picture)}>${title}</option>`)}
      </select></label>
    <p class="buttons">
      <button type="button" @click=${actions.savePng}>Save as PNG</button>
      <button type="button" @click=${actions.saveSvg}>Save as SVG</button>
    </p>
    ${isOfDigits || !videoType() ? nothing : video(recording, actions)}
    <p>Tables as CSV, with a header. Predictions are what every model says, history is the curves.</p>
    <label class="inline">Confusion of
      <select @change=${(/** @type {Event} */ event) => actions.chooseModel(index(event))}>
        ${models.map((name, i) => html`<option .selected=${live(i === model)}>${name}</option>`)}
      </select></label>
    <p class="buttons">
      ${kinds.map((kind) => html`<button type="button" @click=${() => actions.saveTable(kind)}>Save ${kind}</button>`)}
    </p>
    <p role="status">${said}</p>`;
}

/** @param {{ share: number } | null} recording @param {{ record: () => void, cancel: () => void }} actions */
function video(recording, actions) {
  return recording
    ? html`<p class="buttons"><progress aria-label="Recording" max="1" value=${recording.share}></progress>
        <button type="button" @click=${actions.cancel}>Cancel</button></p>`
    : html`<p class="buttons"><button type="button" @click=${actions.record}>Train for 8 seconds and save a video</button></p>`;
}
