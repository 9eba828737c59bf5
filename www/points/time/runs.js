// @ts-check
// Earlier runs: faint curves with names, to hide, to forget, or to run again to the last bit.

import { html, nothing, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { Runs } from '../../pkg/gradual_rest.js';
import { fold } from '../../shared/fold.js';
import { fixed } from '../../shared/numbers.js';
import { onView } from '../../shared/view.js';

/** @typedef {import('../../pkg/gradual.js').AllRuns} AllRuns */
/** @typedef {import('../../pkg/gradual.js').EarlierRun} EarlierRun */
/** `open`: whose settings are unfolded; `replayed`: the run under way that was set up as an earlier one. @typedef {{ open: number[], replayed: { number: number, as: number } | null }} Look */
/** @typedef {{ show: (run: number, shown: boolean) => void, replay: (run: number) => void, forget: (run: number) => void, unfold: (run: number, open: boolean) => void }} Actions */

/** @type {import('../section.js').Entry} */
export const earlierRuns = {
  name: 'earlier-runs',
  label: 'Earlier runs',
  first: { open: [], replayed: null },
  create(element, lab, { slice, scope }) {
    /** @type {Actions} */
    const actions = {
      show: (run, shown) => lab.chart.set({ hidden: listed(lab.chart.value.hidden, run, !shown) }),
      replay(run) {
        lab.pause();
        lab.attempt((race) => {
          Runs.replay(race, run);
          slice.set({ replayed: { number: Runs.all(race).number, as: run } });
        });
      },
      forget: (run) => lab.attempt((race) => Runs.forget(race, run)),
      unfold: (run, open) => slice.set({ open: listed(slice.value.open, run, open) }),
    };
    function view() {
      const runs = lab.runs();
      const { open, replayed } = /** @type {Look} */ (slice.value);
      const as = replayed?.number === runs.number ? replayed.as : null;
      return { runs, hidden: lab.chart.value.hidden, open, as };
    }
    return { changed: onView(element, lab.running, () => render(template(view(), actions), element), scope) };
  },
};

/** A list with a run, or without it. @param {number[]} list @param {number} run @param {boolean} wanted */
function listed(list, run, wanted) {
  const others = list.filter((other) => other !== run);
  return wanted ? [...others, run] : others;
}

/** @param {{ runs: AllRuns, hidden: number[], open: number[], as: number | null }} view @param {Actions} actions */
function template({ runs: { ended, number, name }, hidden, open, as }, actions) {
  return html`<h2>Earlier runs</h2>
    <p class="hint">
      A run ends when it starts again, when its settings or data change, and when you go on from before such a change. Its curve stays, faint, and the same steps give
      the same numbers to the last digit.
    </p>
    <p class="under-way">Under way: ${titled(number, name)}${as ? `, set up as run ${as} was: press Train or Step` : nothing}</p>
    ${
      ended.length > 0
        ? html`<ul class="runs" aria-label="Earlier runs">
            ${ended.map((run) => html`<li>${runRow(run, { shown: !hidden.includes(run.number), open: open.includes(run.number) }, actions)}</li>`)}
          </ul>`
        : html`<p class="hint">None has ended yet.</p>`
    }`;
}

/** @param {EarlierRun} run @param {{ shown: boolean, open: boolean }} look @param {Actions} actions */
function runRow({ number, name, settings, epochs, samePoints }, { shown, open }, { show, replay, forget, unfold }) {
  const tick = (/** @type {Event & { target: HTMLInputElement }} */ event) => show(number, event.target.checked);
  return html`<label class="inline"
      ><input type="checkbox" aria-label="Show run ${number}" .checked=${live(shown && samePoints)} ?disabled=${!samePoints} @change=${tick} /><b
        >${titled(number, name)}</b
      ></label
    >
    <span class="hint">to epoch ${fixed(epochs, 1)}${samePoints ? nothing : ', of other data: not on the chart'}</span>
    <span class="buttons">
      <button type="button" aria-label="Replay run ${number}" @click=${() => replay(number)}>Replay</button>
      <button type="button" class="quiet" aria-label="Delete run ${number}" @click=${() => forget(number)}>Delete</button>
    </span>
    <details ${fold(open, (open) => unfold(number, open))}>
      <summary>Its settings</summary>
      <p class="hint">${settings}</p>
    </details>`;
}

/** @param {number} number @param {string} name */
function titled(number, name) {
  return name ? `Run ${number}: ${name}` : `Run ${number}`;
}
