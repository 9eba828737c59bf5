// @ts-check
// The timeline: a slider over the moments of the run, from its start to its present.

import { html, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { Timeline } from '../../pkg/gradual.js';
import { fixed } from '../../shared/numbers.js';

/** @typedef {import('../../pkg/gradual.js').Past} Past */

/** @type {import('../section.js').Entry} */
export const timeline = {
  name: 'timeline',
  place: '.timeline',
  create(element, lab) {
    /** @param {number} moment */
    function seek(moment) {
      lab.pause();
      Timeline.seek(lab.race(), moment);
      lab.refresh();
    }

    const actions = {
      seek,
      resume: () => lab.attempt((race) => Timeline.resume(race)),
      now: () => seek(lab.past().moments - 1),
    };
    /** Without a past it is not there. */
    function draw() {
      element.hidden = lab.past().moments < 2;
      render(template(lab.past(), lab.running(), actions), element);
    }
    return { changed: draw, scored: draw };
  },
};

/** @param {Past} past @param {boolean} running @param {{ seek: (moment: number) => void, resume: () => void, now: () => void }} actions */
function template(past, running, { seek, resume, now }) {
  const { moments, at } = past;
  const isNow = looksAtNow(past);
  return html`
    <label
      ><span>Timeline</span>
      <input
        type="range"
        aria-label="Timeline"
        aria-valuetext=${running ? 'now' : place(past)}
        min="0"
        max=${Math.max(0, moments - 1)}
        .value=${live(String(at))}
        @input=${(/** @type {Event & { target: HTMLInputElement }} */ event) => seek(event.target.valueAsNumber)}
    /></label>
    <span class="place">${place(past)}</span>
    <button type="button" ?disabled=${isNow} @click=${resume}>Resume here</button>
    <button type="button" ?disabled=${isNow} @click=${now}>Back to now</button>
    <p class="shown" role="status" aria-label="What the timeline shows">${shown(past)}</p>
  `;
}

/** @param {Past} past */
const looksAtNow = ({ moments, at }) => at + 1 >= moments;

/** @param {Past} past */
function place(past) {
  const { epochs, now } = past;
  if (epochs === 0) return 'at the start';
  return looksAtNow(past) ? 'now' : `epoch ${fixed(epochs, 1)} of ${fixed(now, 1)}`;
}

/** What one sees at the moment one looks at. @param {Past} past */
function shown(past) {
  const { settingsChanged, dataChanged } = past;
  if (looksAtNow(past)) return 'Drag back to any earlier moment to see it, and to go on from there.';
  const settings = settingsChanged ? ' Settings stay as they are now.' : '';
  if (dataChanged) return `Weights of then on the points of now; the losses were logged then.${settings}`;
  return `Weights, boundaries and losses of then.${settings}`;
}
