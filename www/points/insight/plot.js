// @ts-check
// A picture with two axes: where a value lies, and what is drawn there.

import { straight } from '../../shared/axes.js';
import { palette } from '../../shared/colour.js';
import { drawAxes as drawBoth } from '../../shared/draw-axes.js';

/** @typedef {import('../../shared/axes.js').Range} Range */
/**
 * What a picture is drawn in: values to CSS pixels, and the box that they fill.
 * @typedef {object} Plot
 * @property {CanvasRenderingContext2D} context
 * @property {(value: number) => number} x
 * @property {(value: number) => number} y
 * @property {import('../../shared/draw-axes.js').Box} box
 */

/** Room for the numbers and names of the axes, in CSS pixels. */
const MARGIN = { left: 46, right: 10, top: 8, bottom: 36 };

/** Ranges that do not follow every little change end in one of these times a power of ten. */
const ENDS = [1, 1.5, 2, 3, 5, 8, 10];

/**
 * An empty plot; with `square` both axes have one scale, and the box is as large a square as fits.
 * @param {import('../../shared/canvas.js').Canvas} surface @param {{ across: Range, up: Range, square?: boolean }} ranges
 * @returns {Plot | null} null while nobody can see it
 */
export function createPlot(surface, { across, up, square = false }) {
  const sharp = surface.begin();
  if (!sharp) return null;
  let [width, height] = [sharp.width - MARGIN.left - MARGIN.right, sharp.height - MARGIN.top - MARGIN.bottom];
  const spare = square ? Math.max(0, width - height) / 2 : 0;
  if (square) width = height = Math.min(width, height);
  const box = { left: MARGIN.left + spare, top: MARGIN.top, width, height };
  return {
    context: sharp.context,
    box,
    x: (value) => box.left + (width * (value - across[0])) / (across[1] - across[0]),
    y: (value) => box.top + (height * (up[1] - value)) / (up[1] - up[0]),
  };
}

/** @param {Plot} plot @param {{ across: Range, up: Range, names: [across: string, up: string] }} axes */
export function drawAxes({ context, box }, { across, up, names }) {
  drawBoth(context, box, { across: straight(across, { name: names[0] }), up: straight(up, { name: names[1] }) });
}

/** Draws what belongs into the box, and nothing beyond it. @param {Plot} plot @param {() => void} draw */
export function within({ context, box }, draw) {
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  draw();
  context.restore();
}

/** A dashed line where x or y has some value. @param {Plot} plot @param {{ x?: number, y?: number }} at */
export function drawGuide({ context, x, y, box }, at) {
  context.beginPath();
  if (at.x !== undefined) {
    context.moveTo(x(at.x), box.top);
    context.lineTo(x(at.x), box.top + box.height);
  }
  if (at.y !== undefined) {
    context.moveTo(box.left, y(at.y));
    context.lineTo(box.left + box.width, y(at.y));
  }
  dash(context, palette().muted, [2, 4]);
}

/** Strokes the path under way. @param {CanvasRenderingContext2D} context @param {string} strokeStyle @param {number[]} pattern @param {number} [lineWidth] */
export function dash(context, strokeStyle, pattern, lineWidth = 1) {
  Object.assign(context, { strokeStyle, lineWidth, lineJoin: 'round' });
  context.setLineDash(pattern);
  context.stroke();
  context.setLineDash([]);
}

/** Traces a curve through values at evenly spaced places. @param {Plot} plot @param {Float32Array} places @param {Float32Array} values */
export function traceCurve({ context, x, y, box }, places, values) {
  context.beginPath();
  places.forEach((place, i) => {
    // What is infinite leaves the box.
    context.lineTo(x(place), Math.max(box.top - 99, y(values[i])));
  });
}

/** `count` places from one end of a range to the other. @param {Range} range @param {number} count */
export function spread([low, high], count) {
  return Float32Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

/** The least of some round numbers that is not below `size`. @param {number} size */
export function roundUp(size) {
  const power = 10 ** Math.floor(Math.log10(Math.max(size, 1e-6)));
  return power * (ENDS.find((end) => end * power >= size) ?? 10);
}

/** The largest magnitude in a column of rows. @param {Float32Array} rows @param {number} width @param {number} column */
export function largest(rows, width, column) {
  let most = 0;
  for (let i = column; i < rows.length; i += width) most = Math.max(most, Math.abs(rows[i]));
  return most;
}
