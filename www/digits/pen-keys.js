// @ts-check
// The pen by keyboard: arrow keys move it, two at once along the diagonal; Space or Enter sets it down and lifts it again.

import { arrowOf } from '../shared/arrows.js';
import { ERASER } from './pen.js';
import { SIDE } from './side.js';

/** @typedef {import('../pkg/gradual.js').Drawing} Drawing */
/** @typedef {import('./pen.js').Place} Place */
/** @typedef {import('./pen.js').Tool} Tool */

/** Its steps are parts of the pixels that the models see. */
const PARTS = 4;

/** How many of them an arrow key goes, and with Shift. */
const STEP = { wide: PARTS, fine: 1 };

/** Where it is at first: where most digits begin. */
const FIRST = [SIDE / 2, SIDE / 4].map((pixels) => PARTS * pixels);

export class PenKeys {
  #element;
  #drawing;
  #tool;
  #onDraw;
  #onMove;
  /** In steps from the left, and from the top. */
  #steps = FIRST;
  #down = false;
  /** The arrow keys that are held down. @type {Set<string>} */
  #held = new Set();

  /**
   * @param {HTMLElement} element that takes the keys
   * @param {Drawing} drawing
   * @param {{ tool: () => Tool, onDraw: () => void, onMove: (words: string) => void }} pad what is drawn with; what is done after
   * each change to the drawing, and after each move, which is told in words
   */
  constructor(element, drawing, { tool, onDraw, onMove }) {
    this.#element = element;
    this.#drawing = drawing;
    this.#tool = tool;
    this.#onDraw = onDraw;
    this.#onMove = onMove;
    element.addEventListener('keydown', (event) => this.#press(event));
    element.addEventListener('keyup', ({ key }) => this.#held.delete(key));
    element.addEventListener('focus', () => this.#moved());
    element.addEventListener('blur', () => this.#leave());
  }

  /** Whether a stroke is being drawn. */
  get isDown() {
    return this.#down;
  }

  /** Where the pen is, while the keyboard is at it. */
  get at() {
    return document.activeElement === this.#element ? this.#place : null;
  }

  /** @returns {Place} */
  get #place() {
    const [x, y] = this.#steps;
    return [x / (PARTS * SIDE), y / (PARTS * SIDE)];
  }

  /** Ends a stroke that is being drawn. */
  lift() {
    if (!this.#down) return;
    this.#down = false;
    this.#drawing.finish();
    this.#onDraw();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    if (arrowOf(key)) this.#move(key, shiftKey ? STEP.fine : STEP.wide);
    else if (key === ' ' || key === 'Enter') this.#turn(event.repeat);
    else if (key === 'Escape' && this.#down) this.#drop();
    else return;
    event.preventDefault();
  }

  /** @param {string} key @param {number} step */
  #move(key, step) {
    this.#held.add(key);
    for (const held of this.#held) {
      const [right, down] = arrowOf(held) ?? [0, 0];
      this.#steps = [within(this.#steps[0] + step * right), within(this.#steps[1] + step * down)];
    }
    if (this.#down) this.#mark();
    this.#moved();
  }

  /** Sets the pen down, or lifts it. @param {boolean} isRepeated by a key that is held down */
  #turn(isRepeated) {
    if (isRepeated) return;
    if (this.#down) this.lift();
    else {
      if (this.#tool() === 'pencil') this.#drawing.begin(...this.#place);
      this.#down = true;
      this.#mark();
    }
    this.#moved();
  }

  #mark() {
    if (this.#tool() === 'eraser') this.#drawing.erase(...this.#place, ERASER);
    else this.#drawing.extend(...this.#place);
    this.#onDraw();
  }

  /** Takes back a stroke that is being drawn. */
  #drop() {
    this.#drawing.cancel();
    this.lift();
    this.#moved();
  }

  #leave() {
    this.#held.clear();
    this.lift();
    this.#onMove('');
  }

  #moved() {
    const [column, row] = this.#steps.map((steps) => Math.min(SIDE, Math.floor(steps / PARTS) + 1));
    this.#onMove(`column ${column}, row ${row} of ${SIDE}, ${this.#tool()} ${this.#down ? 'down' : 'up'}`);
  }
}

/** @param {number} steps */
function within(steps) {
  return Math.min(PARTS * SIDE, Math.max(0, steps));
}
