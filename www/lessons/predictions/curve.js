// @ts-check
// A curve of the run, sketched at six places: each is a slider that stands upright.

import { html, nothing, svg } from 'lit';
import { fixed } from '../../shared/numbers.js';
import { curveAt } from '../measure.js';

/** @typedef {import('../format.js').Curve} Curve */
/** @typedef {import('../measure.js').RaceRun} Run */

/** Places along the epochs. */
const PLACES = 6;

/** Steps of a slider. */
const STEPS = 100;

/** Of the picture, in its own units. */
const [WIDTH, HEIGHT] = [300, 140];

const NAMES = {
  trainLoss: 'Training loss',
  heldOutLoss: 'Held-out loss',
  trainAccuracy: 'Training accuracy',
  heldOutAccuracy: 'Held-out accuracy',
};

/** @param {Curve} predict */
const nameOf = ({ of }) => NAMES[/** @type {keyof typeof NAMES} */ (of)];

/** @param {Curve} predict */
const epochsOf = ({ epochs }) => Array.from({ length: PLACES }, (_, i) => Math.round((epochs * i) / (PLACES - 1)));

/** Where nothing was scored, nothing is compared. @param {Curve} predict @param {number[]} guess @param {Run} run */
function distance(predict, guess, run) {
  const gaps = curveAt(run, predict, epochsOf(predict))
    .map((value, i) => Math.abs(value - guess[i]))
    .filter(Number.isFinite);
  return gaps.length > 0 ? gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length : Number.POSITIVE_INFINITY;
}

/** @param {number} value @param {Curve} predict */
const written = (value, { from, to }) => fixed(value, to - from <= 5 ? 2 : 0);

/** @param {Curve} predict @param {number[]} values */
function line({ from, to }, values) {
  const place = (/** @type {number} */ value, /** @type {number} */ i) => {
    const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
    return `${((i + 0.5) * WIDTH) / PLACES},${HEIGHT * (1 - share)}`;
  };
  return values.flatMap((value, i) => (Number.isFinite(value) ? [place(value, i)] : [])).join(' ');
}

/** @type {import('./kinds.js').Kind<Curve, Run>} */
export const curve = {
  first: ({ from, to }) => Array.from({ length: PLACES }, () => (from + to) / 2),

  fields(predict, { guess, set, answered, run }) {
    const { from, to } = predict;
    const values = /** @type {number[]} */ (guess);
    const epochs = epochsOf(predict);
    const slide =
      (/** @type {number} */ place) =>
      (/** @type {Event & { target: HTMLInputElement }} */ { target }) =>
        set(values.map((value, i) => (i === place ? target.valueAsNumber : value)));
    return html`<div class="sketch-curve">
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${`${nameOf(predict)}: your curve${answered ? ', and what it was' : ''}`}>
        ${answered ? svg`<polyline class="truth" points=${line(predict, curveAt(run, predict, epochs))} />` : nothing}
        <polyline class="guess" points=${line(predict, values)} />
      </svg>
      <span class="hint most">${written(to, predict)}</span>
      <span class="hint least">${written(from, predict)}</span>
      <div class="places">
        ${epochs.map(
          (epoch, i) => html`<label
            ><input
              type="range"
              min=${from}
              max=${to}
              step=${(to - from) / STEPS}
              .value=${String(values[i])}
              aria-label=${`${nameOf(predict)} after epoch ${epoch}`}
              aria-valuetext=${written(values[i], predict)}
              @input=${slide(i)}
            /><span class="hint" aria-hidden="true">${epoch}</span></label
          >`,
        )}
      </div>
      <p class="hint">${nameOf(predict)} over epochs. Dashed is yours${answered ? ', solid is what it was' : ''}.</p>
    </div>`;
  },

  isRight: (predict, guess, run) => distance(predict, [guess].flat(), run) <= predict.near,

  verdict(predict, { skipped, guess, right }, run) {
    const gap = skipped || guess === undefined ? null : distance(predict, [guess].flat(), run);
    const said =
      gap === null
        ? ''
        : `${right ? 'As you expected' : 'A surprise'}: on average your curve is ${written(gap, predict)} away. `;
    return html`${said}${predict.why}`;
  },

  summary: (predict, guesses) =>
    guesses
      .map((guess) =>
        [guess]
          .flat()
          .map((value) => written(value, predict))
          .join(' '),
      )
      .join('; '),
};
