// @ts-check
// The levels of one model, one below the other: its maps, and the pictures of its weights beside what they make.

import { empty } from '../../shared/empty.js';
import { createScope } from '../../shared/scope.js';
import { createFilters } from './filters.js';
import { levelsOf } from './levels.js';
import { createMaps } from './maps.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../shared/scope.js').Scope} Scope */
/** @typedef {import('./levels.js').Level} Level */
/** @typedef {import('./maps.js').Hand} Hand */
/** @typedef {ReturnType<typeof createMaps>} Maps */
/** @typedef {import('./lines.js').Placed} Placed */
/** Levels that are folded away, and layers whose weights are shown. @typedef {{ closed: number[], filters: number[] }} Folds */

/**
 * @typedef {object} StackPanel
 * @property {(level: number) => Omit<Hand, 'toggle'>} hand what a person does with the cells of a level
 * @property {(folds: (now: Folds) => Partial<Folds>) => void} fold shows or hides something
 * @property {() => void} onMove called when something in it stands elsewhere
 * @property {Element} overlay that lies over all levels
 */

export class Stack {
  /** @type {Maps[]} */
  maps = [];

  /** @type {ReturnType<typeof createFilters>[]} */
  #filters = [];

  /** Where the maps' canvases stand on the overlay, once they do. @type {Placed['corner'][]} */
  #corners = [];

  /** What the maps were made for. */
  #made = '';

  /** What they hold on to. */
  #own;

  #element;
  #panel;
  #scope;

  /** @param {HTMLElement} element @param {StackPanel} panel @param {Scope} scope */
  constructor(element, panel, scope) {
    this.#element = element;
    this.#panel = panel;
    this.#scope = scope;
    this.#own = createScope(scope);
  }

  /** Makes the levels of a model, where they are not there. @param {Race} race @param {number} model @param {string} name @returns {boolean} whether they are others */
  make(race, model, name) {
    const levels = levelsOf(race, model);
    const made = JSON.stringify([model, levels]);
    if (made === this.#made) return false;
    this.#made = made;
    this.#own.dispose();
    this.#own = createScope(this.#scope);
    empty(this.#element);
    this.#corners = [];
    this.maps = levels.map((level, l) => createMaps(this.#row(), level, this.#hand(l), this.#own));
    this.#filters = levels.flatMap((_, l) => this.#filtersOf(levels, l, { model, name }));
    return true;
  }

  /** @param {Folds} folds */
  fold({ closed, filters }) {
    this.maps.forEach((maps, level) => {
      maps.fold(!closed.includes(level));
    });
    for (const shown of this.#filters) shown.fold(filters.includes(shown.number));
  }

  /** @param {number} room in CSS pixels */
  fit(room) {
    for (const maps of this.maps) maps.sheet.fit(room);
    for (const filters of this.#filters) filters.fit(room);
  }

  /** @param {Race} race */
  paintFilters(race) {
    for (const filters of this.#filters) filters.paint(race);
  }

  /** The maps of a level with their place; null before the page has been laid out. @param {number} level @returns {Placed | null} */
  placed(level) {
    const [maps, corner] = [this.maps[level], this.#corners[level]];
    return maps && corner ? { maps, corner } : null;
  }

  clear() {
    for (const maps of this.maps) {
      maps.clear();
      maps.mark(null);
    }
  }

  #row() {
    const row = this.#element.appendChild(document.createElement('div'));
    this.#own.onResize(row, () => this.#measure());
    return row;
  }

  /** Right after the page has been laid out, when asking costs nothing. */
  #measure() {
    const ground = this.#panel.overlay.getBoundingClientRect();
    this.#corners = this.maps.map(({ canvas }) => {
      const { x, y } = canvas.getBoundingClientRect();
      return { x: x - ground.x, y: y - ground.y };
    });
    this.#panel.onMove();
  }

  /** @param {number} level @returns {Hand} */
  #hand(level) {
    const toggle = (/** @type {boolean} */ open) =>
      this.#panel.fold(({ closed }) => ({ closed: toggled(closed, level, !open) }));
    return { ...this.#panel.hand(level), toggle };
  }

  /** @param {Level[]} levels @param {number} l @param {{ model: number, name: string }} of */
  #filtersOf(levels, l, of) {
    const [level, number] = [levels[l], l - 1];
    if (!level.layer || level.layer.weights === level.layer.biases) return [];
    const toggle = (/** @type {boolean} */ open) =>
      this.#panel.fold(({ filters }) => ({ filters: toggled(filters, number, open) }));
    const options = { ...of, number, level, before: levels[number], toggle };
    return [createFilters(this.maps[l].weights, options, this.#own)];
  }
}

/** @param {number[]} numbers @param {number} number @param {boolean} wanted */
function toggled(numbers, number, wanted) {
  return numbers.filter((other) => other !== number).concat(wanted ? number : []);
}
