// @ts-check
// A model's boundary on a slide: shaded plane, lines, points and axes, as large as fits.

import { BoundaryPlane } from '../../pkg/gradual.js';
import { coreColours } from '../../shared/colour.js';
import { drawLines, drawStill } from '../../views/boundary.js';
import { SIDE } from '../../views/contour.js';
import { planeIn, planeSquare, withinPlane } from '../../views/plane.js';

/** @typedef {import('./slide.js').Box} Box */

/** One of each serves all slides, and every frame of a video. */
const core = new BoundaryPlane();
const shading = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE });
const ground = /** @type {CanvasRenderingContext2D} */ (shading.getContext('2d'));

/** @param {import('../../pkg/gradual.js').Race} race @param {number} model @param {import('../../points/section.js').Points} points */
export function boundaryOf(race, model, points) {
  return (/** @type {CanvasRenderingContext2D} */ context, /** @type {Box} */ { left, top, width, height }) => {
    const { left: room, side, ...rest } = planeSquare(width, height);
    const square = { ...rest, side, left: left + (width - side - room) / 2 + room, top: top + rest.top };
    ground.putImageData(core.shading(race, model, SIDE, coreColours()), 0, 0);
    context.drawImage(shading, square.left, square.top, side, side);
    withinPlane(context, square, () => drawLines(planeIn(context, square), core, race.classes));
    drawStill(context, square, points);
  };
}
