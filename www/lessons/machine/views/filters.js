// @ts-check
// The weights of all hidden units of each machine, a tile each: orange below, blue above, on a common scale.

import { html, render } from 'lit';
import { TileSheet } from '../../../digits/layers/sheet.js';

/** The largest side of a tile in CSS pixels. */
const MOST = 28;

/** The share of the largest weight whose colour is full, so that the many small ones show. */
const FULL = 0.5;

/** Frames from one drawing to the next, while it learns. */
const EVERY = 4;

/** @type {import('../views.js').CreateView} */
export function createFilters(element, run, { scope }) {
  render(
    html`<h3>Filters</h3>
      <p class="hint">What each hidden unit looks for: blue where ink switches it on, orange where ink switches it off.</p>
      <div class="sheets">${run.recipe.models.map(({ name }) => html`<figure><canvas role="img" aria-label=${`Filters of ${name}`}></canvas><figcaption>${name}</figcaption></figure>`)}</div>`,
    element,
  );
  const { side } = run;
  const sheets = Array.from(element.querySelectorAll('canvas'), (canvas, i) => {
    const count = run.recipe.models[i].hidden;
    const at = (/** @type {number} */ tile, /** @type {number} */ pixel) => tile * side ** 2 + pixel;
    return scope.owns(new TileSheet(canvas, { width: side, height: side, count, columns: 20, at }, MOST));
  });
  let frames = 0;

  function fit() {
    sheets.forEach((sheet, i) => {
      sheet.fit(/** @type {HTMLElement} */ (element.querySelectorAll('figure')[i]).clientWidth);
    });
    paint();
  }

  function paint() {
    sheets.forEach((sheet, i) => {
      sheet.paint(run.machines[i].filters(false), FULL);
    });
  }

  scope.onResize(element, () => scope.inFrame(fit));
  scope.onTheme(paint);
  fit();
  return {
    draw() {
      if (run.isTrained || frames++ % EVERY === 0) paint();
    },
  };
}
