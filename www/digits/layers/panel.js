// @ts-check
// What each layer saw: every level of a model for what is on the pad, live, and each cell's arithmetic.

import './layers.css';
import { html, render } from 'lit';
import { Layers } from '../../pkg/gradual.js';
import { owned } from '../../shared/owned.js';
import { radioGroup } from '../../shared/radios.js';
import { ranked } from '../guesses/ranking.js';
import { placeIn } from '../kept.js';
import { cellCard, paintContributions } from './cell.js';
import { drawLines } from './lines.js';
import { createSaliency } from './saliency.js';
import { Stack } from './stack.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../shared/section.js').Section} Section */
/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {{ level: number, index: number }} Cell */

/**
 * @typedef {object} LayersChoice
 * @property {number} model that is shown
 * @property {number | null} digit to explain; null: the first guess
 * @property {Cell | null} cell that is chosen
 * @property {boolean} pinned whether it is shown wherever the pointer is
 * @property {number} map which of those that the cell reads is shown
 */
/** @typedef {LayersChoice & import('./stack.js').Folds} LayersSlice */
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
  /** @type {Cell | null} */
  #hovered = null;
  #visible = false;
  /** Of the models whose weights are painted; −1 when they must be painted anew. */
  #moment = -1;
  /** How often another state had been put in place when the levels were made. */
  #applied = 0;
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

  #paint() {
    const race = this.#lab.race();
    this.#make(race);
    this.#drawChoice();
    this.#stack.fold(this.#slice.value);
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
    this.#hovered = null;
    this.#stack.fit(this.#rooms.levels || this.#find('.levels').clientWidth);
    this.#moment = -1;
    const wasApplied = this.#applied !== this.#lab.applied();
    this.#applied = this.#lab.applied();
    if (!wasApplied && this.#cell) this.#release();
  }

  /** @param {Race} race @param {Float32Array} image */
  #paintImage(race, image) {
    const { maps } = this.#stack;
    const spans = this.#layers.trace(race, this.#model, image);
    maps.forEach((level, l) => {
      level.paint(this.#layers.output(race, this.#model, l), spans[l]);
    });
    const output = this.#layers.output(race, this.#model, maps.length - 1);
    const digit = placeIn(this.#slice.value.digit, output.length) ?? ranked(output)[0].digit;
    const what = { layers: this.#layers, model: this.#model, digit, isLinear: maps.length === 2, image };
    this.#saliency.paint(race, what);
    this.#paintCell(race);
  }

  #clear() {
    this.#stack.clear();
    this.#saliency.clear();
    drawLines(this.#overlay, null);
    render(cellCard(null, this.#actions), this.#find('.cell-card'));
  }

  /** @returns {import('./stack.js').StackPanel} */
  #forStack() {
    return {
      hand: (level) => this.#hand(level),
      fold: (folds) => this.#slice.set(folds(this.#slice.value)),
      onMove: () => this.soon(),
      overlay: this.#overlay,
    };
  }

  /** @param {number} level */
  #hand(level) {
    return {
      hover: (/** @type {number | null} */ index) => {
        this.#hovered = index === null ? null : { level, index };
        this.soon();
      },
      select: (/** @type {number} */ index) => this.#select({ level, index }),
      move: (/** @type {number} */ index) => this.#slice.set({ cell: { level, index } }),
      release: () => this.#release(),
    };
  }

  /** Chosen once more, a cell is pinned; and then it is let go. @param {Cell} cell */
  #select(cell) {
    const { cell: before, pinned } = this.#slice.value;
    const again = before?.level === cell.level && before.index === cell.index;
    if (again && pinned) this.#release();
    else this.#slice.set({ cell, pinned: pinned || again });
  }

  #release() {
    this.#slice.set({ cell: null, pinned: false });
  }

  #actions = {
    pin: () => {
      const { cell, pinned } = this.#slice.value;
      this.#slice.set({ cell: cell ?? this.#hovered, pinned: !pinned });
    },
    close: () => this.#release(),
    choose: (/** @type {number} */ map) => {
      this.#slice.set({ map });
      this.#paint();
    },
  };

  get #model() {
    return placeIn(this.#slice.value.model, this.#lab.models().length) ?? firstLayers.model;
  }

  /** The chosen cell, where the model has it. */
  get #cell() {
    const { cell } = this.#slice.value;
    const level = placeIn(cell?.level, this.#stack.maps.length);
    const index = level === null ? null : placeIn(cell?.index, this.#stack.maps[level].level.count);
    return level === null || index === null ? null : { level, index };
  }

  /** The cell under the pointer, unless one is pinned; else the one that was chosen. */
  get #shown() {
    return this.#slice.value.pinned ? this.#cell : (this.#hovered ?? this.#cell);
  }

  get #overlay() {
    return /** @type {SVGSVGElement} */ (/** @type {unknown} */ (this.#find('.lines')));
  }

  /** @param {Race} race */
  #paintCell(race) {
    const [shown, { pinned }] = [this.#shown, this.#slice.value];
    const reading = shown && this.#read(race, shown);
    this.#stack.maps.forEach((maps, level) => {
      maps.mark(shown?.level === level ? shown.index : null, reading?.cell.h, pinned);
    });
    const card = this.#find('.cell-card');
    render(cellCard(reading, this.#actions), card);
    if (reading) paintContributions(card, this.#rooms.card, reading);
    const [from, to] = shown ? [this.#stack.placed(shown.level - 1), this.#stack.placed(shown.level)] : [];
    drawLines(this.#overlay, reading && from && to ? { from, to, ...reading } : null);
  }

  /** @param {Race} race @param {Cell} shown */
  #read(race, { level, index }) {
    const { maps } = this.#stack;
    const [{ level: here }, { level: before }] = [maps[level], maps[Math.max(0, level - 1)]];
    const { map, pinned } = this.#slice.value;
    return {
      cell: this.#layers.cell(race, this.#model, level, index),
      inputs: this.#layers.cellInputs().slice(),
      weights: this.#layers.cellWeights().slice(),
      products: this.#layers.cellProducts().slice(),
      level: here,
      before,
      index,
      map: Math.min(placeIn(map, Infinity) ?? 0, before.maps - 1),
      pinned,
    };
  }

  #drawChoice() {
    const choices = this.#lab.models().map(({ name }, value) => ({ value, face: name.split(',')[0] }));
    const choose = (/** @type {number} */ model) => this.#slice.set({ model, ...fresh });
    render(radioGroup({ label: 'Layers of', choices, chosen: this.#model, choose }), this.#find('.layers-models'));
  }
}

function template() {
  return html`
    <header class="layers-head">
      <h2>What each layer saw</h2>
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
