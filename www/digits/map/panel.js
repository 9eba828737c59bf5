// @ts-check
// The map of the last hidden layer: test digits and the drawn one, projected to the plane, moving as a model learns.

import './hidden-map.css';
import { html, render } from 'lit';
import { createCanvas } from '../../shared/canvas.js';
import { withLesson } from '../../shared/lesson-link.js';
import { isArrow, nearestTo, nextBy } from '../../shared/nearest.js';
import { percent } from '../../shared/numbers.js';
import { unique } from '../../shared/unique.js';
import { placeIn } from '../../shared/view-state.js';
import { ranked } from '../guesses/ranking.js';
import { paintPixels } from '../pixels.js';
import { SIDE } from '../side.js';
import { Maker, none } from './maker.js';
import { createMotion } from './motion.js';
import { createScatter, fit } from './scatter.js';
import { axisNames, explanation, legend, modelChoice, separation } from './words.js';

/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {import('../../shared/section.js').Section} Section */
/** `digit`: the test digit whose picture is shown, counted from the first. @typedef {{ model: number, digit: number | null }} MapSlice */
/** @typedef {{ scope: import('../../shared/scope.js').Scope, slice: import('../../shared/view-state.js').Slice<MapSlice> }} Own */

/** @type {MapSlice} */
export const firstMap = { model: 1, digit: null };

/** Milliseconds a frame for the next map, beside training and without it. */
const BUDGET = { busy: 2, idle: 4 };

/** @param {HTMLElement} element @param {DigitsView} lab @param {Own} own @returns {Section} */
export function createMap(element, lab, own) {
  const map = new MapPanel(element, lab, own);
  return { frame: () => map.frame(), changed: () => map.changed(), picked: () => map.picked() };
}

class MapPanel {
  #visible = false;
  #digits = createMotion();
  #drawn = createMotion();
  /** Whether the picture is another than the one that is drawn. */
  #stale = true;
  /** Whether there is a next frame while the clock stands. */
  #waiting = false;
  #moved = 0;
  #axes = axisNames([]);
  #lab;
  #maker;
  #scope;
  #slice;
  #find;
  #canvas;
  #scatter;

  /** @param {HTMLElement} element @param {DigitsView} lab @param {Own} own */
  constructor(element, lab, { scope, slice }) {
    this.#lab = lab;
    this.#scope = scope;
    this.#slice = slice;
    this.#maker = new Maker(lab, scope);
    render(this.#template(), element);
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    this.#scatter = createScatter(scope);
    this.#canvas = createCanvas(this.#picture, scope, () => this.#replace());
    scope.onView(element, (visible) => {
      this.#visible = visible;
      this.picked();
    });
    scope.onTheme(() => this.#tellChosen());
    this.#tell();
  }

  #template() {
    const keys = unique('map-keys');
    const keydown = (/** @type {KeyboardEvent} */ event) => this.#key(event);
    const point = (/** @type {PointerEvent} */ event) => this.#point(event);
    return html`
      ${withLesson('hidden-map', 'the hidden space', html`<h2>How the last hidden layer sorts the digits</h2>`)}
      <div class="map-models"></div>
      <div class="map-words"></div>
      <div class="map-stage" role="application" aria-label="Digits on the map" aria-describedby=${keys} tabindex="0" @keydown=${keydown}>
        <canvas role="img" @pointermove=${point} @pointerdown=${point} @click=${() => this.#show()}></canvas>
      </div>
      <div class="map-side">
        <div class="map-card">
          <canvas role="img" aria-label="Picture of the chosen digit" width=${3 * SIDE} height=${3 * SIDE}></canvas>
          <p role="status" aria-label="Chosen digit"></p>
        </div>
        <p class="hint" id=${keys}>Point at a digit, or go from one to the next with the arrow keys, to see its picture. A click or Enter puts it on the pad.</p>
        <div class="map-separation"></div>
        ${legend}
      </div>
    `;
  }

  get #picture() {
    return /** @type {HTMLCanvasElement} */ (this.#find('.map-stage canvas'));
  }

  get #model() {
    return placeIn(this.#slice.value.model, this.#lab.models().length) ?? firstMap.model;
  }

  /** The map that is shown. */
  get #map() {
    return this.#maker.made(this.#model);
  }

