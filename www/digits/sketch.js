// @ts-check
// What the models guess at: a drawing on the pad or a picture in its place, and beside it what the networks see of it.

import './sketch.css';
import { html, nothing, render } from 'lit';
import { Drawing } from '../pkg/gradual_rest.js';
import { owned } from '../shared/owned.js';
import { radioGroup } from '../shared/radios.js';
import { placeIn } from '../shared/view-state.js';
import { digitChoice } from './choice.js';
import { Doubts } from './doubter.js';
import { createPad } from './pad.js';
import { shown } from './picture.js';
import { paintPixels } from './pixels.js';
import { SIDE } from './side.js';
import { putStrokes, strokesOf } from './strokes.js';

/** @typedef {import('./pen.js').Tool} Tool */
/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('./strokes.js').Stroke} Stroke */
/** @typedef {'normalised' | 'as drawn'} Mode */
/** `digit`: which of those on the pad is looked at, from the left. @typedef {{ tool: Tool, mode: Mode, digit: number, picture: Picture | null }} SketchSlice */

/** @type {SketchSlice} */
export const firstSketch = { tool: 'pencil', mode: 'normalised', digit: 0, picture: null };

const blank = new Float32Array(SIDE * SIDE);

/** Why the models guess all the same. */
const NONE =
  'This looks like none of the ten digits: so says a network that has also seen letters and scribbles. The models must choose all the same, as softmax shares out 100 % among ten digits.';

/** What is fed to the models, and what one learns from that. @type {{ value: Mode, face: string, words: string }[]} */
const modes = [
  {
    value: 'normalised',
    face: 'Normalised',
    words: 'Each digit is cropped, scaled and centred, like those they learn from.',
  },
  {
    value: 'as drawn',
    face: 'As drawn',
    words: 'The classic mistake: only made smaller. Draw small or in a corner, and they are lost.',
  },
];

/**
 * @typedef {object} SketchLab
 * @property {import('./reader.js').Reader} reader
 * @property {HTMLElement} root in which the pad's keys are pressed
 * @property {() => void} onPick called when something else is looked at
 * @property {() => void} onDoubts called when it can be told whether it looks like a digit at all
 */

export class Sketch {
  #drawing;

  /** What the networks see: one picture for each digit, from left to right. @type {Float32Array[]} */
  #images = [];

  /** Where each of them stands, if the drawing is read as digits. @type {import('./guesses/ranking.js').Place[]} */
  #places = [];

  /** What is said of it. */
  #remark = '';

  /** What the images were made of: a picture or, when it is null, the drawing in a mode. */
  #source = { picture: firstSketch.picture, mode: firstSketch.mode };

  #reader;
  #onPick;
  #slice;
  #element;
  #context;
  #pad;
  #doubts;

