// @ts-check
// How many points, how noisy, and how many of them are held out.

import { html, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { Painting, randomSeed } from '../../pkg/gradual.js';
import { numberField } from '../../shared/number-field.js';
import { percent } from '../../shared/numbers.js';
import { amountsOf } from './source.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('./source.js').Source} Source */
/** @typedef {import('./source.js').Amounts} Amounts */
/** @typedef {{ min: number, max: number, step: number }} Range */

/** @type {import('../section.js').Entry} */
export const dataAmounts = {
  name: 'amounts',
  place: '.amounts-place',
  create(element, lab) {
    const now = () => amountsOf(lab.source(), lab.kept.value.drawn);
    const change = (/** @type {Partial<Amounts>} */ changed) =>
      lab.attempt(() => lab.setData({ .../** @type {Source} */ (lab.source().over), ...now(), ...changed }));
    const actions = {
      change,
      holdOut: (/** @type {number} */ share) =>
        lab.attempt((race) => {
          Painting.holdOut(race, share);
          Painting.use(race);
        }),
      renew: () => change({ seed: randomSeed() }),
    };
    return { changed: () => render(amounts(now(), lab.source(), actions), element) };
  },
};

/**
 * Points that were painted or are from a table can't be drawn again with other amounts.
 * @param {Amounts} amounts @param {import('./source.js').Described} source
 * @param {{ change: (changed: Partial<Amounts>) => void, holdOut: (share: number) => void, renew: () => void }} actions
 */
function amounts({ noise, count, heldOut, seed }, { own, over }, { change, holdOut, renew }) {
  const drawn = over?.kind !== 'table';
  return html`
    <fieldset class="amounts" ?disabled=${own}>
      <legend class="visually-hidden">Amounts</legend>
      ${share('Noise', noise, { min: 0, max: 1, step: 0.05 }, (noise) => change({ noise }))}
      ${number('Points', count, { min: 10, max: 5000, step: 10 }, (count) => change({ count }))}
      ${number('Data seed', seed, { min: 0, max: 4294967295, step: 1 }, (seed) => change({ seed }))}
    </fieldset>
    ${share('Held out', heldOut, { min: 0, max: 0.9, step: 0.05 }, (heldOut) =>
      own ? holdOut(heldOut) : change({ heldOut }),
    )}
    <p class="hint">Filled points train, hollow ones are held out.</p>
    <button type="button" ?disabled=${!drawn} @click=${renew}>New data</button>
    <p class="hint">
      ${own ? 'These points are your own: noise, number and seed are for points that are drawn.' : 'New data starts all models again.'}
      The data seed fixes the points; the seed above fixes weights and batches.
    </p>`;
}

/** A share of 1 on a slider. @param {string} label @param {number} value @param {Range} range @param {(value: number) => void} onChange */
function share(label, value, { min, max, step }, onChange) {
  return html`<label class="slider"
    ><span>${label} <b>${percent(value, 0)}</b></span
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

/** @param {string} label @param {number} value @param {Range} range @param {(value: number) => void} onChange */
function number(label, value, range, onChange) {
  return html`<label class="number"><span>${label}</span>${numberField({ value, ...range }, onChange)}</label>`;
}
