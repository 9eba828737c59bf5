// @ts-check
// Many beginnings of one run, tried one after the other: their ends as small pictures, with what each came to.

import { html, nothing } from 'lit';
import { BoundaryPlane } from '../pkg/gradual.js';
import { coreColours } from '../shared/colour.js';
import { short } from '../shared/numbers.js';
import { createSlices } from '../shared/slices.js';
import { Sweep } from './sweep.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').Recipe} Recipe */
/** @typedef {import('../shared/scope.js').Scope} Scope */

/** Pixels on a side of a small picture. */
const SIDE = 40;

/**
 * @param {HTMLElement} element that shows them @param {Recipe} recipe @param {import('./sweep.js').SweepAsked} asked
 * @param {{ scope: Scope, draw: () => void, open: (seed: number) => void }} own `draw`: there is more to show, `open`: shows one of the runs in the lab
 */
export function createBeginnings(element, recipe, asked, { scope, draw, open }) {
  const plane = scope.owns(new BoundaryPlane());
  /** @type {Sweep<HTMLCanvasElement> | null} */
  let sweep = null;
  scope.onDispose(() => sweep?.cancel());

  /** @param {Race} race @param {number} model */
  function pictureOf(race, model) {
    const canvas = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE, ariaHidden: 'true' });
    canvas.getContext('2d')?.putImageData(plane.shading(race, model, SIDE, coreColours()), 0, 0);
    return canvas;
  }

  const work = createSlices(element, { step: () => sweep?.step() ?? false, draw, scope });

  function start() {
    sweep = new Sweep(recipe, asked, pictureOf);
    work.start();
  }

  function cancel() {
    sweep?.cancel();
    sweep = null;
    work.stop();
  }

  return {
    /** What came of it, once all are tried. */
    get sweep() {
      return sweep?.isDone ? sweep : null;
    },
    /** @param {string[]} names of the models */
    template(names) {
      const tried = sweep?.tried ?? [];
      return html`<div class="beginnings">
        <p class="buttons">
          <button type="button" class="primary" ?disabled=${work.running} @click=${start}>Try ${asked.seeds} beginnings</button>
          ${work.running ? html`<button type="button" @click=${cancel}>Cancel</button>` : nothing}
        </p>
        ${work.running ? html`<progress aria-label="Beginnings tried" max=${asked.seeds} value=${tried.length}></progress>` : nothing}
        ${tried.length === 0 ? nothing : html`<div class="ends-of" role="region" aria-label="How they ended" tabindex="0">${table(names, tried)}</div>`}
      </div>`;
    },
  };

  /** @param {string[]} names @param {import('./sweep.js').Tried<HTMLCanvasElement>[]} tried */
  function table(names, tried) {
    const count = (/** @type {number} */ model) => tried.filter(({ ends }) => ends[model].good).length;
    return html`<table>
      <thead>
        <tr><th scope="col">Seed</th>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr>
      </thead>
      <tbody>
        <tr><th scope="row">✓</th>${names.map((_, model) => html`<td>${count(model)} of ${tried.length}</td>`)}</tr>
        ${tried.map(
          ({ seed, ends }) => html`<tr>
            <th scope="row"><button type="button" class="quiet" aria-label="Open the run of seed ${seed}" @click=${() => open(seed)}>${seed}</button></th>
            ${ends.map(({ value, good, picture }) => html`<td>${picture} ${short(value)}${good ? ' ✓' : ''}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}
