// @ts-check
// The loss of every model on one chart, against iterations, epochs, gradients worked out, or seconds.

import { html, render } from 'lit';
import { createCurve } from '../views/curve.js';
import { drawMarks, reach } from './time/marks.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {'epochs' | 'iterations' | 'evaluations' | 'seconds'} Along */

/** @type {Record<Along, string>} */
const axes = { epochs: 'epoch', iterations: 'iteration', evaluations: 'gradients worked out', seconds: 'seconds' };

/** @param {HTMLElement} element @param {import('./time/marks.js').Marks} marks */
export function createCurves(element, marks) {
  /** @type {Along} */
  let along = 'epochs';
  /** @type {ReturnType<typeof createCurve> | null} */
  let curve = null;
  /** @type {ModelConfig[]} */
  let models = [];
  /** @type {Race | null} */
  let shown = null;
  render(template(choose), element);

  /** @param {Along} choice */
  function choose(choice) {
    along = choice;
    describe(models);
    if (shown) update(shown);
  }

  /** @param {ModelConfig[]} wanted */
  function describe(wanted) {
    models = wanted;
    const series = models.flatMap(({ name }, i) => [
      { label: `${name}, train`, colour: `--model-${i}`, dash: true },
      { label: name, colour: `--model-${i}` },
    ]);
    const place = document.createElement('div');
    /** @type {HTMLElement} */ (element.querySelector('.chart')).replaceChildren(place);
    const over = {
      reach: () => (shown ? reach(shown, along, marks) : 0),
      draw: (/** @type {import('uplot')} */ plot) => shown && drawMarks(plot, shown, along, marks),
    };
    curve = createCurve(place, { label: 'Loss curve', unit: 'loss', along: axes[along], series, over });
  }

  /** @param {Race} race */
  function update(race) {
    shown = race;
    const tables = models.map((_, i) => ({
      x: race.history(i, along).slice(),
      columns: [race.history(i, 'trainLoss').slice(), race.history(i, 'heldOutLoss').slice()],
    }));
    curve?.update(tables);
  }

  return { describe, update };
}

/** @param {(along: Along) => void} choose */
function template(choose) {
  const change = (/** @type {Event & { target: HTMLSelectElement }} */ event) =>
    choose(/** @type {Along} */ (event.target.value));
  return html`<div class="chart"></div>
    <label class="inline along">Against
      <select aria-label="Loss against" @change=${change}>
        ${Object.entries(axes).map(([value, text]) => html`<option value=${value}>${text}</option>`)}
      </select></label
    >`;
}
