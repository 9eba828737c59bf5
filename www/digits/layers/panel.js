// @ts-check
// What each layer saw: every level of a model for what is on the pad, live, and each cell's arithmetic.

import './layers.css';
import { html, render } from 'lit';
import { Layers } from '../../pkg/gradual_rest.js';
import { withLesson } from '../../shared/lesson-link.js';
import { owned } from '../../shared/owned.js';
import { radioGroup } from '../../shared/radios.js';
import { placeIn } from '../../shared/view-state.js';
import { ranked } from '../guesses/ranking.js';
import { ChosenCell } from './chosen-cell.js';
import { createSaliency } from './saliency.js';
import { Stack } from './stack.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../shared/section.js').Section} Section */
/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** `model`: which is shown; `digit`: the one to explain, null: the first guess. @typedef {{ model: number, digit: number | null }} LayersChoice */
/** @typedef {LayersChoice & import('./chosen-cell.js').CellSlice & import('./stack.js').Folds} LayersSlice */
/** @typedef {{ scope: import('../../shared/scope.js').Scope, slice: import('../../shared/view-state.js').Slice<LayersSlice> }} Own */

/** Nothing folded away, the weights of the first layer shown, no cell chosen. */
const fresh = { cell: null, pinned: false, closed: [], filters: [0] };

/** At first the convolutional network. @type {LayersSlice} */
export const firstLayers = { model: 2, digit: null, map: 0, ...fresh };

/** Frames from one painting to the next while the models learn. */
const EVERY = 6;

/** @param {HTMLElement} element @param {DigitsView} lab @param {Own} own @returns {Section} */
export function createLayers(element, lab, own) {
  const panel = new LayersPanel(element, lab, own);
  return {
    changed: () => panel.soon(),
    picked: () => panel.picked(),
    frame: () => panel.frame(),
  };
}

class LayersPanel {
  #visible = false;
  /** Of the models whose weights are painted; −1 when they must be painted anew. */
  #moment = -1;
  /** How often another state had been put in place when the levels were made. */
  #applied = 0;
  /** What of the slice is drawn. @type {LayersSlice | null} */
  #drawn = null;
  #frames = 0;
  /** Widths in CSS pixels. */
  #rooms = { levels: 0, card: 0 };
  /** Takes back the next painting. */
  #rest = () => {};
  #lab;
  #find;
  #scope;
  #slice;
  #layers;
  #stack;
  #cell;
  #saliency;

