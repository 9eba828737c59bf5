// @ts-check
// Look inside: the weights that each model's first layer has learned, as pictures.

import { html, nothing, render } from 'lit';
import { onTheme } from '../shared/colour.js';
import { paintWeights } from './weights.js';

/** @typedef {import('./section.js').LabView} LabView */
/** @typedef {import('./section.js').Section} Section */

/** Frames from one painting to the next while the models learn. */
const EVERY = 6;

/** What there is to see of each model, and how many pictures stand in a row. */
const views = [
  {
    label: 'Weights: Logistic unit, ten outputs',
    caption: 'Logistic unit, ten outputs: one picture for each digit',
    columns: 5,
    named: true,
  },
  { label: 'Weights: Network, hidden layer', caption: 'Network: one picture for each hidden unit', columns: 16 },
  {
    label: 'Weights: Convolutional network, first layer',
    caption: 'Convolutional network: one picture for each filter',
    columns: 4,
  },
];

/** @param {HTMLElement} element @param {LabView} lab @returns {Section} */
export function createInside(element, lab) {
  let frames = 0;
  let visible = false;
  render(template(), element);
  const sheets = [...element.querySelectorAll('canvas')];

  function paint() {
    const race = lab.race();
    if (!race || !visible) return;
    for (const [model, sheet] of sheets.entries()) paintWeights(sheet, race, model, views[model].columns);
  }

  new IntersectionObserver((entries) => {
    visible = entries.some(({ isIntersecting }) => isIntersecting);
    paint();
  }).observe(element);
  onTheme(paint);
  return {
    changed: paint,
    /** Most frames are let pass. */
    frame() {
      if (frames++ % EVERY === 0) paint();
    },
  };
}

function template() {
  return html`
    <h2>What each model looks for</h2>
    <p class="hint">
      The weights of each first layer. <span class="swatch for"></span> blue: ink here speaks for it;
      <span class="swatch against"></span> orange: against it.
    </p>
    ${views.map(figure)}
  `;
}

/** @param {{ label: string, caption: string, named?: boolean }} view `named`: with a digit in the corner of each picture */
function figure({ label, caption, named = false }) {
  const digits = Array.from({ length: 10 }, (_, digit) => html`<span>${digit}</span>`);
  return html`<figure>
    <figcaption>${caption}</figcaption>
    <div class="named">
      <canvas role="img" aria-label=${label}></canvas>
      ${named ? html`<div aria-hidden="true">${digits}</div>` : nothing}
    </div>
  </figure>`;
}
