// @ts-check
// The lines where classes meet, traced through a grid of what each class leads by.

import { contours } from 'd3-contour';
import { plane } from '../pkg/gradual.js';

/** @typedef {import('./plane.js').Plane} Plane */

/** Cells on a side of the grid. */
export const SIDE = 112;

const marching = contours().size([SIDE, SIDE]).smooth(true);

/** The classes whose margins make all boundaries: of two one is enough, and values have none. @param {number} classes */
export function meetingClasses(classes) {
  if (classes < 3) return classes === 2 ? [1] : [];
  return Array.from({ length: classes }, (_, k) => k);
}

/** Traces the contour at 0 of what one class leads by, `[SIDE, SIDE]`. @param {Plane} plane @param {Float32Array} margin */
export function traceBoundary({ context, x, y }, margin) {
  const [min, max] = plane();
  const cell = (max - min) / SIDE;
  const values = /** @type {number[]} */ (/** @type {unknown} */ (margin));
  for (const ring of marching.contour(values, 0).coordinates.flat()) {
    ring.forEach(([right, down], i) => {
      // Rings close along the border of the picture; those parts are no boundary.
      const border = isBorder(right, down) && isBorder(...previous(ring, i));
      const [px, py] = [x(min + right * cell), y(max - down * cell)];
      if (i === 0 || border) context.moveTo(px, py);
      else context.lineTo(px, py);
    });
  }
}

/** @param {number[][]} ring @param {number} i @returns {[number, number]} */
function previous(ring, i) {
  const [x, y] = ring[Math.max(0, i - 1)];
  return [x, y];
}

/** @param {number} x @param {number} y */
function isBorder(x, y) {
  return x <= 0.5 || y <= 0.5 || x >= SIDE - 0.5 || y >= SIDE - 0.5;
}
