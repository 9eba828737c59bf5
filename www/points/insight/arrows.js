// @ts-check
// What one example and the next batch pull at: arrows on the line of a single unit, and where the boundary would go.

import { html } from 'lit';
import { NextUpdate } from '../../pkg/gradual_rest.js';
import { css, palette, token } from '../../shared/colour.js';
import { placesOn } from '../../shared/nearest.js';
import { short } from '../../shared/numbers.js';
import { createBoundary } from '../../views/boundary.js';
import { meetingClasses, SIDE, traceBoundary } from '../../views/contour.js';
import { drawPicked } from '../../views/picked.js';
import { choice, modelChoice } from './choice.js';
import { dash } from './plot.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../../views/plane.js').Plane} Plane */
/** @typedef {import('../../pkg/gradual.js').Rule} Rule */

/** Whose update, and how many times as large it is drawn. @typedef {{ model: number, times: number }} Asked */
/** @typedef {Asked & { update: NextUpdate }} Looked */

/** By how much an update can be made larger, to be seen. */
const TIMES = [1, 10, 100];

/** Points of a batch that are marked at most. */
const MOST_HALOES = 100;

/** Length of an arrow's head, in CSS pixels; shorter arrows have smaller ones. */
const HEAD = 9;

/** @type {import('./view.js').ViewEntry} */
export const updateArrows = {
  name: 'arrows',
  title: 'What an update pulls at',
  pickable: 'Points beside the boundary',
  lesson: { id: 'chain-rule', about: 'the gradient' },
  first: { model: 0, times: 10 },
  create(stage, lab, { slice, scope }) {
    const boundary = createBoundary(stage, { name: '', label: 'Update', repaint: paint, scope });
    const update = scope.owns(new NextUpdate());
    const asked = () => askedOf(lab, slice.value);
    let places = new Float32Array(0);
    /** The last update, where it is that of the picked point on a single unit. @type {Float32Array | null} */
    let single = null;

    /** @param {Plane} plane */
    function drawOver(plane) {
      const picked = lab.picked();
      places = placesOn(lab.points().inputs, plane);
      single = null;
      if (moves(lab)) drawBatch(plane, lab, { ...asked(), update });
      if (moves(lab) && picked !== null) single = drawPick(plane, lab, { ...asked(), update }, picked);
      if (picked !== null) drawPicked(plane.context, places[2 * picked], places[2 * picked + 1]);
    }

    function paint() {
      boundary.draw(lab.race(), asked().model, lab.points(), drawOver);
      return places;
    }

    return {
      canvas: boundary.canvas,
      words() {
        const model = lab.models()[asked().model];
        return {
          label: `Update on the boundary: ${model.name}`,
          sentence: sentence(lab, model),
          controls: controls(lab, asked(), slice.set),
        };
      },
      paint,
      note: () => moves(lab) && note(asked().times, single),
    };
  },
};

/** The models that take steps. @param {LabView} lab */
function stepping(lab) {
  return lab.models().flatMap(({ learner }, i) => (learner === 'naive-bayes' ? [] : [i]));
}

/** Whether there is a boundary, and a model that is updated. @param {LabView} lab */
function moves(lab) {
  return lab.race().classes > 1 && stepping(lab).length > 0;
}

/** @param {LabView} lab @param {Asked} kept @returns {Asked} */
function askedOf(lab, { model, times }) {
  const which = stepping(lab);
  return { model: which.includes(model) ? model : (which[0] ?? 0), times: TIMES.includes(times) ? times : 10 };
}

/** @param {LabView} lab @param {Asked} asked @param {(patch: Partial<Asked>) => void} set */
function controls(lab, { model, times }, set) {
  return html`${modelChoice('update', lab, { which: stepping(lab), chosen: model, choose: (model) => set({ model }) })}
  ${choice({
    label: 'Size of the update',
    choices: TIMES.map((value) => ({ value, face: `× ${value}` })),
    chosen: times,
    choose: (times) => set({ times }),
  })}`;
}

/** @param {number} times @param {Float32Array | null} single */
function note(times, single) {
  const alone =
    single && html`It alone: Δw₁ = ${short(single[0])}, Δw₂ = ${short(single[1])}, Δb = ${short(single[2])}.`;
  return html`Dotted: after the next batch (its points have haloes). Dashed: after the picked point alone${times > 1 ? `, both ${times} times as large` : ''}.
  ${alone ?? ''}`;
}

/**
 * Where the boundary would go, by one point or by the next batch.
 * @param {Plane} plane @param {LabView} lab @param {Looked} looked
 * @param {{ point?: number, colour: string, pattern: number[] }} by
 */
function drawUpdate(plane, lab, { model, times, update }, { point, colour, pattern }) {
  const race = lab.race();
  const change = update.of(race, model, point).slice();
  plane.context.beginPath();
  for (const k of meetingClasses(race.classes)) traceBoundary(plane, update.margin(race, model, times, k, SIDE));
  dash(plane.context, colour, pattern, 2.5);
  return { change, arrows: update.arrows(race, model, times) };
}

/** @param {Plane} plane @param {LabView} lab @param {Looked} looked */
function drawBatch(plane, lab, looked) {
  const { ink } = palette();
  const { model, update } = looked;
  for (const point of update.batch(lab.race(), model).slice(0, MOST_HALOES)) halo(plane, lab.points().inputs, point);
  const { arrows } = drawUpdate(plane, lab, looked, { colour: ink, pattern: [2, 4] });
  if (!arrows) return;
  drawArrow(plane, arrows.foot, arrows.tip, token(`--model-${model}`));
  drawArrow(plane, arrows.tip, arrows.after, ink);
}

/** @param {Plane} plane @param {LabView} lab @param {Looked} looked @param {number} point @returns {Float32Array | null} the update of a single unit */
function drawPick(plane, lab, looked, point) {
  const colour = css(palette().classes[lab.points().labels[point]]);
  const { change, arrows } = drawUpdate(plane, lab, looked, { point, colour, pattern: [7, 4] });
  if (!arrows) return null;
  drawArrow(plane, arrows.tip, arrows.after, colour);
  return change;
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
