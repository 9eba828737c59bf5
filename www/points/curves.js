// @ts-check
// The loss of every model on one chart, against iterations, epochs, gradients worked out, or seconds.

import { html, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { Curves } from '../pkg/gradual.js';
import { createScope } from '../shared/scope.js';
import { createCurve, firstLook } from '../views/curve.js';
import { createMarks } from './time/marks.js';

/** @typedef {import('./section.js').LabView} LabView */
/** @typedef {'epochs' | 'iterations' | 'evaluations' | 'seconds'} Along */

/** @type {Record<Along, string>} */
const axes = { epochs: 'epoch', iterations: 'iteration', evaluations: 'gradients worked out', seconds: 'seconds' };

const first = { along: 'epochs', ...firstLook };

/** Against something else it is another chart. @type {import('./section.js').Entry} */
export const curves = {
  name: 'curves',
  place: '.curve-place',
  first,
  create(element, lab, { slice, scope }) {
    const along = () => /** @type {Along} */ (slice.value.along in axes ? slice.value.along : 'epochs');
    const marks = createMarks(lab, along);
    /** @type {ReturnType<typeof createCurve> | null} */
    let curve = null;
    let own = createScope(scope);
    let described = '';

    /** A chart for the models that are there now. */
    function describe() {
      const series = lab.models().flatMap(({ name }, i) => [
        { label: `${name}, train`, colour: `--model-${i}`, dash: true },
        { label: name, colour: `--model-${i}` },
      ]);
      const what = { label: 'Loss curve', unit: 'loss', along: axes[along()], series, over: marks };
      const now = JSON.stringify(what);
      if (now === described) return;
      described = now;
      own.dispose();
      own = createScope(scope);
      const place = document.createElement('div');
      /** @type {HTMLElement} */ (element.querySelector('.chart')).replaceChildren(place);
      curve = createCurve(place, { ...what, scope: own, look: slice });
    }

    return {
      changed() {
        render(
          template(along(), (chosen) => slice.set({ ...first, along: chosen })),
          element,
        );
        marks.changed();
        describe();
        curve?.changed();
      },
      scored() {
        const race = lab.race();
        const tables = lab.models().map((_, i) => ({
          x: Curves.of(race, i, along()).slice(),
          columns: [Curves.of(race, i, 'trainLoss').slice(), Curves.of(race, i, 'heldOutLoss').slice()],
        }));
        curve?.update(tables);
      },
    };
  },
};

/** @param {Along} chosen @param {(along: Along) => void} choose */
function template(chosen, choose) {
  const change = (/** @type {Event & { target: HTMLSelectElement }} */ event) =>
    choose(/** @type {Along} */ (event.target.value));
  return html`<div class="chart"></div>
    <label class="inline along">Loss against
      <select aria-label="Loss against" @change=${change}>
        ${Object.entries(axes).map(([value, text]) => html`<option value=${value} .selected=${live(value === chosen)}>${text}</option>`)}
      </select></label
    >`;
}
