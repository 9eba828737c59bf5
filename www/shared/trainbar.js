// @ts-check
// The bar that runs a lab: train or pause, step, start again, and where the run is.

import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { numberField } from './number-field.js';
import { fixed } from './numbers.js';
import { quality } from './quality.js';

/** @typedef {import('../pkg/gradual.js').Report} Report */
/** @typedef {import('./clock.js').Speed} Speed */

/** @type {{ value: Speed, label: string }[]} */
const speeds = [
  { value: 1, label: '1 batch a frame' },
  { value: 10, label: '10 batches' },
  { value: 100, label: '100 batches' },
  { value: 0, label: 'full speed' },
];

/** A speed that one can choose, from one that was kept. @param {Speed} kept @param {Speed} otherwise */
export function speedOf(kept, otherwise) {
  return speeds.some(({ value }) => value === kept) ? kept : otherwise;
}

/** Where the run is now, and what is told of it: where it is, and how good its models are. @typedef {{ now: string, where: string, scores: string }} Progress */
/** @typedef {{ running: boolean, speed: Speed, seed: number, progress: Progress }} Run */
/**
 * @typedef {object} Actions
 * @property {() => void} toggle
 * @property {() => void} step trains one batch
 * @property {() => void} stepEpoch trains to the end of the epoch
 * @property {() => void} restart
 * @property {(seed?: number) => void} newWeights draws other weights, from a given seed or a new one
 * @property {(speed: Speed) => void} setSpeed
 */

/** @param {Run} run @param {Actions} actions */
export function trainBar({ running, speed, seed, progress }, actions) {
  return html`<div class="train-bar">
    <button type="button" class="primary" aria-label="Train" aria-pressed=${running} @click=${actions.toggle}>
      ${running ? '❚❚' : '▶'} Train
    </button>
    <button type="button" aria-label="Step" @click=${actions.step}>Step</button>
    <button type="button" aria-label="Step one epoch" @click=${actions.stepEpoch}>Epoch</button>
    <button type="button" @click=${actions.restart}>Restart</button>
    <button type="button" @click=${() => actions.newWeights()}>New weights</button>
    <label class="inline speed"
      >Speed
      <select @change=${(/** @type {Event & { target: HTMLSelectElement }} */ event) => actions.setSpeed(speeds[event.target.selectedIndex].value)}>
        ${speeds.map(({ value, label }) => html`<option .selected=${live(value === speed)}>${label}</option>`)}
      </select></label
    >
    <label class="inline seed"
      >Seed
      ${numberField({ value: seed, min: 0, max: 4294967295 }, actions.newWeights)}</label>
    <details>
      <summary aria-label="What these do">?</summary>
      <p class="hint">Step trains one batch, Epoch the rest of the epoch. Restart goes back to the first weights and has the same
        batches again; New weights draws others. The seed fixes the first weights and the order of the batches.</p>
    </details>
    <p class="progress">
      <span aria-hidden="true">${progress.now}</span>
      <span class="visually-hidden" role="status" aria-label="Progress" aria-busy=${running}>${progress.where}<span>${progress.scores}</span></span>
    </p>
  </div>`;
}

/** All models are as far as the first that learns step by step. @param {Report} report */
const leading = ({ models }) => models.find(({ fitted }) => !fitted) ?? models[0];

/** @param {Report} report */
function whereNow(report) {
  const { epoch, iteration } = leading(report);
  return `epoch ${epoch} · iteration ${iteration}`;
}

/** @param {Report} report @param {string} judgedBy */
function progressInWords(report, judgedBy) {
  const { models, regression } = report;
  const first = leading(report);
  const { word, told } = quality(regression);
  const isShort = models.length > 3; // or they would not fit
  const which = first.heldOut ? `${judgedBy}: ` : first.train ? 'training: ' : '';
  const scores = models.map(({ name, train, heldOut, stopped, iteration }) => {
    const score = heldOut ?? train;
    if (stopped) return `${name}: stopped at ${iteration}`;
    if (!score) return `${name}: not scored yet`;
    const good = told(score.accuracy);
    return isShort ? `${name}: ${good}` : `${name}: loss ${fixed(score.loss, 3)}, ${word} ${good}`;
  });
  return { where: `Epoch ${first.epoch} · iteration ${first.iteration}`, scores: ` · ${which}${scores.join(' · ')}` };
}

/** Milliseconds from one telling of the progress to the next while a run goes on, or screen readers would never be done. */
const TELLING = 1000;

/**
 * Shows where the run is, and tells its progress: at once while the run stands, about once a second while it goes on.
 * The scores are shown beside the models alone, so that no number stands on the page in two states.
 * @param {string} judgedBy the examples that are not learned from
 */
export function createProgress(judgedBy) {
  let told = { progress: { where: '', scores: '' }, at: Number.NEGATIVE_INFINITY };
  return (/** @type {Report} */ report, /** @type {boolean} */ running) => {
    const now = performance.now();
    if (!running || now - told.at > TELLING) told = { progress: progressInWords(report, judgedBy), at: now };
    return { now: whereNow(report), ...told.progress };
  };
}
