// @ts-check
// Points as marks: filled where they train, hollow where they are held out; the shape tells the class as the colour does.

import { css, diverging, palette } from '../shared/colour.js';

/** @typedef {import('../points/section.js').Points} Points */
/** @typedef {(value: number) => number} Scale */

/** Corners of the marks of classes 1 to 4, in radii, to the right and down: a square, a triangle, a diamond, a triangle upside down. */
const corners = [
  [-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9],
  [0, -1.25, 1.15, 0.85, -1.15, 0.85],
  [0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0],
  [0, 1.25, 1.15, -0.85, -1.15, -0.85],
];

/**
 * @param {CanvasRenderingContext2D} context @param {Points} points @param {Scale} x @param {Scale} y in CSS pixels
 * @param {number} radius before there are many
 */
export function drawPoints(context, points, x, y, radius) {
  const size = Math.max(2.2, Math.min(4.5, radius * Math.min(1, Math.sqrt(500 / points.count))));
  drawValues(context, points, x, y, size);
  palette().classes.forEach((colour, k) => {
    drawClass(context, points, x, y, size, k, css(colour));
  });
}

/** @param {CanvasRenderingContext2D} context @param {Points} points @param {Scale} x @param {Scale} y @param {number} size */
function drawValues(context, { inputs, targets, trainCount }, x, y, size) {
  const { muted } = palette();
  targets.forEach((target, i) => {
    const colour = css(diverging(target));
    context.beginPath();
    mark(context, 0, x(inputs[2 * i]), y(inputs[2 * i + 1]), size);
    Object.assign(context, { fillStyle: colour, strokeStyle: i < trainCount ? muted : colour, lineWidth: 1 });
    if (i < trainCount) context.fill();
    context.stroke();
  });
}

/**
 * The points of one class: first those that are held out, and in front of them those that train.
 * @param {CanvasRenderingContext2D} context @param {Points} points @param {Scale} x @param {Scale} y @param {number} size
 * @param {number} k @param {string} colour
 */
function drawClass(context, { inputs, labels, trainCount }, x, y, size, k, colour) {
  const { surface } = palette();
  for (const heldOut of [true, false]) {
    context.beginPath();
    for (let i = heldOut ? trainCount : 0; i < (heldOut ? labels.length : trainCount); i++) {
      if (labels[i] === k) mark(context, k, x(inputs[2 * i]), y(inputs[2 * i + 1]), size);
    }
    context.fillStyle = heldOut ? surface : colour;
    context.strokeStyle = heldOut ? colour : surface;
    context.lineWidth = heldOut ? 1.5 : 0.75;
    context.fill();
    context.stroke();
  }
}

/** Traces the mark of a class: a disc for class 0. @param {CanvasRenderingContext2D} context @param {number} k @param {number} x @param {number} y @param {number} r */
export function mark(context, k, x, y, r) {
  if (k === 0) {
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  const shape = corners[Math.min(k, corners.length) - 1];
  context.moveTo(x + r * shape[0], y + r * shape[1]);
  for (let i = 2; i < shape.length; i += 2) context.lineTo(x + r * shape[i], y + r * shape[i + 1]);
  context.closePath();
}
