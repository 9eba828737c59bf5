// @ts-check
// The point sets one can choose, and the panel in which one does.

import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { numberField } from '../shared/number-field.js';

/** @typedef {import('../pkg/gradual.js').PointsConfig} PointsConfig */
/** @typedef {import('../pkg/gradual.js').PointSet} PointSet */
/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** What points were drawn from: a set, unless it is points above `formula` or out of a table called `table`, which may have `numbers` to predict. @typedef {PointsConfig & { formula?: string, table?: string, numbers?: boolean }} Source */

/** Where the name is too long for a thumbnail, `short` stands below it. `values`: they have values to predict, not classes. @type {{ set: PointSet, name: string, short?: string, hint: string, values?: boolean }[]} */
export const pointSets = [
  {
    set: 'circles',
    name: 'Circles',
    hint: 'A disc inside a ring: no straight line parts them. Press Train and watch the network bend its boundary.',
  },
  {
    set: 'xor',
    name: 'XOR',
    hint: 'Like signs against unlike signs: the unit stays near chance, the network finds all four corners.',
  },
  { set: 'blobs', name: 'Blobs', hint: 'Two clouds that a line separates: one logistic unit is enough.' },
  {
    set: 'overlapping-blobs',
    name: 'Overlapping blobs',
    short: 'Overlap',
    hint: 'Two clouds that overlap: nobody gets them all right, and the probability says how sure one can be.',
  },
  { set: 'moons', name: 'Moons', hint: 'Two hooked half circles: a line gets most of them, a bent boundary all.' },
  {
    set: 'spiral',
    name: 'Spiral',
    hint: 'Two arms wound together: give the network two layers of 8 and some patience.',
  },
  {
    set: 'three-blobs',
    name: 'Three blobs',
    short: 'Three',
    hint: 'Three classes: three outputs and softmax, whose regions meet in straight lines.',
  },
  {
    set: 'five-blobs',
    name: 'Five blobs',
    short: 'Five',
    hint: 'Five classes: one output each, and softmax makes probabilities of them that add up to 1.',
  },
  {
    set: 'slope',
    name: 'Slope',
    hint: 'Values instead of classes, on a plane: linear regression finds it.',
    values: true,
  },
  {
    set: 'hill',
    name: 'Hill',
    hint: 'Values that rise to a peak: a plane can only lie flat, hidden units bend it.',
    values: true,
  },
  {
    set: 'waves',
    name: 'Waves',
    hint: 'Values that go up and down: a small network shows how many bends it has.',
    values: true,
  },
  {
    set: 'curve',
    name: 'Curve',
    hint: 'Values over x₁ alone: each model draws its curve through the points.',
    values: true,
  },
];

/** The points in words, for the names of runs. @param {Source} source */
export function dataWords({ set, formula, table, count, noise, heldOut, seed }) {
  const chosen = pointSets.find((other) => other.set === set)?.name ?? set;
  const name = table ?? (formula === undefined ? chosen : `above ${formula}`);
  const percent = (/** @type {number} */ share) => `${Math.round(100 * share)} %`;
  return [name, `${count} points`, `noise ${percent(noise)}`, `${percent(heldOut)} held out`, `data seed ${seed}`];
}

/** Draws the points of a set, or those above a curve. @param {Race} race @param {Source} source @param {ModelConfig[]} models */
export function drawPoints(race, { set, formula, table: _, numbers: __, ...amounts }, models) {
  if (formula === undefined) race.begin({ set, ...amounts }, models);
  else race.beginAbove({ formula, ...amounts }, models);
}

/** Whether the points have values to predict, not classes. @param {Source} source */
export function isRegression({ set, formula, table, numbers }) {
  if (table) return Boolean(numbers);
  return !formula && Boolean(pointSets.find((other) => other.set === set)?.values);
}

/** Whether the values are those of a curve over x₁ alone. @param {Source} source */
export function isCurve({ set, formula, table }) {
  return set === 'curve' && !formula && !table;
}