  /** @param {HTMLElement} element @param {SketchLab} lab @param {{ scope: import('../shared/scope.js').Scope, slice: import('../shared/view-state.js').Slice<SketchSlice> }} own */
  constructor(element, { reader, root, onPick, onDoubts }, { scope, slice }) {
    this.#reader = reader;
    this.#onPick = onPick;
    this.#slice = slice;
    this.#element = element;
    this.#drawing = owned(scope, new Drawing());
    this.#doubts = new Doubts(scope, onDoubts);
    this.#render();
    const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    const canvas = /** @type {HTMLCanvasElement} */ (find('.seen'));
    this.#context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    this.#pad = createPad(find('.pad-place'), this.#drawing, this.#forPad(root), scope);
    scope.onTheme(() => this.#paint());
  }

  /** What the networks see, `[784]`, of the digit that is looked at; null while there is nothing. */
  get image() {
    return this.#images[this.chosen] ?? null;
  }

  /** The same for each digit, from left to right. */
  get images() {
    return this.#images;
  }

  /** In which row each of them stands, and whether it is a slash; empty where that is not told. */
  get places() {
    return this.#places;
  }

  /** Whether it looks as if no digit was meant, or one of several was none. While a stroke is drawn, a digit half done is not doubted. */
  get none() {
    if (this.#images.length === 0 || this.isMoving) return false;
    if (this.#mode === 'as drawn' && !this.#slice.value.picture) return false; // nothing looks like a digit then
    return this.#images.some((image, i) => !this.#places[i]?.slash && this.#doubts.isNone(image));
  }

  /** Which of them is looked at. */
  get chosen() {
    const { digit } = this.#slice.value;
    return placeIn(digit, this.#images.length) ?? 0;
  }

  /** Whether a stroke is being drawn. */
  get isMoving() {
    return this.#pad.isDown();
  }

  /** @returns {Tool} */
  get #tool() {
    return this.#slice.value.tool === 'eraser' ? 'eraser' : 'pencil';
  }

  /** @returns {Mode} */
  get #mode() {
    return this.#slice.value.mode === 'as drawn' ? 'as drawn' : 'normalised';
  }

  /** What is drawn. @returns {Stroke[]} */
  get strokes() {
    return strokesOf(this.#drawing);
  }

  /** Puts strokes in place of what is drawn; the slice has been put in place of another before. @param {Stroke[]} strokes */
  apply(strokes) {
    this.lift();
    putStrokes(this.#drawing, strokes);
    this.#look();
  }

  /** Ends a stroke that is being drawn. */
  lift() {
    this.#pad.lift();
  }

  /** Another tool, mode, digit or picture was chosen, or digits have come of which one is shown. */
  changed() {
    const [{ picture }, mode] = [this.#slice.value, this.#mode];
    const isOther = picture !== this.#source.picture || (!picture && mode !== this.#source.mode);
    if (isOther || (picture && this.#images.length === 0)) this.#look();
    this.#render();
    this.#paint();
    this.#pad.redraw();
  }

  /** Puts a picture on the pad. @param {Picture} picture */
  show(picture) {
    this.lift();
    this.#drawing.clear();
    this.#choose({ digit: 0, picture });
  }

  /** A random one, for those who do not draw. */
  #showTestDigit() {
    const { tests } = this.#reader;
    if (tests > 0) this.show({ test: Math.floor(Math.random() * tests) });
  }

  /** @param {HTMLElement} root */
  #forPad(root) {
    return {
      root,
      tool: () => this.#tool,
      take: (/** @type {Tool} */ tool) => this.#slice.set({ tool }),
      onDraw: () => this.#drawn(),
      picture: () => (this.#slice.value.picture ? (this.image ?? blank) : null),
      chosen: () => (this.#mode === 'normalised' ? this.chosen : null),
    };
  }

  /** Something else is to be looked at. @param {Partial<SketchSlice>} choice */
  #choose(choice) {
    this.#slice.set(choice);
    this.#onPick();
  }

  /** The drawing has changed. In a row of digits, the one that was drawn last is looked at. */
  #drawn() {
    const [{ picture, digit }, mode] = [this.#slice.value, this.#mode];
    const latest = mode === 'normalised' ? this.#drawing.latest : 0;
    this.#see(null, mode);
    if (picture || latest !== digit) this.#slice.set({ picture: null, digit: latest });
    this.#render();
    this.#paint();
    this.#onPick();
  }

  #look() {
    this.#see(this.#slice.value.picture, this.#mode);
  }

  /** @param {Picture | null} picture @param {Mode} mode */
  #see(picture, mode) {
    this.#source = { picture, mode };
    this.#places = [];
    if (!picture) {
      this.#images = this.#fromDrawing(mode);
      this.#remark = this.#drawing.isFull ? 'The pad is full: undo, erase or clear something.' : '';
      return;
    }
    const there = shown(this.#reader, picture);
    this.#images = there?.images ?? [];
    this.#remark = there?.remark ?? '';
  }

  /** @param {Mode} mode */
  #fromDrawing(mode) {
    if (this.#drawing.isEmpty) return [];
    if (mode === 'as drawn') return [this.#drawing.asDrawn().slice()];
    this.#places = Array.from(this.#drawing.rows(), (row, digit) => ({ row, slash: this.#drawing.isSlash(digit) }));
    return this.#places.map((_, digit) => this.#drawing.normalised(digit).slice());
  }

  #paint() {
    paintPixels(this.#context, this.image ?? blank);
  }

  #render() {
    const side = 4 * SIDE;
    const mode = this.#mode;
    const chooseMode = (/** @type {Mode} */ mode) => this.#choose({ mode });
    const digits = digitChoice(this.#images.length, this.chosen, (digit) => this.#choose({ digit }));
    const view = html`
      <h2>Draw a digit</h2>
      <div class="pad-place ${this.#images.length === 0 ? 'blank' : ''}"></div>
      <div class="seen-place">
        <canvas class="seen" role="img" aria-label="Network input 28 × 28" width=${side} height=${side}></canvas>
        <div class="input">
          <span aria-hidden="true">What they see</span>
          ${radioGroup({ label: 'Input', choices: modes, chosen: mode, choose: chooseMode })}
        </div>
      </div>
      <p class="lesson hint">${modes.find(({ value }) => value === mode)?.words}</p>
      <div class="choice">${digits}</div>
      <button type="button" class="test-digit" @click=${() => this.#showTestDigit()}>Show a test digit</button>
      <p class="remark hint" role="status">${this.#remark || nothing}${this.none ? html`<span>${NONE}</span>` : nothing}</p>
    `;
    render(view, this.#element);
  }
}
