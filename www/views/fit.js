// @ts-check
// A model's curve through points that have a value over x₁ alone.

import { plane } from '../pkg/gradual.js';
import { sharpCanvas } from '../shared/canvas.js';
import { css, palette } from '../shared/colour.js';
import { drawPicked } from './picked.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../points/section.js').Points} Points */
/** @typedef {{ context: CanvasRenderingContext2D, x: (value: number) => number, y: (value: number) => number }} Frame */

/** Places along x₁. */
const PLACES = 240;

/** Both ends of the axis of values. */
const RANGE = 1.6;

/** Room for the numbers of the axes, in CSS pixels. */
const MARGIN = { left: 28, bottom: 20, top: 4, right: 4 };

/** @param {HTMLElement} element @param {string} name the model's */
export function createFit(element, name) {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.ariaLabel = `Curve: ${name}`;
  canvas.className = 'boundary';
  canvas.hidden = true;
  element.append(canvas);
  const [min, max] = plane();
  return {
    /** @param {boolean} wanted */
    show(wanted) {
      canvas.hidden = !wanted;
    },
    /** @param {Race} race @param {number} model @param {Points} points @param {number | null} picked */
    draw(race, model, points, picked) {
      const sharp = sharpCanvas(canvas);
      if (!sharp) return;
      const [wide, high] = [sharp.width - MARGIN.left - MARGIN.right, sharp.height - MARGIN.top - MARGIN.bottom];
      const frame = {
        context: sharp.context,
        x: (/** @type {number} */ value) => MARGIN.left + (wide * (value - min)) / (max - min),
        y: (/** @type {number} */ value) => MARGIN.top + (high * (RANGE - value)) / (2 * RANGE),
      };
      drawAxes(frame, min, max);
      drawPoints(frame, points);
      drawCurve(frame, race.curve(model, PLACES), min, max);
      if (picked !== null)
        drawPicked(frame.context, frame.x(points.inputs[2 * picked]), frame.y(points.targets[picked]));
    },
  };
}

/** @param {Frame} frame @param {number} min @param {number} max */
function drawAxes({ context, x, y }, min, max) {
  const { muted, line } = palette();
  Object.assign(context, { strokeStyle: line, fillStyle: muted, lineWidth: 1, font: '11px system-ui' });
  context.strokeRect(x(min), y(RANGE), x(max) - x(min), y(-RANGE) - y(RANGE));
  const text = (/** @type {number} */ value) => String(value).replace('-', '−');
  for (const tick of [-2, 0, 2]) {
    Object.assign(context, { textAlign: 'center', textBaseline: 'top' });
    context.fillText(text(tick), x(tick), y(-RANGE) + 5);
  }
  for (const tick of [-1, 0, 1]) {
    Object.assign(context, { textAlign: 'right', textBaseline: 'middle' });
    context.fillText(text(tick), x(min) - 5, y(tick));
    context.strokeRect(x(min), y(tick), x(max) - x(min), 0);
  }
  Object.assign(context, { textAlign: 'right', textBaseline: 'top', font: 'italic 12px system-ui' });
  context.fillText('x₁', x(max), y(-RANGE) + 4);
  context.fillText('t', x(min) - 5, y(RANGE));
}

/** Training points are filled, held-out points hollow. @param {Frame} frame @param {Points} points */
function drawPoints({ context, x, y }, { inputs, targets, trainCount }) {
  const { above, surface } = palette();
  Object.assign(context, { strokeStyle: css(above), lineWidth: 1 });
  targets.forEach((target, i) => {
    context.beginPath();
    context.arc(x(inputs[2 * i]), y(target), 2.6, 0, 2 * Math.PI);
    context.fillStyle = i < trainCount ? css(above) : surface;
    context.fill();
    context.stroke();
  });
}

/** @param {Frame} frame @param {Float32Array} values from `min` to `max` @param {number} min @param {number} max */
function drawCurve({ context, x, y }, values, min, max) {
  context.save();
  context.beginPath();
  context.rect(x(min), y(RANGE), x(max) - x(min), y(-RANGE) - y(RANGE));
  context.clip();
  context.beginPath();
  values.forEach((value, i) => {
    context.lineTo(x(min + ((max - min) * i) / (values.length - 1)), y(value));
  });
  Object.assign(context, { strokeStyle: palette().ink, lineWidth: 2.5, lineJoin: 'round' });
  context.stroke();
  context.restore();
}