/** What one looks at, in a line. @param {Source} source @param {boolean} teaches whether there is something to learn */
export function whatIsShown(source, teaches) {
  const { set, formula, table } = source;
  if (!teaches) {
    const classes = isRegression(source) ? '' : ', of two classes';
    return `Nothing to learn yet: it takes training points, the filled ones${classes}. Until then the models keep what they know.`;
  }
  if (table) return `The points of ${table}, each column scaled to fit.`;
  if (formula) return `Class 1 lies above y = ${formula}, class 0 below: which model can bend its boundary like that?`;
  return pointSets.find((other) => other.set === set)?.hint ?? '';
}

/** @param {Source} source @param {(set: PointSet) => HTMLCanvasElement} thumbnail @param {(source: Source) => void} change */
export function setChoice(source, thumbnail, change) {
  const { set: chosen, formula, table } = source;
  return html`<h2>Data</h2>
    <div class="sets" role="radiogroup" aria-label="Data set">
      ${pointSets.map(
        ({ set, name, short }) => html`<label class="set" title=${name}>
          <input
            type="radio"
            name="set"
            aria-label=${name}
            .checked=${live(set === chosen && !formula && !table)}
            @change=${() => change({ ...source, set, formula: undefined, table: undefined })}
          />
          ${thumbnail(set)}<span>${short ?? name}</span>
        </label>`,
      )}
    </div>`;
}

/**
 * How many points, how noisy. Points that were painted or are from a table can't be drawn again with other amounts.
 * @param {Source} source @param {boolean} edited whether points were painted, erased or moved
 * @param {{ change: (source: Source) => void, holdOut: (share: number) => void, renew: () => void }} actions
 */
export function amounts(source, edited, { change, holdOut, renew }) {
  const { noise, count, heldOut, seed, table } = source;
  const fixed = edited || Boolean(table);
  return html`
    <fieldset class="amounts" ?disabled=${fixed}>
      <legend class="visually-hidden">Amounts</legend>
      ${slider('Noise', noise, { min: 0, max: 1, step: 0.05 }, `${Math.round(100 * noise)} %`, (noise) => change({ ...source, noise }))}
      ${number('Points', count, { min: 10, max: 5000, step: 10 }, (count) => change({ ...source, count }))}
      ${number('Data seed', seed, { min: 0, max: 4294967295, step: 1 }, (seed) => change({ ...source, seed }))}
    </fieldset>
    ${slider('Held out', heldOut, { min: 0, max: 0.9, step: 0.05 }, `${Math.round(100 * heldOut)} %`, (heldOut) =>
      fixed ? holdOut(heldOut) : change({ ...source, heldOut }),
    )}
    <button type="button" ?disabled=${Boolean(table)} @click=${renew}>New data</button>
    <p class="hint">
      ${fixed ? 'These points are your own: noise, number and seed are for points that are drawn.' : 'New data starts all models again.'}
      Filled points train, hollow ones are held out. The data seed fixes the points; the seed above fixes weights and batches.
    </p>`;
}

/**
 * @param {string} label @param {number} value @param {{ min: number, max: number, step: number }} range
 * @param {string} shown @param {(value: number) => void} onChange
 */
function slider(label, value, { min, max, step }, shown, onChange) {
  return html`<label class="slider"
    ><span>${label} <b>${shown}</b></span
    ><input
      type="range"
      aria-label=${label}
      min=${min}
      max=${max}
      step=${step}
      .value=${live(String(value))}
      @input=${(/** @type {Event & { target: HTMLInputElement }} */ event) => onChange(event.target.valueAsNumber)}
  /></label>`;
}

/**
 * @param {string} label @param {number} value @param {{ min: number, max: number, step: number }} range
 * @param {(value: number) => void} onChange
 */
function number(label, value, range, onChange) {
  return html`<label class="number"><span>${label}</span>${numberField({ value, ...range }, onChange)}</label>`;
}
