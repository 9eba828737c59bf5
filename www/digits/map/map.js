// @ts-check
// The map of the last hidden layer: test digits and the drawn one, projected to the plane, moving as a model learns.

import './map.css';
import { html, render } from 'lit';
import { onTheme } from '../../shared/colour.js';
import { isArrow, nearestTo, nextBy } from '../../shared/nearest.js';
import { ranked } from '../guesses.js';
import { paintPixels, SIDE } from '../pixels.js';
import { createMotion } from './motion.js';
import { createScatter, fit } from './scatter.js';
import { axisNames, explanation, legend, modelChoice, separation } from './words.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../pkg/gradual.js').MapSummary} MapSummary */
/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../section.js').Section} Section */

/** Milliseconds a frame for the next map, beside training and without it. */
const BUDGET = { busy: 2, idle: 4 };

const none = new Float32Array(0);

/** Before there is a map. @type {MapSummary} */
const noSummary = { units: undefined, explainedVarianceRatio: [], agreement: undefined };

/** @param {HTMLElement} element @param {LabView} lab @returns {Section} */
export function createMap(element, lab) {
  const map = new HiddenMap(element, lab);
  return { frame: () => map.frame(), changed: () => map.wake(), drawn: () => map.drawn() };
}

class HiddenMap {
  #lab;
  #find;
  #canvas;
  #scatter;
  #model = 1;
  #visible = false;
  /** Which digits are shown, by their numbers in the data. */
  #examples = new Uint32Array(0);
  #labels = new Uint8Array(0);
  /** Their places in the plane. */
  #places = none;
  #summary = noSummary;
  #digits = createMotion();
  #drawn = createMotion();
  /** The digit whose picture is shown, by its place in `#examples`. @type {number | null} */
  #chosen = null;
  /** Whether there is a next frame while the clock stands. */
  #waiting = false;
  #moved = 0;

