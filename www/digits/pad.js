// @ts-check
// The drawing pad: a canvas that shows a Drawing as ink, or a picture in its place, with its tools.

import { html, render } from 'lit';
import { createCanvas } from '../shared/canvas.js';
import { palette, token } from '../shared/colour.js';
import { radioGroup } from '../shared/radios.js';
import { onUndoKeys } from '../shared/undo-keys.js';
import { drawBoxes, drawRing, drawStrokes } from './ink.js';
import { ERASER, Pen } from './pen.js';
import { PenKeys } from './pen-keys.js';
import { paintPixels } from './pixels.js';

/** @typedef {import('../pkg/gradual.js').Drawing} Drawing */
/** @typedef {import('./pen.js').Tool} Tool */

/** The ring about the pen that is moved by keys, as a share of the pad's side: where it is down, and where it is not. */
const RING = { down: 0.025, up: 0.05 };

/**
 * @typedef {object} Pad
 * @property {() => void} redraw
 * @property {() => boolean} isDown whether a stroke is being drawn
 * @property {() => void} lift ends a stroke that is being drawn
 */

/**
 * @typedef {object} PadSketch
 * @property {HTMLElement} root in which the keys are pressed
 * @property {() => Tool} tool
 * @property {(tool: Tool) => void} take
 * @property {() => void} onDraw called after every change to the drawing, which takes the place of a picture
 * @property {() => Float32Array | null} picture a picture of 28 × 28 that is shown in place of strokes
 * @property {() => number | null} chosen which of several digits is looked at, counted from the left; null where they are not told apart
 */

/**
 * @param {HTMLElement} element
 * @param {Drawing} drawing
 * @param {PadSketch} sketch
 * @param {import('../shared/scope.js').Scope} scope
 * @returns {Pad}
 */
export function createPad(element, drawing, sketch, scope) {
  const tools = {
    choose: sketch.take,
    undo: () => act(() => drawing.undo()),
    redo: () => act(() => drawing.redo()),
    clear: () => {
      sketch.take('pencil'); // an empty pad wants it
      act(() => drawing.clear());
    },
  };
  const act = (/** @type {() => void} */ change) => {
    lift();
    change();
    changed();
  };
  const changed = () => {
    sketch.onDraw();
    redraw();
  };
  const redraw = () => {
    render(template(drawing, sketch.tool(), tools), element);
    paint();
  };
  const paint = () => {
    const paper = canvas.begin();
    if (!paper) return;
    const { ink, muted } = palette();
    const [picture, digit] = [sketch.picture(), sketch.chosen()];
    if (picture) return paintPixels(paper.context, picture, paper.width);
    if (digit !== null && drawing.digits > 1) {
      drawBoxes(paper, drawing, { chosen: digit, colours: { chosen: token('--accent'), other: muted } });
    }
    drawStrokes(paper, drawing, ink);
    if (pen.eraserAt) drawRing(paper, pen.eraserAt, ERASER, ink);
    drawKeys(paper, ink);
  };
  const drawKeys = (/** @type {import('../shared/canvas.js').Sharp} */ paper, /** @type {string} */ ink) => {
    if (!keys.at) return;
    const ring = sketch.tool() === 'eraser' ? ERASER : RING.up;
    drawRing(paper, keys.at, keys.isDown ? Math.min(ring, RING.down) : ring, ink);
  };
  const lift = () => {
    pen.lift();
    keys.lift();
  };

  render(template(drawing, sketch.tool(), tools), element);
  const place = /** @type {HTMLCanvasElement} */ (element.querySelector('canvas'));
  const pen = new Pen(place, drawing, { tool: sketch.tool, onDraw: changed, onMove: paint }, scope);
  const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
  const onMove = (/** @type {string} */ words) => {
    find('output').textContent = words;
    paint();
  };
  const keys = new PenKeys(find('.pad-keys'), drawing, { tool: sketch.tool, onDraw: changed, onMove });
  const canvas = createCanvas(place, scope, paint);
  onUndoKeys(sketch.root, tools, scope);
  return { redraw, isDown: () => pen.isDown || keys.isDown, lift };
}

/** As the empty pad shows it, too, while the keyboard is at it. */
const HOW =
  'Arrow keys move the pen, with Shift in small steps; Space sets it down and lifts it; Escape takes the stroke back.';

/** @type {{ value: Tool, face: string }[]} */
const choices = [
  { value: 'pencil', face: 'Pencil' },
  { value: 'eraser', face: 'Eraser' },
];

/**
 * @param {Drawing} drawing @param {Tool} tool
 * @param {{ choose: (tool: Tool) => void, undo: () => void, redo: () => void, clear: () => void }} tools
 */
function template(drawing, tool, { choose, undo, redo, clear }) {
  return html`
    <div class="pad-frame">
      <canvas class="pad" role="img" aria-label="Drawing pad"></canvas>
      <div class="pad-keys" role="application" tabindex="0" aria-label="Draw by keyboard" aria-description=${HOW}></div>
      <output class="visually-hidden" aria-label="Pen"></output>
    </div>
    <div class="pad-tools">
      ${radioGroup({ label: 'Tool', choices, chosen: tool, choose })}
      <button type="button" @click=${clear}>Clear</button>
      <button type="button" ?disabled=${!drawing.canUndo} @click=${undo}><span aria-hidden="true">↶ </span>Undo</button>
      <button type="button" ?disabled=${!drawing.canRedo} @click=${redo}><span aria-hidden="true">↷ </span>Redo</button>
    </div>
  `;
}