  /** The place on the map of the digit whose picture is shown, if it is there. */
  get #chosen() {
    const { digit } = this.#slice.value;
    const place = digit === null ? -1 : this.#map.digits.indexOf(digit);
    return place < 0 ? null : place;
  }

  /** After a frame of training. */
  frame() {
    if (!this.#visible) return;
    this.#work(BUDGET.busy);
    this.#paint();
  }

  changed() {
    this.#picture.ariaBusy = 'true';
    this.#tell();
    this.picked();
  }

  /** There is something else on the pad. */
  picked() {
    if (!this.#visible) return;
    this.#place();
    this.#wake();
  }

  /** While the clock stands, goes on until the map is that of the present weights and nothing moves. */
  #wake() {
    if (!this.#visible || this.#waiting) return;
    this.#waiting = true;
    this.#scope.inFrame(() => {
      this.#waiting = false;
      const moving = this.#paint();
      if (this.#lab.running()) return;
      const behind = !this.#maker.isCurrent(this.#model);
      this.#picture.ariaBusy = String(moving || behind);
      if (behind) this.#work(BUDGET.idle);
      if (moving || behind) this.#wake();
    });
  }

  /** Some pieces of the next map. @param {number} milliseconds */
  #work(milliseconds) {
    if (!this.#maker.advance(this.#model, milliseconds)) return;
    this.#place();
    this.#tell();
  }

  /** Sends all digits to their places on the canvas. @param {boolean} [atOnce] */
  #place(atOnce = false) {
    const { places } = this.#map;
    const toPixels = fit(places, this.#canvas.size);
    this.#digits.send(toPixels(places), atOnce);
    const image = this.#lab.image();
    const place = image ? this.#maker.place(this.#model, image) : undefined;
    this.#drawn.send(place ? toPixels(place) : none.places, atOnce);
    this.#axes = axisNames(this.#map.summary.explainedVarianceRatio);
    this.#stale = true;
  }

  /** The canvas has another size, or its colours are others. */
  #replace() {
    this.#place(true);
    this.#paint();
  }

  /** Moves what is on its way and draws what has changed; true while something moves. */
  #paint() {
    const now = performance.now();
    const since = Math.min(50, now - this.#moved);
    this.#moved = now;
    const moves = [this.#digits.move(since), this.#drawn.move(since)].includes(true);
    if (moves || this.#stale) this.#draw();
    return moves;
  }

  #draw() {
    const sharp = this.#canvas.begin();
    if (!sharp) return;
    this.#stale = false;
    this.#scatter.draw(sharp, {
      places: this.#digits.places,
      labels: this.#map.labels,
      drawn: this.#drawn.places,
      chosen: this.#chosen,
      axes: this.#axes,
    });
  }

  /** The map in words. */
  #tell() {
    const models = this.#lab.models();
    const [model, { summary, digits }] = [models[this.#model], this.#map];
    const choose = (/** @type {number} */ chosen) => this.#slice.set({ model: chosen });
    render(modelChoice(models, this.#model, choose), this.#find('.map-models'));
    render(explanation(model, summary, digits.length), this.#find('.map-words'));
    render(separation(summary), this.#find('.map-separation'));
    this.#picture.ariaLabel = `Hidden layer's map: ${model.name}`;
    this.#tellChosen();
  }

  /** The picture of the chosen digit, what it is, and what the model takes it for. */
  #tellChosen() {
    const card = /** @type {HTMLCanvasElement} */ (this.#find('.map-card canvas'));
    const context = /** @type {CanvasRenderingContext2D} */ (card.getContext('2d'));
    const place = this.#chosen;
    if (place === null) {
      context.clearRect(0, 0, card.width, card.height);
      return render('', this.#find('.map-card p'));
    }
    const pixels = this.#lab.picture(this.#map.digits[place]);
    paintPixels(context, pixels);
    const [{ digit, probability }] = ranked(this.#lab.guess(this.#model, pixels));
    const words = html`Labelled <strong>${this.#map.labels[place]}</strong>; ${this.#lab.models()[this.#model].name} reads
      <strong>${digit}</strong>, ${percent(probability, 0)}`;
    render(words, this.#find('.map-card p'));
  }

  /** @param {number | null} place on the map */
  #look(place) {
    if (place !== null && place !== this.#chosen) this.#slice.set({ digit: this.#map.digits[place] });
  }

  /** Puts the chosen digit on the pad. */
  #show() {
    const place = this.#chosen;
    if (place !== null) this.#lab.show(this.#map.digits[place]);
  }

  /** @param {PointerEvent} event */
  #point({ offsetX, offsetY }) {
    this.#look(nearestTo(this.#digits.places, offsetX, offsetY));
  }

  /** From the chosen digit, or from the middle of the map, to the next one. @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === 'Enter') this.#show();
    if (!isArrow(event.key)) return;
    event.preventDefault();
    const { places } = this.#digits;
    const { width, height } = this.#canvas.size;
    const from = this.#chosen === null ? [width / 2, height / 2] : places.subarray(2 * this.#chosen);
    this.#look(nextBy(places, event.key, from));
  }
}
