// @ts-check
// The drawing pad: a canvas that shows a Drawing as ink, with its tools.

import { html, render } from 'lit';
import { palette, token } from '../shared/colour.js';
import { createScope } from '../shared/scope.js';
import { onUndoKeys } from '../shared/undo-keys.js';
import { drawBoxes, drawRing, drawStrokes } from './ink.js';
import { ERASER, Pen } from './pen.js';
import { paintPixels } from './pixels.js';

/** @typedef {import('../pkg/gradual.js').Drawing} Drawing */
/** @typedef {import('./pen.js').Tool} Tool */

/**
 * @typedef {object} Pad
 * @property {() => void} redraw
 * @property {(pixels: Float32Array) => void} show a picture of 28 × 28 in place of strokes, until the next stroke or Clear
 * @property {() => boolean} isDown whether a stroke is being drawn
 * @property {() => void} lift ends a stroke that is being drawn
 */

/**
 * @param {HTMLElement} element
 * @param {Drawing} drawing
 * @param {object} sketch
 * @param {() => void} sketch.onDraw called after every change to the drawing
 * @param {() => number | null} sketch.chosen which of several digits is looked at, counted from the left; null where they are not told apart
 * @returns {Pad}
 */
export function createPad(element, drawing, { onDraw, chosen }) {
  /** @type {Float32Array | null} */
  let picture = null;
  const tools = {
    choose: (/** @type {Tool} */ tool) => {
      pen.tool = tool;
    },
    undo: () => act(() => drawing.undo()),
    redo: () => act(() => drawing.redo()),
    clear: () => {
      /** @type {HTMLInputElement} */ (element.querySelector('input[type=radio]')).click(); // an empty pad wants the pencil
      act(() => drawing.clear());
    },
  };
  const act = (/** @type {() => void} */ change) => {
    pen.lift();
    change();
    changed();
  };
  const changed = () => {
    picture = null;
    onDraw();
    redraw();
  };
  const redraw = () => {
    render(template(drawing, tools), element);
    const { ink, muted } = palette();
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (picture) return paintPixels(context, picture, ink);
    const digit = chosen();
    if (digit !== null && drawing.digits > 1) {
      drawBoxes(context, drawing, { chosen: digit, colours: { chosen: token('--accent'), other: muted } });
    }
    drawStrokes(context, drawing, ink);
    if (pen.eraserAt) drawRing(context, pen.eraserAt, ERASER, ink);
  };
  const show = (/** @type {Float32Array} */ pixels) => {
    pen.lift();
    drawing.clear();
    picture = pixels;
    redraw();
  };

  render(template(drawing, tools), element);
  const canvas = /** @type {HTMLCanvasElement} */ (element.querySelector('canvas'));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const pen = new Pen(canvas, drawing, { onDraw: changed, onMove: redraw });
  onUndoKeys(canvas, tools, createScope());
  new ResizeObserver(() => {
    canvas.width = canvas.height = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
    redraw();
  }).observe(canvas);
  return { redraw, show, isDown: () => pen.isDown, lift: () => pen.lift() };
}

/**
 * @param {Drawing} drawing
 * @param {{ choose: (tool: Tool) => void, undo: () => void, redo: () => void, clear: () => void }} tools
 */
function template(drawing, { choose, undo, redo, clear }) {
  return html`
    <div class="pad-frame"><canvas class="pad" role="img" aria-label="Drawing pad"></canvas></div>
    <div class="pad-tools">
      <span class="segmented" role="radiogroup" aria-label="Tool">
        <label><input type="radio" name="digits-tool" checked @change=${() => choose('pencil')} /><span>Pencil</span></label>
        <label><input type="radio" name="digits-tool" @change=${() => choose('eraser')} /><span>Eraser</span></label>
      </span>
      <button type="button" @click=${clear}>Clear</button>
      <button type="button" ?disabled=${!drawing.canUndo} @click=${undo}><span aria-hidden="true">↶ </span>Undo</button>
      <button type="button" ?disabled=${!drawing.canRedo} @click=${redo}><span aria-hidden="true">↷ </span>Redo</button>
    </div>
  `;
}
