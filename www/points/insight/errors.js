// @ts-check
// The error curves E(y, t): what an output costs for either target, every point on its curve.

import { html, nothing } from 'lit';
import { ErrorCurves, Outcomes } from '../../pkg/gradual_rest.js';
import { css, palette } from '../../shared/colour.js';
import { labelOf } from '../labels.js';
import { choice, subjectOf } from './choice.js';
import { COST, outputOf, placesOf, RESIDUAL, ROW, SQUARE, WRONG, Y, Z } from './outcomes.js';
import { createPlot, dash, drawAxes, largest, roundUp, spread, traceCurve, within } from './plot.js';
import { paintPoints } from './points.js';
import { canvasIn } from './view.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('./plot.js').Range} Range */
/** @typedef {'entropy' | 'square'} Kind */
/**
 * What stands on the axes: columns of the rows, ranges, and the curves over places along the first axis.
 * @typedef {object} Scene
 * @property {number} along
 * @property {number} cost
 * @property {Range} across
 * @property {[across: string, up: string]} names
 * @property {(places: Float32Array) => Float32Array} curves `[curves, places]`
 * @property {('zero' | 'one' | 'both')[]} targets whose curve each of them is
 */

/** Places along a curve. */
const PLACES = 241;

/** The least that is shown of E. */
const LEAST = 3;

