// @ts-check
// The plane of the points as a square on a canvas, with its axes.

import { plane } from '../pkg/gradual.js';
import { straight } from '../shared/axes.js';
import { drawAxes } from '../shared/draw-axes.js';

/** In CSS pixels. @typedef {{ left: number, top: number, side: number }} Square */
/**
 * The plane on a canvas: where its places lie, and how many CSS pixels a unit is.
 * @typedef {object} Plane
 * @property {CanvasRenderingContext2D} context
 * @property {(value: number) => number} x
 * @property {(value: number) => number} y
 * @property {number} scale
 */

/** Room for the numbers of the axes, in CSS pixels. */
const MARGIN = { left: 24, bottom: 20, top: 4, right: 4 };

/** The values that are written, and those where there is no room beside the names, with the side below which there is none. */
const [TICKS, FEW, SMALL] = [[-2, 0, 2], [-2, 0], 170];

/** Where the plane lies in a picture of this size. @param {number} width @param {number} height @returns {Square} */
export function planeSquare(width, height) {
  const side = Math.min(width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom);
  return { left: MARGIN.left, top: MARGIN.top, side };
}

/** @param {CanvasRenderingContext2D} context @param {Square} square @returns {Plane} */
export function planeIn(context, { left, top, side }) {
  const [min, max] = plane();
  const scale = side / (max - min);
  return { context, scale, x: (value) => left + scale * (value - min), y: (value) => top + scale * (max - value) };
}

/** Draws what belongs into the square, and nothing beyond it. @param {CanvasRenderingContext2D} context @param {Square} square @param {() => void} draw */
export function withinPlane(context, { left, top, side }, draw) {
  context.save();
  context.beginPath();
  context.rect(left, top, side, side);
  context.clip();
  draw();
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {Square} square */
export function drawPlaneAxes(context, { left, top, side }) {
  const [min, max] = plane();
  const axis = (/** @type {string} */ name) => straight([min, max], { name, at: side < SMALL ? FEW : TICKS });
  drawAxes(context, { left, top, width: side, height: side }, { across: axis('x₁'), up: axis('x₂') }, 'ends');
}
