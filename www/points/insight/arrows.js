// @ts-check
// What one example and the next batch pull at: arrows on the line of a single unit, and where the boundary would go.

import { html } from 'lit';
import { css, palette, token } from '../../shared/colour.js';
import { createBoundary, meetingClasses, SIDE, traceBoundary } from '../../views/boundary.js';
import { drawPicked } from '../../views/picked.js';
import { choice, modelChoice } from './choice.js';
import { dash, told } from './plot.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../../views/boundary.js').Plane} Plane */
/** @typedef {import('../../pkg/gradual.js').Rule} Rule */

/** By how much an update can be made larger, to be seen. */
const TIMES = [1, 10, 100];

/** Points of a batch that are marked at most. */
const MOST_HALOES = 100;

/** Length of an arrow's head, in CSS pixels; shorter arrows have smaller ones. */
const HEAD = 9;

/** @param {LabView} lab @param {() => void} redraw @returns {import('./view.js').Picture} */
export function updateArrows(lab, redraw) {
  /** @type {ReturnType<typeof createBoundary>} */
  let boundary;
  let model = 0;
  let times = 10;
  let places = new Float32Array(0);
  /** The last update, and whether it is that of the picked point on a single unit. */
  let change = new Float32Array(0);
  let single = false;
  /** Whether there is a boundary, and a model that is updated. */
  const moves = () => lab.race().classes > 1 && which().length > 0;
  const which = () => lab.models().flatMap(({ learner }, i) => (learner === 'naive-bayes' ? [] : [i]));

  /** Where the boundary would go, by one point or by the next batch. @param {Plane} plane @param {number | undefined} point @param {string} colour @param {number[]} pattern */
  function drawUpdate(plane, point, colour, pattern) {
    const race = lab.race();
    change = race.update(model, point).slice();
    plane.context.beginPath();
    for (const k of meetingClasses(race.classes)) traceBoundary(plane, race.updateMargin(model, times, k, SIDE));
    dash(plane.context, colour, pattern, 2.5);
    return race.updateArrows(model, times);
  }

  /** @param {Plane} plane */
  function drawBatch(plane) {
    const { ink } = palette();
    for (const point of lab.race().nextBatch(model).slice(0, MOST_HALOES)) halo(plane, lab.points().inputs, point);
    const arrows = drawUpdate(plane, undefined, ink, [2, 4]);
    if (!arrows) return;
    drawArrow(plane, arrows.foot, arrows.tip, token(`--model-${model}`));
    drawArrow(plane, arrows.tip, arrows.after, ink);
  }

  /** @param {Plane} plane @param {number} picked */
  function drawPick(plane, picked) {
    const colour = css(palette().classes[lab.points().labels[picked]]);
    const arrows = drawUpdate(plane, picked, colour, [7, 4]);
    single = arrows !== null;
    if (arrows) drawArrow(plane, arrows.tip, arrows.after, colour);
  }

  /** @param {Plane} plane */
  function drawOver(plane) {
    places = lab.points().inputs.map((value, i) => (i % 2 === 0 ? plane.x(value) : plane.y(value)));
    single = false;
    const picked = lab.picked();
    if (moves()) drawBatch(plane);
    if (moves() && picked !== null) drawPick(plane, picked);
    if (picked !== null) drawPicked(plane.context, places[2 * picked], places[2 * picked + 1]);
  }

  return {
    name: 'arrows',
    title: 'What an update pulls at',
    pickable: 'Points beside the boundary',
    mount: (stage) => {
      boundary = createBoundary(stage, '', 'Update');
      return boundary.canvas;
    },
    changed() {
      if (!which().includes(model)) model = which()[0] ?? 0;
    },
    words: () => ({
      label: `Update on the boundary: ${lab.models()[model].name}`,
      sentence: sentence(lab, lab.models()[model]),
      controls: html`${modelChoice('update', lab.models(), which(), model, (chosen) => {
        model = chosen;
        redraw();
      })}
      ${choice(
        'Size of the update',
        TIMES.map((value) => ({ value, name: `× ${value}` })),
        times,
        (chosen) => {
          times = chosen;
          redraw();
        },
      )}`,
    }),
    paint() {
      boundary.draw(lab.race(), model, lab.points(), drawOver);
      return places;
    },
    note: () =>
      moves() &&
      html`Dotted: after the next batch (its points have haloes). Dashed: after the picked point alone${times > 1 ? `, both ${times} times as large` : ''}.
      ${single ? html`It alone: Δw₁ = ${told(change[0])}, Δw₂ = ${told(change[1])}, Δb = ${told(change[2])}.` : ''}`,
  };
}

/** Whose step is shown, and what makes it differ from −η ∂E/∂w. @type {Record<Rule, string>} */
const steps = {
  'gradient-descent': 'gradient descent, −η ∂E/∂w,',
  sgd: 'SGD, −η ∂E/∂w,',
  momentum: 'momentum, with the speed it has now,',
  nesterov: 'Nesterov’s momentum, with the speed it has now,',
  rmsprop: 'RMSProp, scaled by the gradients it remembers,',
  adam: 'Adam, with the gradients it remembers,',
  'conjugate-gradient': 'conjugate gradient, as far as its line search goes,',
  lbfgs: 'L-BFGS, as far as its line search goes,',
};

/** @param {LabView} lab @param {import('../../pkg/gradual.js').ModelConfig} model */
function sentence(lab, { learner, optimizer }) {
  if (lab.race().classes === 1)
    return 'Values have no boundary to move: choose points with classes to see arrows here.';
  if (learner === 'naive-bayes')
    return 'Naive Bayes is fitted at once and takes no steps: add another model to see some.';
  return `The weights w of a single unit are an arrow at right angles to its line. At its tip: the step Δw of ${steps[optimizer]} by the next batch and by the point you pick.`;
}

/** Marks a point of the next batch. @param {Plane} plane @param {Float32Array} inputs @param {number} point */
function halo({ context, x, y }, inputs, point) {
  context.beginPath();
  context.arc(x(inputs[2 * point]), y(inputs[2 * point + 1]), 6.5, 0, 2 * Math.PI);
  Object.assign(context, { strokeStyle: palette().ink, lineWidth: 1 });
  context.globalAlpha = 0.6;
  context.stroke();
  context.globalAlpha = 1;
}

/** @param {Plane} plane @param {ArrayLike<number>} from @param {ArrayLike<number>} to @param {string} colour */
function drawArrow({ context, x, y }, from, to, colour) {
  const [x0, y0, x1, y1] = [x(from[0]), y(from[1]), x(to[0]), y(to[1])];
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length < 1) return;
  const [right, down, head] = [(x1 - x0) / length, (y1 - y0) / length, Math.min(HEAD, 0.6 * length)];
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  for (const side of [-1, 1]) {
    context.moveTo(x1, y1);
    context.lineTo(x1 - head * (right + 0.5 * side * down), y1 - head * (down - 0.5 * side * right));
  }
  dash(context, palette().surface, [], 6);
  dash(context, colour, [], 3);
}