  /** @param {HTMLElement} element @param {DigitsView} lab @param {Own} own */
  constructor(element, lab, { scope, slice }) {
    this.#lab = lab;
    this.#scope = scope;
    this.#slice = slice;
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    this.#layers = owned(scope, new Layers());
    render(template(), element);
    this.#saliency = createSaliency(this.#find('.saliency'), (digit) => slice.set({ digit }), scope);
    this.#cell = new ChosenCell(this.#forCell(), slice);
    this.#stack = new Stack(this.#find('.levels'), this.#forStack(), scope);
    scope.onView(element, (visible) => {
      this.#visible = visible;
      this.#renew();
    });
    scope.onResize(element, () => this.#fit());
    scope.onTheme(() => this.#renew());
  }

  /** After most frames of training nothing is painted. */
  frame() {
    if (this.#visible && this.#frames++ % EVERY === 0) this.#paint();
  }

  /** Another drawing, and so perhaps another first guess. */
  picked() {
    if (this.#slice.value.digit !== null) this.#slice.set({ digit: null });
    this.soon();
  }

  /** Paints once, however much changes before the next frame. */
  soon() {
    this.#rest();
    this.#rest = this.#scope.inFrame(() => this.#paint());
  }

  /** Paints the weights, too. */
  #renew() {
    this.#moment = -1;
    this.soon();
  }

  #fit() {
    this.#rooms = { levels: this.#find('.levels').clientWidth, card: this.#find('.cell-card').clientWidth };
    this.#stack.fit(this.#rooms.levels);
    this.#saliency.fit(this.#find('.saliency').clientWidth);
    this.#renew();
  }

  get #model() {
    return placeIn(this.#slice.value.model, this.#lab.models().length) ?? firstLayers.model;
  }

  get #overlay() {
    return /** @type {SVGSVGElement} */ (/** @type {unknown} */ (this.#find('.lines')));
  }

  #forCell() {
    return {
      card: this.#find('.cell-card'),
      overlay: this.#overlay,
      stack: () => this.#stack,
      soon: () => this.soon(),
      now: () => this.#paint(),
      scope: this.#scope,
    };
  }

  /** @returns {import('./stack.js').StackPanel} */
  #forStack() {
    return {
      hand: (level) => this.#cell.hand(level),
      fold: (folds) => this.#slice.set(folds(this.#slice.value)),
      onMove: () => this.soon(),
      overlay: this.#overlay,
    };
  }

  #paint() {
    const race = this.#lab.race();
    this.#make(race);
    if (this.#slice.value !== this.#drawn) this.#drawChoice();
    if (!this.#visible) return;
    if (this.#moment !== this.#lab.moment()) this.#stack.paintFilters(race);
    this.#moment = this.#lab.moment();
    const image = this.#lab.image();
    this.#find('.empty').hidden = image !== null;
    if (image) this.#paintImage(race, image);
    else this.#clear();
  }

  /** The levels, anew where the model's are others: then its cells are others, too. @param {Race} race */
  #make(race) {
    const { name } = this.#lab.models()[this.#model];
    if (!this.#stack.make(race, this.#model, name)) return;
    this.#cell.leave();
    this.#drawn = null;
    this.#stack.fit(this.#rooms.levels || this.#find('.levels').clientWidth);
    this.#moment = -1;
    const wasApplied = this.#applied !== this.#lab.applied();
    this.#applied = this.#lab.applied();
    if (!wasApplied && this.#cell.chosen) this.#cell.release();
  }

  /** @param {Race} race @param {Float32Array} image */
  #paintImage(race, image) {
    const [{ maps }, layers, model] = [this.#stack, this.#layers, this.#model];
    const spans = layers.trace(race, model, image);
    maps.forEach((level, l) => {
      level.paint(layers.output(race, model, l), spans[l]);
    });
    const output = layers.output(race, model, maps.length - 1);
    const digit = placeIn(this.#slice.value.digit, output.length) ?? ranked(output)[0].digit;
    this.#saliency.paint(race, { layers, model, digit, isLinear: maps.length === 2, image });
    this.#cell.paint({ race, layers, model, digit }, this.#rooms.card);
  }

  #clear() {
    this.#stack.clear();
    this.#saliency.clear();
    this.#cell.clear();
  }

  /** What is chosen and what is folded away. */
  #drawChoice() {
    this.#drawn = this.#slice.value;
    this.#stack.fold(this.#drawn);
    const choices = this.#lab.models().map(({ name }, value) => ({ value, face: name.split(',')[0] }));
    const choose = (/** @type {number} */ model) => this.#slice.set({ model, ...fresh });
    render(radioGroup({ label: 'Layers of', choices, chosen: this.#model, choose }), this.#find('.layers-models'));
  }
}

function template() {
  return html`
    <header class="layers-head">
      ${withLesson('digits-see', 'what a network sees', html`<h2>What each layer saw</h2>`)}
      <div class="layers-models"></div>
      <p class="empty hint" role="status">Draw a digit to see what each layer makes of it.</p>
    </header>
    <div class="layers-grid">
      <div class="stack">
        <div class="levels"></div>
        <svg class="lines" aria-hidden="true"></svg>
      </div>
      <div class="beside">
        <section class="saliency" aria-label="Which pixels spoke"></section>
        <section class="cell-card" aria-label="The chosen cell"></section>
      </div>
    </div>
  `;
}
