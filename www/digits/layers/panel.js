// @ts-check
// What each layer saw: every level of a model for what is on the pad, live, and each cell's arithmetic.

import './layers.css';
import { html, render } from 'lit';
import { onTheme } from '../../shared/colour.js';
import { ranked } from '../guesses.js';
import { cellCard, paintContributions } from './cell.js';
import { createFilters } from './filters.js';
import { levelsOf } from './levels.js';
import { drawLines } from './lines.js';
import { createMaps } from './maps.js';
import { createSaliency } from './saliency.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../section.js').Section} Section */
/** @typedef {import('./levels.js').Level} Level */
/** @typedef {import('./maps.js').Hand} Hand */
/** @typedef {{ level: number, index: number }} Cell */

/** Frames from one painting to the next while the models learn. */
const EVERY = 6;

/** @param {HTMLElement} element @param {LabView} lab @returns {Section} */
export function createLayers(element, lab) {
  return new LayersPanel(element, lab);
}

class LayersPanel {
  #lab;
  #find;
  #saliency;
  /** The model that is shown: at first the convolutional one. */
  #model = 2;
  /** The digit to explain; null: the first guess. @type {number | null} */
  #digit = null;
  /** @type {ReturnType<typeof createMaps>[]} */
  #maps = [];
  /** @type {ReturnType<typeof createFilters>[]} */
  #filters = [];
  /** What the maps were made for. */
  #made = '';
  /** @type {Cell | null} */
  #selected = null;
  /** @type {Cell | null} */
  #hovered = null;
  #pinned = false;
  /** Which of the maps that a cell reads is shown. */
  #map = 0;
  #visible = false;
  /** Whether the pictures of the weights are those of the present ones. */
  #current = false;
  #frames = 0;
  #waiting = 0;

  /** @param {HTMLElement} element @param {LabView} lab */
  constructor(element, lab) {
    this.#lab = lab;
    render(
      template(lab.models(), this.#model, (model) => this.#show(model)),
      element,
    );
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    this.#saliency = createSaliency(this.#find('.saliency'), (digit) => {
      this.#digit = digit;
      this.#soon();
    });
    new IntersectionObserver((entries) => {
      this.#visible = entries[entries.length - 1].isIntersecting;
      this.#renew();
    }).observe(element);
    new ResizeObserver(() => this.#fit()).observe(element);
    onTheme(() => this.#renew());
  }

  changed() {
    this.#renew();
  }

  /** Another drawing, and so perhaps another first guess. */
  drawn() {
    this.#digit = null;
    this.#soon();
  }

  /** Most frames are let pass. */
  frame() {
    if (!this.#visible || this.#frames++ % EVERY !== 0) return;
    this.#current = false;
    this.#paint();
  }

  /** Paints the weights, too. */
  #renew() {
    this.#current = false;
    this.#soon();
  }

  /** Paints once, however much changes before the next frame. */
  #soon() {
    cancelAnimationFrame(this.#waiting);
    this.#waiting = requestAnimationFrame(() => this.#paint());
  }

  /** @param {number} model */
  #show(model) {
    this.#model = model;
    this.#soon();
  }

