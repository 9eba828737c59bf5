// @ts-check
// What the models guess at: a drawing on the pad or a test digit, and beside it what the networks see of it.

import { html, nothing, render } from 'lit';
import { Drawing } from '../pkg/gradual.js';
import { onTheme } from '../shared/colour.js';
import { createPad } from './pad.js';
import { paintPixels, SIDE } from './pixels.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */

const blank = new Float32Array(SIDE * SIDE);

/** @param {HTMLElement} element @param {{ race: () => Race | null, onChange: () => void }} lab */
export function createSketch(element, { race, onChange }) {
  const drawing = new Drawing();
  /** @type {Float32Array | null} */
  let image = null;

  render(template(showTestDigit), element);
  const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
  const canvas = /** @type {HTMLCanvasElement} */ (find('.seen'));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const pad = createPad(find('.pad-place'), drawing, () => {
    see(drawing.isEmpty ? null : drawing.normalised().slice());
  });

  /** @param {Float32Array | null} pixels @param {number} [truth] the digit it is, where that is known */
  function see(pixels, truth) {
    image = pixels;
    find('.pad-place').classList.toggle('blank', !pixels);
    paint();
    render(truth === undefined ? nothing : `A test digit, labelled ${truth}`, find('.truth'));
    onChange();
  }

  /** A random one, for those who do not draw. */
  function showTestDigit() {
    const digits = race();
    if (!digits) return;
    show(digits.trainCount + Math.floor(Math.random() * (digits.count - digits.trainCount)));
  }

  /** @param {number} index of a digit of the data */
  function show(index) {
    const digits = race();
    if (!digits) return;
    const pixels = digits.pixels(index).slice();
    pad.show(pixels);
    see(pixels, digits.labels()[index]);
  }

  function paint() {
    paintPixels(context, image ?? blank, getComputedStyle(canvas).color);
  }

  function redraw() {
    pad.redraw();
    paint();
  }

  onTheme(redraw);
  return {
    /** What the networks see, `[784]`; null while there is nothing. */
    get image() {
      return image;
    },
    /** Whether a stroke is being drawn. */
    get isMoving() {
      return pad.isDown();
    },
    show,
    redraw,
  };
}

/** @param {() => void} showTestDigit */
function template(showTestDigit) {
  const side = 4 * SIDE;
  return html`
    <h2>Draw a digit</h2>
    <div class="pad-place blank"></div>
    <div class="seen-place">
      <canvas class="seen" role="img" aria-label="Network input 28 × 28" width=${side} height=${side}></canvas>
      <div>
        <p class="hint">What the models see: 28 × 28 pixels, cropped, scaled, centred</p>
        <button type="button" @click=${showTestDigit}>Show a test digit</button>
        <p class="truth hint" role="status"></p>
      </div>
    </div>
  `;
}
