// @ts-check
// Earlier runs: faint curves with names, to hide, to forget, or to run again to the last bit.

import { html, nothing, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { onView } from '../../shared/view.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../section.js').Section} Section */
/** @typedef {import('../../pkg/gradual.js').AllRuns} AllRuns */
/** @typedef {import('../../pkg/gradual.js').EarlierRun} EarlierRun */
/** @typedef {{ show: (run: number, shown: boolean) => void, replay: (run: number) => void, forget: (run: number) => void }} Actions */

/** @param {HTMLElement} element @param {LabView} lab @returns {Section} */
export function createRuns(element, lab) {
  const { hidden } = lab.marks;
  /** What the points of each run were drawn from. @type {Map<number, import('../data.js').Source>} */
  const data = new Map();
  /** The run under way that was set up as an earlier one. */
  let replayed = { number: 0, as: 0 };

  /** @type {Actions} */
  const actions = {
    show(run, shown) {
      if (shown) hidden.delete(run);
      else hidden.add(run);
      lab.attempt(() => {});
    },
    replay(run) {
      lab.pause();
      lab.attempt((race) => {
        race.replay(run);
        lab.replayed(data.get(run) ?? lab.data());
        replayed = { number: race.runs().number, as: run };
      });
    },
    forget: (run) => lab.attempt((race) => race.forgetRun(run)),
  };
  const draw = onView(element, lab.running, () => {
    const runs = lab.race().runs();
    const as = replayed.number === runs.number ? replayed.as : null;
    render(template({ runs, hidden, as }, actions), element);
  });
  return {
    changed() {
      data.set(lab.race().runs().number, lab.data());
      draw();
    },
  };
}

/** @param {{ runs: AllRuns, hidden: Set<number>, as: number | null }} view @param {Actions} actions */
function template({ runs: { ended, number, name }, hidden, as }, actions) {
  return html`<h2>Earlier runs</h2>
    <p class="hint">
      A run ends when it starts again, when its settings or data change, and when you go on from before such a change. Its curve stays, faint, and the same steps give
      the same numbers to the last digit.
    </p>
    <p class="under-way">Under way: ${titled(number, name)}${as ? `, set up as run ${as} was: press Train or Step` : nothing}</p>
    ${
      ended.length > 0
        ? html`<ul class="runs" aria-label="Earlier runs">
            ${ended.map((run) => html`<li>${runRow(run, !hidden.has(run.number), actions)}</li>`)}
          </ul>`
        : html`<p class="hint">None has ended yet.</p>`
    }`;
}

/** @param {EarlierRun} run @param {boolean} shown @param {Actions} actions */
function runRow({ number, name, settings, epochs }, shown, { show, replay, forget }) {
  const tick = (/** @type {Event & { target: HTMLInputElement }} */ event) => show(number, event.target.checked);
  return html`<label class="inline"
      ><input type="checkbox" aria-label="Show run ${number}" .checked=${live(shown)} @change=${tick} /><b
        >${titled(number, name)}</b
      ></label
    >
    <span class="hint">to epoch ${epochs.toFixed(1)}</span>
    <span class="buttons">
      <button type="button" aria-label="Replay run ${number}" @click=${() => replay(number)}>Replay</button>
      <button type="button" class="quiet" aria-label="Delete run ${number}" @click=${() => forget(number)}>Delete</button>
    </span>
    <details>
      <summary>Its settings</summary>
      <p class="hint">${settings}</p>
    </details>`;
}

/** @param {number} number @param {string} name */
function titled(number, name) {
  return name ? `Run ${number}: ${name}` : `Run ${number}`;
}
