// @ts-check
// What the pad's canvas shows: the strokes, a soft box around each of several digits, the eraser's ring.

import { Drawing } from '../pkg/gradual_rest.js';

/** Room between a digit's ink and its box, as a share of the pad's side. */
const MARGIN = 0.015;

/** @typedef {{ context: CanvasRenderingContext2D, width: number }} Paper a square to draw on */

/** @param {Paper} paper @param {Drawing} drawing @param {string} ink */
export function drawStrokes({ context, width: side }, drawing, ink) {
  Object.assign(context, {
    strokeStyle: ink,
    lineWidth: Drawing.penWidth() * side,
    lineCap: 'round',
    lineJoin: 'round',
  });
  context.beginPath();
  const lengths = drawing.lengths().slice();
  const points = drawing.points();
  let at = 0;
  for (const length of lengths) {
    context.moveTo(points[at] * side, points[at + 1] * side);
    // The first line goes nowhere, which makes a dot of a stroke of one point.
    for (const end = at + 2 * length; at < end; at += 2) context.lineTo(points[at] * side, points[at + 1] * side);
  }
  context.stroke();
}

/**
 * @param {Paper} paper
 * @param {Drawing} drawing
 * @param {{ chosen: number, colours: { chosen: string, other: string } }} look `chosen` counts from the left
 */
export function drawBoxes({ context, width: side }, drawing, { chosen, colours }) {
  const margin = Drawing.penWidth() / 2 + MARGIN;
  const boxes = drawing.boxes();
  context.lineWidth = Math.max(1, side / 240);
  for (let digit = 0; 4 * digit < boxes.length; digit++) {
    const [left, top, right, bottom] = boxes.subarray(4 * digit, 4 * digit + 4);
    context.strokeStyle = digit === chosen ? colours.chosen : colours.other;
    context.globalAlpha = digit === chosen ? 1 : 0.4;
    context.beginPath();
    context.roundRect(
      (left - margin) * side,
      (top - margin) * side,
      (right - left + 2 * margin) * side,
      (bottom - top + 2 * margin) * side,
      margin * side,
    );
    context.stroke();
  }
  context.globalAlpha = 1;
}

/**
 * @param {Paper} paper
 * @param {[x: number, y: number]} place @param {number} radius both as shares of the pad's side
 * @param {string} ink
 */
export function drawRing({ context, width: side }, [x, y], radius, ink) {
  Object.assign(context, { strokeStyle: ink, lineWidth: Math.max(1, side / 280) });
  context.beginPath();
  context.arc(x * side, y * side, radius * side, 0, 2 * Math.PI);
  context.stroke();
}
