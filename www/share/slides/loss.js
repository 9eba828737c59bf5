// @ts-check
// The loss curves on a slide: every model held out (solid) and on what it trains (dashed), with axes and names.

import { Curves } from '../../pkg/gradual.js';
import { logarithmic, straight } from '../../shared/axes.js';
import { palette, token } from '../../shared/colour.js';
import { drawAxes } from '../../shared/draw-axes.js';

/** @typedef {import('./slide.js').Box} Box */
/** @typedef {import('../../shared/axes.js').Axis} Axis */
/** @typedef {{ name: string, colour: string, dashed: boolean, x: Float32Array, y: Float32Array }} Line */

/** Room for numbers and names of the axes, and for the names of the curves. */
const ROOM = { left: 48, bottom: 40, right: 150 };

/** @param {import('../../pkg/gradual.js').Race} race @param {boolean} isLog */
export function lossOf(race, isLog) {
  const lines = race.models().flatMap(({ name }, i) => linesOf(race, i, name));
  return (/** @type {CanvasRenderingContext2D} */ context, /** @type {Box} */ { left, top, width, height }) => {
    const box = { left: left + ROOM.left, top, width: width - ROOM.left - ROOM.right, height: height - ROOM.bottom };
    const losses = lines.flatMap(({ y }) => Array.from(y).filter(Number.isFinite));
    const last = Math.max(...lines.map(({ x }) => x.at(-1) ?? 0), 1e-3);
    const most = Math.max(...losses, 0.01);
    const across = straight([0, last], { name: 'epoch' });
    const up = isLog
      ? logarithmic(losses.length > 0 ? losses : [1], 'loss')
      : straight([0, 1.05 * most], { name: 'loss' });
    drawAxes(context, box, { across, up });
    for (const line of lines) drawLine(context, box, { across, up }, line);
    drawNames(context, box, lines);
  };
}

/** @param {import('../../pkg/gradual.js').Race} race @param {number} model @param {string} name @returns {Line[]} */
function linesOf(race, model, name) {
  const colour = token(`--model-${model}`);
  const x = Curves.of(race, model, 'epochs').slice();
  return [
    { name: `${name}, train`, colour, dashed: true, x, y: Curves.of(race, model, 'trainLoss').slice() },
    { name, colour, dashed: false, x, y: Curves.of(race, model, 'heldOutLoss').slice() },
  ];
}

/** @param {CanvasRenderingContext2D} context @param {Box} box @param {{ across: Axis, up: Axis }} axes @param {Line} line */
function drawLine(context, box, { across, up }, { colour, dashed, x, y }) {
  context.save();
  Object.assign(context, { strokeStyle: colour, lineWidth: 1.75, lineJoin: 'round' });
  context.setLineDash(dashed ? [4, 4] : []);
  context.beginPath();
  let isDown = false;
  y.forEach((loss, i) => {
    const [px, py] = [box.left + box.width * across.place(x[i]), box.top + box.height * (1 - up.place(loss))];
    if (!Number.isFinite(py)) isDown = false;
    else if (isDown) context.lineTo(px, py);
    else context.moveTo(px, py);
    isDown = Number.isFinite(py);
  });
  context.stroke();
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {Box} box @param {Line[]} lines */
function drawNames(context, { left, top, width }, lines) {
  const { ink, nameFont } = palette();
  lines.forEach(({ name, colour, dashed }, i) => {
    const [x, y] = [left + width + 16, top + 10 + 20 * i];
    context.save();
    Object.assign(context, { strokeStyle: colour, lineWidth: 1.75 });
    context.setLineDash(dashed ? [4, 4] : []);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 22, y);
    context.stroke();
    context.restore();
    Object.assign(context, { fillStyle: ink, font: nameFont, textAlign: 'left', textBaseline: 'middle' });
    context.fillText(name, x + 28, y, 110);
  });
}
