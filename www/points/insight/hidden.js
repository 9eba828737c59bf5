// @ts-check
// The hidden space: the plane as the last hidden layer bends it, the points in it, the output's straight line.

import { nothing } from 'lit';
import { palette } from '../../shared/colour.js';
import { placesOn } from '../../shared/nearest.js';
import { percent } from '../../shared/quality.js';
import { paintShading } from '../../views/boundary.js';
import { modelChoice } from './choice.js';
import { createPlot, dash, drawAxes, within } from './plot.js';
import { paintPoints } from './points.js';
import { canvasIn } from './view.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../../pkg/gradual.js').SpaceSummary} SpaceSummary */
/** @typedef {import('./plot.js').Plot} Plot */

/** @param {LabView} lab @param {() => void} redraw @returns {import('./view.js').Picture} */
export function hiddenSpace(lab, redraw) {
  /** @type {HTMLCanvasElement} */
  let canvas;
  const ground = document.createElement('canvas');
  let model = -1;
  const choose = (/** @type {number} */ chosen) => {
    model = chosen;
    redraw();
  };

  /** What the output layer says there. @param {Plot} plot @param {SpaceSummary} space */
  function drawShading({ context, box }, { side }) {
    const image = new ImageData(side, side);
    paintShading(lab.race().spaceShading(), lab.race().classes, image);
    if (ground.width !== side) Object.assign(ground, { width: side, height: side });
    /** @type {CanvasRenderingContext2D} */ (ground.getContext('2d')).putImageData(image, 0, 0);
    context.drawImage(ground, box.left, box.top, box.width, box.height);
  }

  /** The lines of the plane. @param {Plot} plot @param {SpaceSummary} space */
  function drawGrid({ context, x, y }, { lines, places }) {
    const values = lab.race().spaceLines();
    context.beginPath();
    for (let line = 0; line < 2 * lines; line++) {
      for (let place = 0; place < places; place++) {
        const i = 2 * (line * places + place);
        const [px, py] = [x(values[i]), y(values[i + 1])];
        if (place === 0) context.moveTo(px, py);
        else context.lineTo(px, py);
      }
    }
    context.globalAlpha = 0.38;
    dash(context, palette().ink, []);
    context.globalAlpha = 1;
  }

  /** @param {Plot} plot */
  function drawBoundary({ context, x, y }) {
    const ends = lab.race().spaceBoundary();
    context.beginPath();
    for (let i = 0; i < ends.length; i += 4) {
      context.moveTo(x(ends[i]), y(ends[i + 1]));
      context.lineTo(x(ends[i + 2]), y(ends[i + 3]));
    }
    dash(context, palette().ink, [], 2.5);
  }

  function paint() {
    const space = lab.race().hiddenSpace(model);
    const [across, up] = Array.from(
      space.middle,
      (middle) => /** @type {[number, number]} */ ([middle - space.half, middle + space.half]),
    );
    const plot = createPlot(canvas, { across, up, square: true });
    if (!plot) return null;
    within(plot, () => {
      drawShading(plot, space);
      drawGrid(plot, space);
      drawBoundary(plot);
    });
    drawAxes(plot, { across, up, names: axisNames(space) });
    const places = placesOn(lab.race().spacePlaces(), plot);
    paintPoints(plot.context, lab.points(), { places, picked: lab.picked() });
    return places;
  }

  return {
    name: 'hidden',
    title: 'The hidden space',
    pickable: 'Points in the hidden space',
    mount: (stage) => {
      canvas = canvasIn(stage);
      return canvas;
    },
    changed() {
      const bends = lab.models().findIndex(({ hidden }) => hidden.some(({ kind }) => kind === 'dense'));
      if (model < 0 || model >= lab.models().length) model = Math.max(0, bends);
    },
    words: () => ({
      label: `Hidden space: ${lab.models()[model].name}`,
      sentence: sentence(lab.models()[model].hidden.length),
      controls: modelChoice(
        'hidden space',
        lab.models(),
        lab.models().map((_, i) => i),
        model,
        choose,
      ),
    }),
    paint,
    note: () =>
      lab.race().classes === 1
        ? nothing
        : 'Thin lines: the squares of the plane, carried along. Thick: where the output layer parts the classes.',
  };
}

/** @param {number} hidden layers */
function sentence(hidden) {
  return hidden === 0
    ? 'Without a hidden layer the plane stays as it is, and the output can only draw its straight line through the inputs.'
    : 'The plane as the last hidden layer bends it: the output layer draws only straight lines, so what they part must have been moved apart here.';
}

/** @param {SpaceSummary} space @returns {[string, string]} */
function axisNames({ units, explainedVarianceRatio }) {
  if (units === 0) return ['x₁', 'x₂'];
  if (!explainedVarianceRatio) return ['h₁', units === 1 ? '(one unit only)' : 'h₂'];
  const name = (/** @type {number} */ i) => `component ${i + 1} of ${units} values, ${percent(explainedVarianceRatio[i])}`;
  return [name(0), name(1)];
}
