// @ts-check
// The S-curve: every point on the sigmoid at its own z.

import { html, nothing } from 'lit';
import { Outcomes } from '../../pkg/gradual_rest.js';
import { palette } from '../../shared/colour.js';
import { labelOf } from '../labels.js';
import { subjectOf } from './choice.js';
import { mistakes, outputOf, placesOf, ROW, T, WRONG, Y, Z } from './outcomes.js';
import { createPlot, dash, drawAxes, drawGuide, largest, roundUp, spread, traceCurve, within } from './plot.js';
import { paintPoints } from './points.js';
import { canvasIn } from './view.js';

/** @typedef {import('./plot.js').Range} Range */

/** Places along the curve. */
const PLACES = 241;

/** The least that is shown of z. */
const LEAST = 4;

/** @type {import('./view.js').ViewEntry} */
export const sCurve = {
  name: 's-curve',
  title: 'The S-curve',
  pickable: 'Points on the S-curve',
  lesson: { id: 's-curve', about: 'the S-curve' },
  first: { model: 0, k: 0 },
  create(stage, lab, own) {
    const { canvas, surface } = canvasIn(stage, own);
    const subject = subjectOf('S-curve', lab, own.slice);
    const outcomes = own.scope.owns(new Outcomes());
    let wrong = 0;

    function paint() {
      const race = lab.race();
      const rows = outcomes.of(race, subject.model, subject.k).slice();
      const ranges = rangesOf(rows, outputOf(race, subject.model));
      const plot = createPlot(surface, ranges);
      if (!plot) return null;
      drawGround(plot, ranges, outputOf(race, subject.model), race.classes === 1);
      const z = spread(ranges.across, PLACES);
      const y = outcomes.curve(race, subject.model, z);
      wrong = mistakes(rows);
      // Values lie above or below the line that should meet them.
      const height = race.classes === 1 ? T : Y;
      const places = placesOf(rows, (row) => [plot.x(rows[row + Z]), plot.y(rows[row + height])]);
      within(plot, () => {
        traceCurve(plot, z, y);
        dash(plot.context, palette().ink, [], 2);
        paintPoints(plot.context, lab.points(), {
          places,
          picked: lab.picked(),
          wrong: (i) => rows[ROW * i + WRONG] > 0,
        });
      });
      return places;
    }

    return {
      canvas,
      words: () => ({
        label: `S-curve: ${lab.models()[subject.model].name}`,
        sentence: sentences[lab.race().classes === 1 ? 'value' : outputOf(lab.race(), subject.model)],
        controls: subject.controls(),
      }),
      paint,
      note() {
        const { classes } = lab.race();
        if (classes === 1) return nothing;
        const label = labelOf(lab, subject.k);
        return html`${classes > 2 ? against(label, subject.k) : nothing}${wrongTold(wrong, classes, label)}`;
      },
    };
  },
};

/** @param {Float32Array} rows @param {import('./outcomes.js').Output} output @returns {{ across: Range, up: Range }} */
function rangesOf(rows, output) {
  const far = roundUp(Math.max(LEAST, largest(rows, ROW, Z)));
  if (output !== 'identity') return { across: [-far, far], up: [-0.06, 1.06] };
  const wide = roundUp(Math.max(1, largest(rows, ROW, Z), largest(rows, ROW, T)));
  return { across: [-wide, wide], up: [-wide, wide] };
}

/**
 * The axes, and lines where the output changes its mind.
 * @param {import('./plot.js').Plot} plot @param {{ across: Range, up: Range }} ranges
 * @param {import('./outcomes.js').Output} output @param {boolean} regression
 */
function drawGround(plot, ranges, output, regression) {
  drawAxes(plot, { ...ranges, names: ['total input z', regression ? 'output y, target t' : 'output y'] });
  const guides = { probability: { x: 0, y: 0.5 }, step: { x: 0 }, identity: { y: regression ? 0 : 0.5 } };
  drawGuide(plot, guides[output]);
}

const sentences = {
  probability:
    'Each point at its total input z and its output y = σ(z): far to the right the model is sure of class 1, far to the left of the other.',
  step: 'Each point at its total input z: this output fires (y = 1) where z is above 0 and knows no doubt between.',
  identity: 'This output is z itself, y = z, without an S: it says class 1 where y is above ½, however far above.',
  value: 'The output is z itself: each point’s target t stands above or below the line y = z that should meet it.',
};

/** @param {string} label @param {number} k */
function against(label, k) {
  const name = `z${String.fromCharCode('₀'.charCodeAt(0) + k)}`;
  return html`Class ${label} against the others: z = ${name} − ln Σ exp z of the others. `;
}

/** @param {number} wrong @param {number} classes @param {string} label */
function wrongTold(wrong, classes, label) {
  const which = classes > 2 ? `are taken from or for class ${label} by mistake` : 'are on the wrong side';
  return html`<span class="ringed" aria-hidden="true"></span> ${wrong} points ${which}. Hollow points are held out.`;
}
