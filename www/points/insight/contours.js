// @ts-check
// The contours of a loss surface, and the paths of the models over it.

import { contours } from 'd3-contour';
import { font, palette, token } from '../../shared/colour.js';
import { short } from '../../shared/numbers.js';
import { dash } from './plot.js';

/** @typedef {import('../../pkg/gradual.js').SurfaceSummary} SurfaceSummary */
/** @typedef {import('./plot.js').Plot} Plot */
/** A surface with its contours, in places of its grid. @typedef {SurfaceSummary & { rings: number[][][][] }} Contours */

/** How much deeper each contour shades the ground. */
const SHADE = 0.035;

/** One contour in so many has its number. */
const NUMBERED = 3;

/** Paths of at most so many steps show each of them. */
const STEPS = 300;

/** @param {SurfaceSummary} summary @param {Float32Array} heights @returns {Contours} */
export function contoursOf(summary, heights) {
  const marching = contours().size([summary.side, summary.side]).smooth(true);
  const values = /** @type {number[]} */ (/** @type {unknown} */ (heights.slice()));
  return { ...summary, rings: summary.levels.map((level) => marching.contour(values, level).coordinates.flat()) };
}

/** @param {Plot} plot @param {Contours} contours */
export function drawContours({ context, box }, { side, rings, levels, height }) {
  const { ink, muted } = palette();
  // Values stand in the middle of d3's cells, and at the edge of the picture.
  const x = (/** @type {number} */ cell) => box.left + ((cell - 0.5) / (side - 1)) * box.width;
  const y = (/** @type {number} */ cell) => box.top + ((cell - 0.5) / (side - 1)) * box.height;
  /** @type {[text: string, x: number, y: number][]} */
  const numbers = [];
  rings.forEach((polygon, i) => {
    context.beginPath();
    for (const ring of polygon) {
      context.moveTo(x(ring[0][0]), y(ring[0][1]));
      for (const [right, down] of ring) context.lineTo(x(right), y(down));
    }
    Object.assign(context, { fillStyle: ink, strokeStyle: muted, lineWidth: 0.75 });
    context.globalAlpha = SHADE;
    context.fill('evenodd');
    context.globalAlpha = 0.7;
    context.stroke();
    context.globalAlpha = 1;
    const place = i % NUMBERED === 1 ? numberPlace(polygon, side) : undefined;
    if (place) numbers.push([short(height === 'log-likelihood' ? levels[i] : -levels[i]), x(place[0]), y(place[1])]);
  });
  drawNumbers(context, numbers);
}

/** A place on a contour that is not at the border: the highest one. @param {number[][][]} polygon @param {number} side */
function numberPlace(polygon, side) {
  const inside = (/** @type {number[]} */ [right, down]) =>
    right > 3 && down > 2 && right < side - 3 && down < side - 2;
  return polygon
    .flat()
    .filter(inside)
    .sort((a, b) => a[1] - b[1])[0];
}

/** @param {CanvasRenderingContext2D} context @param {[text: string, x: number, y: number][]} numbers */
function drawNumbers(context, numbers) {
  const { muted, surface } = palette();
  Object.assign(context, {
    font: font('--text-1'),
    textAlign: 'center',
    textBaseline: 'middle',
    lineWidth: 3,
    strokeStyle: surface,
    fillStyle: muted,
  });
  for (const [text, x, y] of numbers) {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}

/** Step by step from a ring to a disc. @param {Plot} plot @param {Float32Array} path @param {number} model */
export function drawPath({ context, x, y }, path, model) {
  const { surface } = palette();
  const colour = token(`--model-${model}`);
  const count = path.length / 2;
  const at = (/** @type {number} */ i) => /** @type {const} */ ([x(path[2 * i]), y(path[2 * i + 1])]);
  context.beginPath();
  for (let i = 0; i < count; i++) context.lineTo(...at(i));
  dash(context, surface, [], 4);
  dash(context, colour, [], 2);
  Object.assign(context, { fillStyle: colour });
  for (let i = 1; i < count && count <= STEPS; i++) dot(context, at(i), 2.2);
  context.fillStyle = surface;
  dot(context, at(0), 4);
  context.stroke();
  context.fillStyle = colour;
  dot(context, at(count - 1), 5.5);
  Object.assign(context, { strokeStyle: surface, lineWidth: 1.5 });
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {readonly [number, number]} place @param {number} radius */
function dot(context, [x, y], radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
