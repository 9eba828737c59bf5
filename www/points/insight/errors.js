// @ts-check
// The error curves E(y, t): what an output costs for either target, every point on its curve.

import { html, nothing } from 'lit';
import { css, palette } from '../../shared/colour.js';
import { choice, subjectOf } from './choice.js';
import { COST, outputOf, placesOf, RESIDUAL, ROW, SQUARE, WRONG, Y, Z } from './outcomes.js';
import { createPlot, dash, drawAxes, largest, roundUp, spread, traceCurve, within } from './plot.js';
import { paintPoints } from './points.js';
import { canvasIn } from './view.js';

/** @typedef {import('../section.js').LabView} LabView */
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

/** @param {LabView} lab @param {() => void} redraw @returns {import('./view.js').Picture} */
export function errorCurves(lab, redraw) {
  /** @type {HTMLCanvasElement} */
  let canvas;
  const subject = subjectOf('error curves', lab, redraw);
  /** Null: that of the model's loss. @type {Kind | null} */
  let chosenKind = null;
  const kind = () => chosenKind ?? (lab.models()[subject.model].loss === 'squared-error' ? 'square' : 'entropy');
  const chooseKind = (/** @type {Kind} */ chosen) => {
    chosenKind = chosen;
    redraw();
  };

  /** @param {Float32Array} rows @returns {Scene} */
  function scene(rows) {
    const race = lab.race();
    const far = (/** @type {number} */ column) => roundUp(Math.max(1, largest(rows, ROW, column)));
    const squares = (/** @type {Float32Array} */ places) => race.errorCurves(places).slice(2 * places.length);
    const output = outputOf(race, subject.model);
    if (race.classes === 1) {
      const across = /** @type {Range} */ ([-far(RESIDUAL), far(RESIDUAL)]);
      const curves = (/** @type {Float32Array} */ places) => squares(places).slice(0, places.length);
      return {
        along: RESIDUAL,
        cost: SQUARE,
        across,
        names: ['output − target, y − t', 'E = ½ (y − t)²'],
        curves,
        targets: ['both'],
      };
    }
    if (output === 'step') {
      const across = /** @type {Range} */ ([-far(Z), far(Z)]);
      return {
        along: Z,
        cost: COST,
        across,
        names: ['total input z', 'E'],
        curves: (z) => race.costCurves(subject.model, z),
        targets: ['zero', 'one'],
      };
    }
    if (output === 'identity') {
      const across = /** @type {Range} */ ([-far(Y), far(Y)]);
      return {
        along: Y,
        cost: SQUARE,
        across,
        names: ['output y', 'E = ½ (y − t)²'],
        curves: squares,
        targets: ['zero', 'one'],
      };
    }
    const cost = kind() === 'entropy' ? COST : SQUARE;
    return {
      along: Y,
      cost,
      across: [-0.02, 1.02],
      names: ['output y', 'error E'],
      curves: (y) => race.errorCurves(y),
      targets: ['zero', 'one', 'zero', 'one'],
    };
  }

  /** The curves that points are on are drawn through, the others faint. @param {import('./plot.js').Plot} plot @param {Scene} scene */
  function drawCurves(plot, { across, curves, targets, cost }) {
    const inside = /** @type {Range} */ (targets.length === 4 ? [0, 1] : across);
    const places = spread(inside, PLACES);
    const values = curves(places).slice();
    const shown = targets.length < 4 ? 0 : cost === COST ? 0 : 2;
    targets.forEach((target, i) => {
      const on = targets.length < 4 || i === shown || i === shown + 1;
      traceCurve(plot, places, values.subarray(i * PLACES, (i + 1) * PLACES));
      plot.context.globalAlpha = on ? 1 : 0.45;
      dash(plot.context, colourOf(target, lab.race().classes, subject.k), on ? [] : [5, 4], on ? 2.5 : 1.5);
      plot.context.globalAlpha = 1;
    });
  }

  function paint() {
    const race = lab.race();
    const rows = race.outcomes(subject.model, subject.k).slice();
    const what = scene(rows);
    const probability = what.targets.length === 4;
    const high = roundUp(Math.max(probability ? LEAST : 0.5, largest(rows, ROW, what.cost)) * 1.02);
    const up = /** @type {Range} */ ([-0.03 * high, high]);
    const plot = createPlot(canvas, { across: what.across, up });
    if (!plot) return null;
    drawAxes(plot, { across: what.across, up, names: what.names });
    const places = placesOf(rows, (row) => [plot.x(rows[row + what.along]), plot.y(rows[row + what.cost])]);
    within(plot, () => {
      drawCurves(plot, what);
      paintPoints(plot.context, lab.points(), {
        places,
        picked: lab.picked(),
        wrong: (i) => rows[ROW * i + WRONG] > 0,
      });
    });
    return places;
  }

  return {
    name: 'errors',
    title: 'What being wrong costs',
    pickable: 'Points on the error curves',
    mount: (stage) => {
      canvas = canvasIn(stage);
      return canvas;
    },
    changed: subject.changed,
    words: () => ({
      label: `Error curves: ${lab.models()[subject.model].name}`,
      sentence: sentences[lab.race().classes === 1 ? 'value' : outputOf(lab.race(), subject.model)],
      controls: html`${subject.controls()}
      ${outputOf(lab.race(), subject.model) === 'probability' && lab.race().classes > 1 ? choice('Error', kinds, kind(), chooseKind) : nothing}`,
    }),
    paint,
    note: () => (lab.race().classes === 1 ? nothing : legend(lab.race().classes, subject.k)),
  };
}

/** @type {{ value: Kind, name: string }[]} */
const kinds = [
  { value: 'entropy', name: 'Cross-entropy' },
  { value: 'square', name: 'Squared error' },
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

/** @param {number} classes @param {number} k */
function legend(classes, k) {
  return classes > 2
    ? html`Class ${k} against the others: its points are on the curve for t = 1, the others on the grey one for t = 0.`
    : html`<b class="below">t = 0</b> rises to the right, <b class="above">t = 1</b> to the left; the error that is not chosen is dashed.`;
}
