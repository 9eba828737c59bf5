// @ts-check
// A line on the map, where one thinks that the boundary will rest: drawn with a pointer, or by the numbers of two places.

import { html } from 'lit';
import { Measures } from '../../pkg/gradual_rest.js';
import { pointsOf } from '../../points/data/points.js';
import { numberField } from '../../shared/number-field.js';
import { percent } from '../../shared/numbers.js';
import { createLineMap } from './line-map.js';

/** @typedef {import('../format.js').Line} Line */
/** @typedef {import('../measure.js').RaceRun} Run */

/** Where it lies at first: straight across the middle, from x₁, x₂ to x₁, x₂. */
const FIRST = [-2, 0, 2, 0];

/** The numbers of a line, as they are called. */
const NAMES = ['From x₁', 'From x₂', 'To x₁', 'To x₂'];

/** The share of the map on which it and the boundary differ; 1 where it is no line. @param {Line} predict @param {import('./kinds.js').Guess} guess @param {Run} run */
function differing({ model = 0 }, guess, { race }) {
  try {
    return Measures.lineDiffers(race, model, Float32Array.from([guess].flat()));
  } catch {
    return 1;
  }
}

/** @type {import('./kinds.js').Kind<Line, Run>} */
export const line = {
  first: () => FIRST,

  fields({ model = 0 }, { guess, set, answered, run, scope, once }) {
    const ends = /** @type {number[]} */ (guess);
    const map = once(() => createLineMap(scope));
    const points = once(() => pointsOf(run.race, null));
    map.draw({ race: run.race, model: answered ? model : null, points, line: ends, onDraw: set });
    const change = (/** @type {number} */ place) => (/** @type {number} */ value) =>
      set(ends.map((end, i) => (i === place && Number.isFinite(value) ? value : end)));
    return html`${map.canvas}
      <p class="hint">Draw it with a finger or a mouse, or say through which two places it goes.</p>
      <div class="ends">
        ${NAMES.map((name, i) => html`<label>${name} ${numberField({ value: ends[i], min: -3, max: 3, step: 0.1 }, change(i))}</label>`)}
      </div>`;
  },

  isRight: (predict, guess, run) => 100 * differing(predict, guess, run) <= predict.near,

  verdict(predict, { skipped, guess, right }, run) {
    const said =
      skipped || guess === undefined
        ? ''
        : `${right ? 'As you expected' : 'A surprise'}: your line and the boundary differ on ${percent(differing(predict, guess, run), 0)} of the map. `;
    return html`${said}${predict.why}`;
  },

  summary: (_, guesses) =>
    guesses
      .map((guess) =>
        [guess]
          .flat()
          .map((value) => value.toFixed(1))
          .join(' '),
      )
      .join('; '),
};
