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
  const { moments, at } = past;
  const isNow = at + 1 >= moments;
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
  `;
}

/** @param {Past} past */
function place({ moments, at, epochs, now }) {
  if (at + 1 >= moments) return `now, epoch ${now.toFixed(1)}`;
  return `epoch ${epochs.toFixed(1)} of ${now.toFixed(1)}`;
}
