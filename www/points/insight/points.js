// @ts-check
// Points on a picture: as in the pictures of the boundaries, wrong ones ringed, the picked one in a ring of its own.

import { token } from '../../shared/colour.js';
import { drawPoints } from '../../views/marks.js';
import { drawPicked } from '../../views/picked.js';

/** @typedef {import('../section.js').Points} Points */

/** Radius of a point before there are many, and of the ring about a wrong one, in CSS pixels. */
const SIZE = 4.5;
const RING = 5.5;

const same = (/** @type {number} */ value) => value;

/**
 * @param {CanvasRenderingContext2D} context @param {Points} points
 * @param {{ places: Float32Array, wrong?: (point: number) => boolean, picked: number | null }} view places in CSS pixels
 */
export function paintPoints(context, points, { places, wrong = () => false, picked }) {
  drawPoints(context, { ...points, inputs: places }, same, same, SIZE);
  context.beginPath();
  for (let i = 0; i < points.count; i++) {
    if (!wrong(i)) continue;
    const [x, y] = [places[2 * i], places[2 * i + 1]];
    context.moveTo(x + RING, y);
    context.arc(x, y, RING, 0, 2 * Math.PI);
  }
  Object.assign(context, { strokeStyle: token('--warn'), lineWidth: 1.25 });
  context.globalAlpha = 0.75;
  context.stroke();
  context.globalAlpha = 1;
  if (picked !== null) drawPicked(context, places[2 * picked], places[2 * picked + 1]);
}
