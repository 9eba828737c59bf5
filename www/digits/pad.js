// @ts-check
// The drawing pad: a canvas that shows a Drawing as ink, with its tools.

import { html, render } from 'lit';
import { ERASER, Pen } from './pen.js';
import { paintPixels } from './pixels.js';

/** @typedef {import('../pkg/gradual.js').Drawing} Drawing */
/** @typedef {import('./pen.js').Tool} Tool */

/** Width of a line, as a share of the pad's side: 16 pixels of 280. */
const LINE = 16 / 280;

/**
 * @typedef {object} Pad
 * @property {() => void} redraw
 * @property {(pixels: Float32Array) => void} show a picture of 28 × 28 in place of strokes, until the next stroke or Clear
 * @property {() => boolean} isDown whether a stroke is being drawn
 */

/**
 * @param {HTMLElement} element
 * @param {Drawing} drawing
 * @param {() => void} onDraw called after every change to the drawing
 * @returns {Pad}
 */
export function createPad(element, drawing, onDraw) {
  /** @type {Float32Array | null} */
  let picture = null;
  const choose = (/** @type {Tool} */ tool) => {
    pen.tool = tool;
  };
  const clear = () => {
    drawing.clear();
    /** @type {HTMLInputElement} */ (element.querySelector('input[type=radio]')).click(); // an empty pad wants the pencil
    change();
  };
  const change = () => {
    picture = null;
    redraw();
    onDraw();
  };
  const redraw = () => {
    const ink = getComputedStyle(canvas).color;
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (picture) paintPixels(context, picture, ink);
    else drawStrokes(context, drawing, ink);
    if (pen.eraserAt) drawRing(context, pen.eraserAt, ink);
  };
  const show = (/** @type {Float32Array} */ pixels) => {
    drawing.clear();
    picture = pixels;
    redraw();
  };

  render(padTemplate(choose, clear), element);
  const canvas = /** @type {HTMLCanvasElement} */ (element.querySelector('canvas'));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const pen = new Pen(canvas, drawing, { onDraw: change, onMove: redraw });
  new ResizeObserver(() => {
    canvas.width = canvas.height = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
    redraw();
  }).observe(canvas);
  return { redraw, show, isDown: () => pen.isDown };
}

/** @param {(tool: Tool) => void} choose @param {() => void} clear */
function padTemplate(choose, clear) {
  return html`
    <div class="pad-frame"><canvas class="pad" role="img" aria-label="Drawing pad"></canvas></div>
    <div class="pad-tools">
      <span class="segmented" role="radiogroup" aria-label="Tool">
        <label><input type="radio" name="digits-tool" checked @change=${() => choose('pencil')} /><span>Pencil</span></label>
        <label><input type="radio" name="digits-tool" @change=${() => choose('eraser')} /><span>Eraser</span></label>
      </span>
      <button type="button" @click=${clear}>Clear</button>
    </div>
  `;
}

/** @param {CanvasRenderingContext2D} context @param {Drawing} drawing @param {string} ink */
function drawStrokes(context, drawing, ink) {
  const side = context.canvas.width;
  Object.assign(context, { strokeStyle: ink, lineWidth: LINE * side, lineCap: 'round', lineJoin: 'round' });
  context.beginPath();
  const lengths = drawing.lengths().slice();
  const points = drawing.points();
  let at = 0;
  for (const length of lengths) {
    context.moveTo(points[at] * side, points[at + 1] * side);
    // The first line goes nowhere, which makes a dot of a stroke of one point.
    for (const end = at + 2 * length; at < end; at += 2) context.lineTo(points[at] * side, points[at + 1] * side);
  }
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {[x: number, y: number]} place @param {string} ink */
function drawRing(context, [x, y], ink) {
  const side = context.canvas.width;
  Object.assign(context, { strokeStyle: ink, lineWidth: Math.max(1, side / 280) });
  context.beginPath();
  context.arc(x * side, y * side, ERASER * side, 0, 2 * Math.PI);
  context.stroke();
}
