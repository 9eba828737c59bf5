// @ts-check
// Look inside: the weights that each model has learned over the pixels, as pictures.

import { html, render } from 'lit';
import { onTheme } from '../shared/colour.js';
import { paintWeights } from './weights.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */

/** Frames from one painting to the next while the models learn. */
const EVERY = 6;

/** Pictures in a row, for each model. */
const columns = [5, 16];

/** @param {HTMLElement} element @param {() => Race | null} current */
export function createInside(element, current) {
  let frames = 0;
  let visible = false;
  render(template(), element);
  const sheets = [...element.querySelectorAll('canvas')];

  function paint() {
    const race = current();
    if (!race || !visible) return;
    for (const [model, sheet] of sheets.entries()) paintWeights(sheet, race, model, columns[model]);
  }

  new IntersectionObserver((entries) => {
    visible = entries.some(({ isIntersecting }) => isIntersecting);
    paint();
  }).observe(element);
  onTheme(paint);
  return {
    paint,
    /** For each frame of training: most of them are let pass. */
    frame() {
      if (frames++ % EVERY === 0) paint();
    },
  };
}

function template() {
  return html`
    <h2>What each model looks for</h2>
    <p class="hint">
      Weights over the 28 × 28 pixels. <span class="swatch for"></span> blue: ink here speaks for it;
      <span class="swatch against"></span> orange: against it.
    </p>
    <figure>
      <figcaption>Logistic unit, ten outputs: one picture for each digit</figcaption>
      <div class="named">
        <canvas role="img" aria-label="Weights: Logistic unit, ten outputs"></canvas>
        <div aria-hidden="true">${Array.from({ length: 10 }, (_, digit) => html`<span>${digit}</span>`)}</div>
      </div>
    </figure>
    <figure>
      <figcaption>Network: one picture for each hidden unit</figcaption>
      <canvas role="img" aria-label="Weights: Network, hidden layer"></canvas>
    </figure>
  `;
}