/** `kind` is null for that of the model's loss. @type {import('./view.js').ViewEntry} */
export const errorCurves = {
  name: 'errors',
  title: 'What being wrong costs',
  pickable: 'Points on the error curves',
  lesson: { id: 'likelihood', about: 'likelihood' },
  first: { model: 0, k: 0, kind: null },
  create(stage, lab, own) {
    const { canvas, surface } = canvasIn(stage, own);
    const [outcomes, errors] = [own.scope.owns(new Outcomes()), own.scope.owns(new ErrorCurves())];
    const subject = subjectOf('error curves', lab, own.slice);
    /** @returns {Kind} */
    const kind = () => kindOf(own.slice.value.kind, lab.models()[subject.model]);
    const output = () => outputOf(lab.race(), subject.model);

    function paint() {
      const race = lab.race();
      const rows = outcomes.of(race, subject.model, subject.k).slice();
      const scene = sceneOf(errors, race, { model: subject.model, rows, kind: kind() });
      const up = heightOf(rows, scene);
      const plot = createPlot(surface, { across: scene.across, up });
      if (!plot) return null;
      drawAxes(plot, { across: scene.across, up, names: scene.names });
      const places = placesOf(rows, (row) => [plot.x(rows[row + scene.along]), plot.y(rows[row + scene.cost])]);
      within(plot, () => {
        drawCurves(plot, scene, (target) => colourOf(target, race.classes, subject.k));
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
      words() {
        const { classes } = lab.race();
        const kinds = output() === 'probability' && classes > 1;
        return {
          label: `Error curves: ${lab.models()[subject.model].name}`,
          sentence: sentences[classes === 1 ? 'value' : output()],
          controls: html`${subject.controls()}
          ${kinds ? choice({ label: 'Error', choices: kindChoices, chosen: kind(), choose: (kind) => own.slice.set({ kind }) }) : nothing}`,
        };
      },
      paint,
      note: () => (lab.race().classes === 1 ? nothing : legend(lab.race().classes, labelOf(lab, subject.k))),
    };
  },
};

/** @param {Kind | null} chosen @param {import('../../pkg/gradual.js').ModelConfig} model @returns {Kind} */
function kindOf(chosen, { loss }) {
  if (chosen === 'square' || chosen === 'entropy') return chosen;
  return loss === 'squared-error' ? 'square' : 'entropy';
}

/** @param {ErrorCurves} errors @param {Race} race @param {{ model: number, rows: Float32Array, kind: Kind }} asked @returns {Scene} */
function sceneOf(errors, race, { model, rows, kind }) {
  const far = (/** @type {number} */ column) => roundUp(Math.max(1, largest(rows, ROW, column)));
  const about = (/** @type {number} */ column) => /** @type {Range} */ ([-far(column), far(column)]);
  const squares = (/** @type {Float32Array} */ places) => errors.errors(places).slice(2 * places.length);
  const output = outputOf(race, model);
  if (race.classes === 1)
    return {
      along: RESIDUAL,
      cost: SQUARE,
      across: about(RESIDUAL),
      names: ['output − target, y − t', 'E = ½ (y − t)²'],
      curves: (places) => squares(places).slice(0, places.length),
      targets: ['both'],
    };
  if (output === 'step')
    return {
      along: Z,
      cost: COST,
      across: about(Z),
      names: ['total input z', 'E'],
      curves: (z) => errors.costs(race, model, z),
      targets: ['zero', 'one'],
    };
  if (output === 'identity')
    return {
      along: Y,
      cost: SQUARE,
      across: about(Y),
      names: ['output y', 'E = ½ (y − t)²'],
      curves: squares,
      targets: ['zero', 'one'],
    };
  return {
    along: Y,
    cost: kind === 'entropy' ? COST : SQUARE,
    across: [-0.02, 1.02],
    names: ['output y', 'error E'],
    curves: (y) => errors.errors(y),
    targets: ['zero', 'one', 'zero', 'one'],
  };
}

/** Whether all four curves are shown: those of both errors, for both targets. @param {Scene} scene */
const showsBoth = ({ targets }) => targets.length === 4;

/** @param {Float32Array} rows @param {Scene} scene @returns {Range} */
function heightOf(rows, scene) {
  const high = roundUp(Math.max(showsBoth(scene) ? LEAST : 0.5, largest(rows, ROW, scene.cost)) * 1.02);
  return [-0.03 * high, high];
}

/**
 * The curves that points are on are drawn through, the others faint.
 * @param {import('./plot.js').Plot} plot @param {Scene} scene @param {(target: Scene['targets'][number]) => string} colour
 */
function drawCurves(plot, scene, colour) {
  const places = spread(showsBoth(scene) ? [0, 1] : scene.across, PLACES);
  const values = scene.curves(places).slice();
  const shown = scene.cost === COST ? [0, 1] : [2, 3];
  scene.targets.forEach((target, i) => {
    const on = !showsBoth(scene) || shown.includes(i);
    traceCurve(plot, places, values.subarray(i * PLACES, (i + 1) * PLACES));
    plot.context.globalAlpha = on ? 1 : 0.45;
    dash(plot.context, colour(target), on ? [] : [5, 4], on ? 2.5 : 1.5);
    plot.context.globalAlpha = 1;
  });
}

/** @type {{ value: Kind, face: string }[]} */
const kindChoices = [
  { value: 'entropy', face: 'Cross-entropy' },
  { value: 'square', face: 'Squared error' },
];

const sentences = {
  probability:
    'Each point at its output y and its error E: cross-entropy, −ln of what the right class was given, has no upper end; squared error, ½ (y − t)², forgives.',
  step: 'E = max(0, (1 − 2t) z): what is right costs nothing, however narrowly, and what is wrong costs its z.',
  identity: 'E = ½ (y − t)² with y = z: two parabolas, on which being too right costs as much as being wrong.',
  value: 'E = ½ (y − t)², a parabola: twice as far off costs four times as much.',
};

/** @param {'zero' | 'one' | 'both'} target @param {number} classes @param {number} k */
function colourOf(target, classes, k) {
  const { classes: colours, muted, ink } = palette();
  if (target === 'both') return ink;
  if (classes > 2) return target === 'one' ? css(colours[k]) : muted;
  return css(colours[target === 'one' ? 1 : 0]);
}

/** @param {number} classes @param {string} label */
function legend(classes, label) {
  return classes > 2
    ? html`Class ${label} against the others: its points are on the curve for t = 1, the others on the grey one for t = 0.`
    : html`<b class="below">t = 0</b> rises to the right, <b class="above">t = 1</b> to the left; the error that is not chosen is dashed.`;
}
