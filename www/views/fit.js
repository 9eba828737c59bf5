// @ts-check
// A model's curve through points that have a value over x₁ alone.

import { BoundaryPlane, plane } from '../pkg/gradual.js';
import { straight } from '../shared/axes.js';
import { createCanvas } from '../shared/canvas.js';
import { css, palette } from '../shared/colour.js';
import { drawAxes } from '../shared/draw-axes.js';
import { drawPicked } from './picked.js';
import { createStill } from './still.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../points/section.js').Points} Points */
/** @typedef {import('../shared/axes.js').Axis} Axis */
/** @typedef {{ context: CanvasRenderingContext2D, box: import('../shared/draw-axes.js').Box, axes: { across: Axis, up: Axis }, x: (value: number) => number, y: (value: number) => number }} Frame */

/** Places along x₁. */
const PLACES = 240;

/** Both ends of the axis of values. */
const RANGE = 1.6;

/** The values that are written. */
const TICKS = { across: [-2, 0, 2], up: [-1, 0, 1] };

/** Room for the numbers of the axes, in CSS pixels. */
const MARGIN = { left: 28, bottom: 20, top: 4, right: 4 };

/** @param {HTMLElement} element @param {{ name: string, scope: import('../shared/scope.js').Scope }} options `name`: the model's */
export function createFit(element, { name, scope }) {
  const canvas = element.appendChild(document.createElement('canvas'));
  canvas.role = 'img';
  canvas.ariaLabel = `Curve: ${name}`;
  canvas.className = 'boundary';
  canvas.hidden = true;
  const surface = createCanvas(canvas, scope, () => again());
  const still = createStill();
  const core = new BoundaryPlane();
  scope.onDispose(() => core.free());
  /** Draws what was drawn last. */
  let again = () => {};

  /** @param {Race} race @param {number} model @param {Points} points @param {number | null} picked */
  function paint(race, model, points, picked) {
    const sharp = surface.begin();
    if (!sharp) return;
    const frame = frameIn(sharp);
    still.put(sharp, [points], (context) => drawStill({ ...frame, context }, points));
    drawCurve(frame, core.curve(race, model, PLACES));
    if (picked !== null) drawPicked(frame.context, frame.x(points.inputs[2 * picked]), frame.y(points.targets[picked]));
  }

  return {
    show: surface.show,
    /** @param {Race} race @param {number} model @param {Points} points @param {number | null} picked */
    draw(race, model, points, picked) {
      again = () => paint(race, model, points, picked);
      again();
    },
  };
}

/** @param {import('../shared/canvas.js').Sharp} sharp @returns {Frame} */
function frameIn({ context, width, height }) {
  const [left, top] = [MARGIN.left, MARGIN.top];
  const box = { left, top, width: width - left - MARGIN.right, height: height - top - MARGIN.bottom };
  const [min, max] = plane();
  const across = straight([min, max], { name: 'x₁', at: TICKS.across });
  const up = straight([-RANGE, RANGE], { name: 't', at: TICKS.up });
  return {
    context,
    box,
    axes: { across, up },
    x: (value) => left + box.width * across.place(value),
    y: (value) => top + box.height * (1 - up.place(value)),
  };
}

/** The axes, with lines at the values that are written, and the points. @param {Frame} frame @param {Points} points */
function drawStill(frame, points) {
  const { context, box, axes, y } = frame;
  drawAxes(context, box, axes, 'ends');
  for (const value of TICKS.up) context.strokeRect(box.left, y(value), box.width, 0);
  drawPoints(frame, points);
}

/** Training points are filled, held-out points hollow. @param {Frame} frame @param {Points} points */
function drawPoints({ context, x, y }, { inputs, targets, trainCount }) {
  const { above, surface } = palette();
  Object.assign(context, { strokeStyle: css(above), lineWidth: 1 });
  targets.forEach((target, i) => {
    context.beginPath();
    context.arc(x(inputs[2 * i]), y(target), 2.6, 0, 2 * Math.PI);
    context.fillStyle = i < trainCount ? css(above) : surface;
    context.fill();
    context.stroke();
  });
}

/** @param {Frame} frame @param {Float32Array} values from one end of the plane to the other */
function drawCurve({ context, box, y }, values) {
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  context.beginPath();
  values.forEach((value, i) => {
    context.lineTo(box.left + (box.width * i) / (values.length - 1), y(value));
  });
  Object.assign(context, { strokeStyle: palette().ink, lineWidth: 2.5, lineJoin: 'round' });
  context.stroke();
  context.restore();
}
