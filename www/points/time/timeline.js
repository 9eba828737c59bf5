// @ts-check
// The timeline: a slider over the moments of the run, from its start to its present.

import './time.css';
import { html, render } from 'lit';
import { live } from 'lit/directives/live.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../section.js').Section} Section */
/** @typedef {import('../../pkg/gradual.js').Past} Past */

/** @param {HTMLElement} element @param {LabView} lab @returns {Section} */
export function createTimeline(element, lab) {
  /** @param {number} moment */
  function seek(moment) {
    lab.pause();
    lab.race().seek(moment);
    lab.refresh();
  }

  const actions = {
    seek,
    resume: () => lab.attempt((race) => race.resume()),
    now: () => seek(lab.race().past().moments - 1),
  };
  const draw = () => render(template(lab.race().past(), actions), element);
  return { changed: draw, scored: draw };
}

/** @param {Past} past @param {{ seek: (moment: number) => void, resume: () => void, now: () => void }} actions */
function template(past, { seek, resume, now }) {
  const { moments } = past;
  const isNow = looksAtNow(past);
  return html`
    <label
      ><span>Timeline</span>
      <input
        type="range"
        aria-label="Timeline"
        aria-valuetext=${place(past)}
        min="0"
        max=${Math.max(0, moments - 1)}
        .value=${live(String(at))}
        ?disabled=${moments < 2}
        @input=${(/** @type {Event & { target: HTMLInputElement }} */ event) => seek(event.target.valueAsNumber)}
    /></label>
    <span class="place">${place(past)}</span>
    <button type="button" ?disabled=${isNow} title="Go on from this moment; what came after it is gone" @click=${resume}>
      Resume here
    </button>
    <button type="button" ?disabled=${isNow} @click=${now}>Back to now</button>
    <p class="shown" role="status" aria-label="What the timeline shows">${shown(past)}</p>
  `;
}

/** @param {Past} past */
const looksAtNow = ({ moments, at }) => at + 1 >= moments;

/** @param {Past} past */
function place(past) {
  const [then, now] = [past.epochs, past.now].map((epochs) => epochs.toFixed(1));
  return looksAtNow(past) ? `now, epoch ${now}` : `epoch ${then} of ${now}`;
}

/** What one sees at the moment one looks at. @param {Past} past */
function shown(past) {
  const { settingsChanged, dataChanged } = past;
  if (looksAtNow(past)) return 'The run as it is now. Drag back to see it as it was, and go on from there.';
  const goesOn = settingsChanged ? ' Training goes on by the settings of now.' : '';
  if (dataChanged) return `Weights and losses of then, the losses on the points of then; you see the points of now.${goesOn}`;
  return `Weights, boundaries and losses as they were then.${goesOn}`;
}
