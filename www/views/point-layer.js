// @ts-check
// The points as a picture of their own, which stays while the boundary moves: there can be thousands.

import { palette } from '../shared/colour.js';
import { drawPoints } from './marks.js';
import { planeIn } from './plane.js';

/** @typedef {import('../points/section.js').Points} Points */

/** Points to a side, before there are many. */
const ACROSS = 75;

export function createPointLayer() {
  const canvas = document.createElement('canvas');
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  /** What the picture was drawn of, and in which colours. @type {{ points?: Points, colours?: object }} */
  let drawn = {};

  return {
    /** @param {Points} points @param {number} side in CSS pixels */
    draw(points, side) {
      const [size, colours] = [Math.round(side * devicePixelRatio), palette()];
      if (drawn.points === points && drawn.colours === colours && canvas.width === size) return canvas;
      drawn = { points, colours };
      canvas.width = canvas.height = size;
      context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      const { x, y } = planeIn(context, { left: 0, top: 0, side });
      drawPoints(context, points, x, y, side / ACROSS);
      return canvas;
    },
  };
}
