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
function drawLine(context, box, { across, up }, line) {
  trace(context, line, () => {
    let isDown = false;
    line.y.forEach((loss, i) => {
      const [px, py] = [box.left + box.width * across.place(line.x[i]), box.top + box.height * (1 - up.place(loss))];
      const isThere = Number.isFinite(py);
      if (isThere && isDown) context.lineTo(px, py);
      else if (isThere) context.moveTo(px, py);
      isDown = isThere;
    });
  });
}

/** Draws a path as a curve looks. @param {CanvasRenderingContext2D} context @param {Line} line @param {() => void} path */
function trace(context, { colour, dashed }, path) {
  context.save();
  Object.assign(context, { strokeStyle: colour, lineWidth: 1.75, lineJoin: 'round' });
  context.setLineDash(dashed ? [4, 4] : []);
  context.beginPath();
  path();
  context.stroke();
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {Box} box @param {Line[]} lines */
function drawNames(context, { left, top, width }, lines) {
  const { ink, nameFont } = palette();
  lines.forEach((line, i) => {
    const [x, y] = [left + width + 16, top + 10 + 20 * i];
    trace(context, line, () => {
      context.moveTo(x, y);
      context.lineTo(x + 22, y);
    });
    Object.assign(context, { fillStyle: ink, font: nameFont, textAlign: 'left', textBaseline: 'middle' });
    context.fillText(line.name, x + 28, y, 110);
  });
}
