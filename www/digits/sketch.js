// @ts-check
// What the models guess at: a drawing on the pad or a test digit, and beside it what the networks see of it.

import './sketch.css';
import { html, nothing, render } from 'lit';
import { Drawing } from '../pkg/gradual.js';
import { onTheme, palette } from '../shared/colour.js';
import { digitChoice } from './choice.js';
import { createPad } from './pad.js';
import { paintPixels, SIDE } from './pixels.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {'normalised' | 'as drawn'} Mode */

const blank = new Float32Array(SIDE * SIDE);

/** What is fed to the models, and what that teaches. @type {{ mode: Mode, label: string, lesson: string }[]} */
const modes = [
  {
    mode: 'normalised',
    label: 'Normalised',
    lesson: 'Each digit is cropped, scaled and centred, like those they learn from.',
  },
  {
    mode: 'as drawn',
    label: 'As drawn',
    lesson: 'The classic mistake: only made smaller. Draw small or in a corner, and they are lost.',
  },
];

/** @param {HTMLElement} element @param {{ race: Race, onChange: () => void }} lab */
export function createSketch(element, { race, onChange }) {
  const drawing = new Drawing();
  /** What the networks see: one picture for each digit, from left to right. @type {Float32Array[]} */
  let images = [];
  /** Which of them is looked at. */
  let chosen = 0;
  let mode = modes[0];

  render(template({ chooseMode, showTestDigit }), element);
  const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
  const canvas = /** @type {HTMLCanvasElement} */ (find('.seen'));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const pad = createPad(find('.pad-place'), drawing, {
    onDraw: look,
    chosen: () => (mode.mode === 'normalised' ? chosen : null),
  });
  render(mode.lesson, find('.lesson'));

  /** Looks at the drawing, and in a row of digits at the one that was drawn last. */
  function look() {
    chosen = mode.mode === 'normalised' ? drawing.latest : 0;
    see(fromPad(), drawing.isFull ? 'The pad is full: undo, erase or clear something.' : nothing);
  }

  function fromPad() {
    if (drawing.isEmpty) return [];
    if (mode.mode === 'as drawn') return [drawing.asDrawn().slice()];
    return Array.from({ length: drawing.digits }, (_, digit) => drawing.normalised(digit).slice());
  }

  /** @param {Float32Array[]} pictures @param {unknown} remark */
  function see(pictures, remark) {
    images = pictures;
    find('.pad-place').classList.toggle('blank', images.length === 0);
    render(remark, find('.remark'));
    showChosen();
  }

  function showChosen() {
    render(digitChoice(images.length, chosen, choose), find('.choice'));
    paint();
    onChange();
  }

  /** @param {number} digit */
  function choose(digit) {
    chosen = digit;
    showChosen();
    pad.redraw();
  }

  /** @param {typeof modes[number]} wish */
  function chooseMode(wish) {
    mode = wish;
    render(mode.lesson, find('.lesson'));
    if (drawing.isEmpty) return; // a test digit stays what it is
    look();
    pad.redraw();
  }

  /** A random one, for those who do not draw. */
  function showTestDigit() {
    const { count, trainCount } = race;
    if (count > 0) show(trainCount + Math.floor(Math.random() * (count - trainCount)));
  }

  /** Puts a digit of the data on the pad. @param {number} index training digits first */
  function show(index) {
    showPicture(race.pixels(index).slice(), `A test digit, labelled ${race.labels()[index]}`);
  }

  /** Puts any picture on the pad. @param {Float32Array} pixels @param {string} remark */
  function showPicture(pixels, remark) {
    chosen = 0;
    pad.show(pixels);
    see([pixels], remark);
  }

  function paint() {
    paintPixels(context, images[chosen] ?? blank, palette().ink);
  }

  function redraw() {
    pad.redraw();
    paint();
  }

  onTheme(redraw);
  return {
    /** What the networks see, `[784]`, of the digit that is looked at; null while there is nothing. */
    get image() {
      return images[chosen] ?? null;
    },
    /** The same for each digit, from left to right. */
    get images() {
      return images;
    },
    /** Which of them is looked at. */
    get chosen() {
      return chosen;
    },
    /** Whether a stroke is being drawn. */
    get isMoving() {
      return pad.isDown();
    },
    show,
    showPicture,
    /** Ends a stroke that is being drawn. */
    lift: pad.lift,
    redraw,
  };
}

/** @param {{ chooseMode: (mode: typeof modes[number]) => void, showTestDigit: () => void }} actions */
function template({ chooseMode, showTestDigit }) {
  const side = 4 * SIDE;
  const radio = (/** @type {typeof modes[number]} */ mode) => html`<label
    ><input type="radio" name="digits-input" ?checked=${mode === modes[0]} @change=${() => chooseMode(mode)} /><span
      >${mode.label}</span
    ></label
  >`;
  return html`
    <h2>Draw a digit</h2>
    <div class="pad-place blank"></div>
    <div class="seen-place">
      <canvas class="seen" role="img" aria-label="Network input 28 × 28" width=${side} height=${side}></canvas>
      <div class="input">
        <span aria-hidden="true">What they see</span>
        <span class="segmented" role="radiogroup" aria-label="Input">${modes.map(radio)}</span>
      </div>
    </div>
    <p class="lesson hint"></p>
    <div class="choice"></div>
    <button type="button" class="test-digit" @click=${showTestDigit}>Show a test digit</button>
    <p class="remark hint" role="status"></p>
  `;
}
