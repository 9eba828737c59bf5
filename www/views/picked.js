// @ts-check
// The ring about the point that is picked, alike in all pictures.

import { palette } from '../shared/colour.js';

/** Radius in CSS pixels. */
const RADIUS = 8;

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y */
export function drawPicked(context, x, y) {
  const { ink, surface } = palette();
  for (const [strokeStyle, lineWidth] of /** @type {[string, number][]} */ ([
    [surface, 6],
    [ink, 2.5],
  ])) {
    context.beginPath();
    context.arc(x, y, RADIUS, 0, 2 * Math.PI);
    Object.assign(context, { strokeStyle, lineWidth });
    context.stroke();
  }
}
