// @ts-check
// The hidden space: the plane as the last hidden layer bends it, the points in it, the output's straight line.

import { nothing } from 'lit';
import { HiddenSpace } from '../../pkg/gradual_rest.js';
import { coreColours, palette } from '../../shared/colour.js';
import { placesOn } from '../../shared/nearest.js';
import { percent } from '../../shared/numbers.js';
import { indexIn } from '../../shared/view-state.js';
import { modelChoice } from './choice.js';
import { createPlot, dash, drawAxes, within } from './plot.js';
import { paintPoints } from './points.js';
import { canvasIn } from './view.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../../pkg/gradual.js').SpaceSummary} SpaceSummary */
/** @typedef {import('./plot.js').Plot} Plot */
/** @typedef {import('./plot.js').Range} Range */

/** `model` is null while none was chosen. @type {import('./view.js').ViewEntry} */
export const hiddenSpace = {
  name: 'hidden',
  title: 'The hidden space',
  pickable: 'Points in the hidden space',
  lesson: { id: 'hidden-map', about: 'the hidden space' },
  first: { model: null },
  create(stage, lab, own) {
    const { canvas, surface } = canvasIn(stage, own);
    const ground = document.createElement('canvas');
    const hidden = own.scope.owns(new HiddenSpace());
    const model = () => modelOf(lab, own.slice.value.model);

    function paint() {
      const race = lab.race();
      const space = hidden.read(race, model());
      const [across, up] = Array.from(
        space.middle,
        (middle) => /** @type {Range} */ ([middle - space.half, middle + space.half]),
      );
      const plot = createPlot(surface, { across, up, square: true });
      if (!plot) return null;
      within(plot, () => {
        drawShading(plot, hidden, space, ground);
        drawGrid(plot, hidden, space);
        drawBoundary(plot, hidden);
      });
      drawAxes(plot, { across, up, names: axisNames(space) });
      const places = placesOn(hidden.places(), plot);
      paintPoints(plot.context, lab.points(), { places, picked: lab.picked() });
      return places;
    }

    return {
      canvas,
      words: () => ({
        label: `Hidden space: ${lab.models()[model()].name}`,
        sentence: sentence(lab.models()[model()].hidden.length),
        controls: modelChoice('hidden space', lab, { chosen: model(), choose: (model) => own.slice.set({ model }) }),
      }),
      paint,
      note: () =>
        lab.race().classes === 1
          ? nothing
          : 'Thin lines: the squares of the plane, carried along. Thick: where the output layer parts the classes.',
    };
  },
};

/** The model that was chosen, or the first that bends the plane. @param {LabView} lab @param {number | null} chosen */
function modelOf(lab, chosen) {
  const models = lab.models();
  const bends = models.findIndex(({ hidden }) => hidden.some(({ kind }) => kind === 'dense'));
  return indexIn(chosen ?? bends, models.length);
}

/** What the output layer says there. @param {Plot} plot @param {HiddenSpace} hidden @param {SpaceSummary} space @param {HTMLCanvasElement} ground */
function drawShading({ context, box }, hidden, { side }, ground) {
  if (ground.width !== side) Object.assign(ground, { width: side, height: side });
  /** @type {CanvasRenderingContext2D} */ (ground.getContext('2d')).putImageData(hidden.shading(coreColours()), 0, 0);
  context.drawImage(ground, box.left, box.top, box.width, box.height);
}

/** The lines of the plane. @param {Plot} plot @param {HiddenSpace} hidden @param {SpaceSummary} space */
function drawGrid({ context, x, y }, hidden, { lines, places }) {
  const values = hidden.lines();
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

/** @param {Plot} plot @param {HiddenSpace} hidden */
function drawBoundary({ context, x, y }, hidden) {
  const ends = hidden.boundary();
  context.beginPath();
  for (let i = 0; i < ends.length; i += 4) {
    context.moveTo(x(ends[i]), y(ends[i + 1]));
    context.lineTo(x(ends[i + 2]), y(ends[i + 3]));
  }
  dash(context, palette().ink, [], 2.5);
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
  const name = (/** @type {number} */ i) =>
    `component ${i + 1} of ${units} values, ${percent(explainedVarianceRatio[i])}`;
  return [name(0), name(1)];
}
