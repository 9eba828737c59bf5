// @ts-check
// The axes of a picture on a canvas: a frame about it, numbers beside it, names along the middles or at the ends.

import { palette } from './colour.js';

/** @typedef {import('./axes.js').Axis} Axis */
/** In CSS pixels. @typedef {{ left: number, top: number, width: number, height: number }} Box */

/** From the frame to the numbers, and to the middle of a name beyond them or without them, in CSS pixels. */
const [NUMBERS, BEYOND, BESIDE] = [5, { across: 27, up: 34 }, 11];

/**
 * @param {CanvasRenderingContext2D} context @param {Box} box @param {{ across: Axis, up: Axis }} axes
 * @param {'middle' | 'ends'} [names] signs such as x₁ stand at the ends, among the numbers
 */
export function drawAxes(context, box, axes, names = 'middle') {
  const { muted, line, tickFont } = palette();
  Object.assign(context, { strokeStyle: line, lineWidth: 1, fillStyle: muted, font: tickFont });
  context.strokeRect(box.left, box.top, box.width, box.height);
  drawNumbers(context, box, axes);
  if (names === 'ends') drawSigns(context, box, axes);
  else drawNames(context, box, axes);
}

/** @param {CanvasRenderingContext2D} context @param {Box} box @param {{ across: Axis, up: Axis }} axes */
function drawNumbers(context, { left, top, width, height }, { across, up }) {
  Object.assign(context, { textAlign: 'center', textBaseline: 'top' });
  for (const { value, text } of across.ticks)
    context.fillText(text, left + width * across.place(value), top + height + NUMBERS);
  Object.assign(context, { textAlign: 'right', textBaseline: 'middle' });
  for (const { value, text } of up.ticks) context.fillText(text, left - NUMBERS, top + height * (1 - up.place(value)));
}

/** @param {CanvasRenderingContext2D} context @param {Box} box @param {{ across: Axis, up: Axis }} axes */
function drawSigns(context, { left, top, width, height }, { across, up }) {
  Object.assign(context, { textAlign: 'right', textBaseline: 'top', font: palette().signFont });
  context.fillText(across.name ?? '', left + width, top + height + NUMBERS - 1);
  context.fillText(up.name ?? '', left - NUMBERS, top);
}

/** @param {CanvasRenderingContext2D} context @param {Box} box @param {{ across: Axis, up: Axis }} axes */
function drawNames(context, { left, top, width, height }, { across, up }) {
  const { ink, nameFont } = palette();
  Object.assign(context, { fillStyle: ink, font: nameFont, textAlign: 'center', textBaseline: 'middle' });
  const far = (/** @type {Axis} */ { ticks }, /** @type {number} */ beyond) => (ticks.length > 0 ? beyond : BESIDE);
  context.fillText(across.name ?? '', left + width / 2, top + height + far(across, BEYOND.across));
  context.save();
  context.translate(left - far(up, BEYOND.up), top + height / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(up.name ?? '', 0, 0);
  context.restore();
}