  /** @param {HTMLElement} element @param {LabView} lab */
  constructor(element, lab) {
    this.#lab = lab;
    render(this.#template(), element);
    const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    this.#find = find;
    this.#canvas = /** @type {HTMLCanvasElement} */ (find('.map-stage canvas'));
    this.#scatter = createScatter(this.#canvas);
    new IntersectionObserver((entries) => {
      this.#visible = entries.at(-1)?.isIntersecting ?? false;
      this.drawn();
    }).observe(element);
    new ResizeObserver(() => this.#place(true)).observe(this.#canvas);
    onTheme(() => {
      this.#tell();
      this.wake();
    });
    this.#tell();
  }

  #template() {
    const keydown = (/** @type {KeyboardEvent} */ event) => this.#key(event);
    return html`
      <h2>How the last hidden layer sorts the digits</h2>
      <div class="map-models"></div>
      <div class="map-words"></div>
      <div class="map-stage" role="application" aria-label="Digits on the map" aria-describedby="map-keys" tabindex="0" @keydown=${keydown}>
        <canvas
          role="img"
          @pointermove=${(/** @type {PointerEvent} */ event) => this.#point(event)}
          @pointerdown=${(/** @type {PointerEvent} */ event) => this.#point(event)}
          @click=${() => this.#show()}
        ></canvas>
      </div>
      <div class="map-side">
        <div class="map-card">
          <canvas role="img" aria-label="Picture of the chosen digit" width=${3 * SIDE} height=${3 * SIDE}></canvas>
          <p role="status" aria-label="Chosen digit"></p>
        </div>
        <p class="hint" id="map-keys">Point at a digit, or go from one to the next with the arrow keys, to see its picture. A click or Enter puts it on the pad.</p>
        <div class="map-separation"></div>
        ${legend}
      </div>
    `;
  }

  /** After a frame of training. */
  frame() {
    if (!this.#visible) return;
    this.#work(BUDGET.busy);
    this.#paint();
  }

  /** There is something else on the pad. */
  drawn() {
    if (!this.#visible) return;
    this.#place();
    this.wake();
  }

  /** While the clock stands, goes on until the map is that of the present weights and nothing moves. */
  wake() {
    if (!this.#visible || this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      const moving = this.#paint();
      if (this.#lab.running()) return;
      const behind = this.#isBehind();
      if (behind) this.#work(BUDGET.idle);
      if (moving || behind) this.wake();
    });
  }

  #isBehind() {
    return !this.#lab.race().isMapCurrent(this.#model);
  }

  /** Some pieces of the next map. @param {number} milliseconds */
  #work(milliseconds) {
    const race = this.#lab.race();
    const end = performance.now() + milliseconds;
    while (performance.now() < end) {
      if (race.advanceMap(this.#model)) return this.#take(race);
    }
  }

  /** There is another map. @param {Race} race */
  #take(race) {
    const labels = race.labels();
    this.#examples = race.mapExamples(this.#model).slice();
    this.#labels = Uint8Array.from(this.#examples, (example) => labels[example]);
    this.#places = race.mapPlaces(this.#model).slice();
    this.#summary = this.#examples.length > 0 ? race.mapSummary(this.#model) : noSummary;
    if (this.#chosen !== null && this.#chosen >= this.#examples.length) this.#chosen = null;
    this.#place();
    this.#tell();
  }

  /** Sends all digits to their places on the canvas. @param {boolean} [atOnce] */
  #place(atOnce = false) {
    const toPixels = fit(this.#places, this.#canvas);
    this.#digits.send(toPixels(this.#places), atOnce);
    const image = this.#lab.image();
    const place = image ? this.#lab.race().mapPlace(this.#model, image) : undefined;
    this.#drawn.send(place ? toPixels(place) : none, atOnce);
    if (atOnce) this.#paint();
  }

  /** Moves what is on its way and draws; true while something is. */
  #paint() {
    const now = performance.now();
    const since = Math.min(50, now - this.#moved);
    this.#moved = now;
    const moving = [this.#digits.move(since), this.#drawn.move(since)];
    this.#scatter.draw({
      places: this.#digits.places,
      labels: this.#labels,
      drawn: this.#drawn.places,
      chosen: this.#chosen,
      axes: axisNames(this.#summary.explainedVarianceRatio),
    });
    return moving.includes(true);
  }

  /** The map in words. */
  #tell() {
    const model = this.#lab.models()[this.#model];
    const choose = (/** @type {number} */ chosen) => this.#choose(chosen);
    render(modelChoice(this.#lab.models(), this.#model, choose), this.#find('.map-models'));
    render(explanation(model, this.#summary, this.#examples.length), this.#find('.map-words'));
    render(separation(this.#summary), this.#find('.map-separation'));
    this.#canvas.ariaLabel = `Hidden layer's map: ${model.name}`;
    this.#tellChosen();
  }

  /** @param {number} model */
  #choose(model) {
    this.#model = model;
    this.#take(this.#lab.race());
    this.wake();
  }

  /** The picture of the chosen digit, what it is, and what the model takes it for. */
  #tellChosen() {
    const card = /** @type {HTMLCanvasElement} */ (this.#find('.map-card canvas'));
    const context = /** @type {CanvasRenderingContext2D} */ (card.getContext('2d'));
    if (this.#chosen === null) return;
    const race = this.#lab.race();
    const pixels = race.pixels(this.#examples[this.#chosen]).slice();
    paintPixels(context, pixels, getComputedStyle(card).color);
    const [{ digit, probability }] = ranked(race.guess(this.#model, pixels));
    const words = html`Labelled <strong>${this.#labels[this.#chosen]}</strong>; ${this.#lab.models()[this.#model].name} reads
      <strong>${digit}</strong>, ${Math.round(100 * probability)} %`;
    render(words, this.#find('.map-card p'));
  }

  /** @param {number | null} index */
  #look(index) {
    if (index === null || index === this.#chosen) return;
    this.#chosen = index;
    this.#tellChosen();
    this.wake();
  }

  /** Puts the chosen digit on the pad. */
  #show() {
    if (this.#chosen !== null) this.#lab.show(this.#examples[this.#chosen]);
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
    const { clientWidth, clientHeight } = this.#canvas;
    const from = this.#chosen === null ? [clientWidth / 2, clientHeight / 2] : places.subarray(2 * this.#chosen);
    this.#look(nextBy(places, event.key, from));
  }
}