  #paint() {
    const race = this.#lab.race();
    this.#make(race);
    if (!this.#visible) return;
    if (!this.#current) for (const filters of this.#filters) filters.paint(race);
    this.#current = true;
    const image = this.#lab.image();
    this.#find('.empty').hidden = image !== null;
    if (image) this.#paintImage(race, image);
    else this.#clear();
  }

  /** @param {Race} race @param {Float32Array} image */
  #paintImage(race, image) {
    const spans = race.trace(this.#model, image);
    this.#maps.forEach((maps, level) => {
      maps.paint(race.levelOutput(this.#model, level), spans[level]);
    });
    const output = race.levelOutput(this.#model, this.#maps.length - 1);
    const digit = this.#digit ?? ranked(output)[0].digit;
    this.#saliency.paint(race, { model: this.#model, digit, isLinear: this.#maps.length === 2, image });
    this.#paintCell(race);
  }

  #clear() {
    for (const maps of this.#maps) {
      maps.clear();
      maps.mark(null);
    }
    this.#saliency.clear();
    drawLines(this.#overlay, null);
    render(cellCard(null, this.#actions), this.#find('.cell-card'));
  }

  /** Maps and filters, anew where the model's layers are others. @param {Race} race */
  #make(race) {
    const levels = levelsOf(race, this.#model);
    const made = JSON.stringify([this.#model, levels]);
    if (made === this.#made) return;
    this.#made = made;
    this.#release();
    this.#hovered = null;
    const stack = this.#find('.levels');
    stack.replaceChildren();
    const row = () => stack.appendChild(document.createElement('div'));
    this.#maps = levels.map((level, l) => createMaps(row(), level, this.#hand(l)));
    this.#filters = levels.flatMap((level, l) => this.#filtersOf(levels, level, l));
    this.#fit();
  }

  /** @param {Level[]} levels @param {Level} level @param {number} l */
  #filtersOf(levels, level, l) {
    if (!level.layer || level.layer.weights === level.layer.biases) return [];
    const { name } = this.#lab.models()[this.#model];
    const options = {
      model: this.#model,
      name,
      number: l - 1,
      level,
      before: levels[l - 1],
      onToggle: () => this.#soon(),
    };
    return [createFilters(this.#maps[l].weights, options)];
  }

  #fit() {
    const room = this.#find('.levels').clientWidth;
    for (const maps of this.#maps) maps.sheet.fit(room);
    for (const filters of this.#filters) filters.fit(room);
    this.#saliency.fit(this.#find('.saliency').clientWidth);
    this.#renew();
  }

  /** @param {number} level @returns {Hand} */
  #hand(level) {
    const select = (/** @type {number} */ index) => {
      const again = this.#selected?.level === level && this.#selected.index === index;
      if (again && this.#pinned) return this.#release();
      this.#pinned ||= again;
      this.#selected = { level, index };
      this.#soon();
    };
    return {
      hover: (index) => {
        this.#hovered = index === null ? null : { level, index };
        this.#soon();
      },
      select,
      move: (index) => {
        this.#selected = { level, index };
        this.#soon();
      },
      release: () => this.#release(),
      toggled: () => this.#renew(),
    };
  }

  #release() {
    [this.#selected, this.#pinned] = [null, false];
    this.#soon();
  }

  #actions = {
    pin: () => {
      this.#pinned = !this.#pinned;
      this.#selected ??= this.#hovered;
      this.#soon();
    },
    close: () => this.#release(),
    choose: (/** @type {number} */ map) => {
      this.#map = map;
      this.#soon();
    },
  };

  /** The cell under the pointer, unless one is pinned; else the one that was chosen. */
  get #shown() {
    return this.#pinned ? this.#selected : (this.#hovered ?? this.#selected);
  }

  get #overlay() {
    return /** @type {SVGSVGElement} */ (/** @type {unknown} */ (this.#find('.lines')));
  }

  /** @param {Race} race */
  #paintCell(race) {
    const shown = this.#shown;
    const reading = shown && this.#read(race, shown);
    this.#maps.forEach((maps, level) => {
      maps.mark(shown?.level === level ? shown.index : null, reading?.cell.h, this.#pinned);
    });
    const card = this.#find('.cell-card');
    render(cellCard(reading, this.#actions), card);
    if (reading) paintContributions(card, reading);
    // Lines ask where things stand, so they come last: the page is laid out once.
    const from = shown ? this.#maps[shown.level - 1] : null;
    drawLines(this.#overlay, shown && reading && from ? { from, to: this.#maps[shown.level], ...reading } : null);
  }

  /** @param {Race} race @param {Cell} shown */
  #read(race, { level, index }) {
    const [{ level: here }, { level: before }] = [this.#maps[level], this.#maps[Math.max(0, level - 1)]];
    return {
      cell: race.cell(this.#model, level, index),
      inputs: race.cellInputs().slice(),
      weights: race.cellWeights().slice(),
      products: race.cellProducts().slice(),
      level: here,
      before,
      index,
      map: Math.min(this.#map, before.maps - 1),
      pinned: this.#pinned,
    };
  }
}

/** @param {import('../../pkg/gradual.js').ModelConfig[]} models @param {number} model @param {(model: number) => void} show */
function template(models, model, show) {
  const radio = (/** @type {{ name: string }} */ { name }, /** @type {number} */ i) => html`<label
    ><input type="radio" name="layers-model" ?checked=${i === model} @change=${() => show(i)} /><span>${name.split(',')[0]}</span></label
  >`;
  return html`
    <header class="layers-head">
      <h2>What each layer saw</h2>
      <div class="segmented" role="radiogroup" aria-label="Layers of">${models.map(radio)}</div>
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
