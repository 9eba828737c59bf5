// @ts-check
// The cell that is looked at: under the pointer, chosen, or pinned; its card, its frame, and lines to what fed it.

import { render } from 'lit';
import { createPlayer } from '../../shared/player.js';
import { placeIn } from '../../shared/view-state.js';
import { cellCard, paintContributions } from './cell.js';
import { drawLines } from './lines.js';
import { nextPlace } from './slide.js';

/** @typedef {import('../../pkg/gradual.js').Layers} Layers */
/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('./stack.js').Stack} Stack */
/** @typedef {{ level: number, index: number }} Cell */
/** Where a cell is read; `digit`: what the drawing is taken for on the way back. @typedef {{ race: Race, layers: Layers, model: number, digit: number }} Traced */
/** `pinned`: whether it is shown wherever the pointer is; `map`: which of the maps that it reads is shown. @typedef {{ cell: Cell | null, pinned: boolean, map: number }} CellSlice */

/**
 * @typedef {object} CellPanel
 * @property {HTMLElement} card
 * @property {SVGSVGElement} overlay that lies over all levels
 * @property {() => Stack} stack
 * @property {() => void} soon paints in the next frame
 * @property {() => void} now paints at once
 * @property {import('../../shared/scope.js').Scope} scope
 */

/** Milliseconds at each place where the window slides by itself. */
const SLIDING = 300;

export class ChosenCell {
  /** @type {Cell | null} */
  #hovered = null;

  #panel;
  #slice;
  #player;

  /** @param {CellPanel} panel @param {import('../../shared/view-state.js').Slice<CellSlice>} slice */
  constructor(panel, slice) {
    this.#panel = panel;
    this.#slice = slice;
    this.#player = createPlayer(() => this.#slideOn(), SLIDING, panel.scope);
  }

  /** Lets it go. */
  release() {
    this.#player.stop();
    this.#slice.set({ cell: null, pinned: false });
  }

  /** The levels are others, and the pointer is over none of them. */
  leave() {
    this.#hovered = null;
  }

  /** The chosen one, where the model has it. */
  get chosen() {
    const { cell } = this.#slice.value;
    const { maps } = this.#panel.stack();
    const level = placeIn(cell?.level, maps.length);
    const index = level === null ? null : placeIn(cell?.index, maps[level].level.count);
    return level === null || index === null ? null : { level, index };
  }

  /** What a person does with the cells of a level. @param {number} level */
  hand(level) {
    return {
      hover: (/** @type {number | null} */ index) => {
        this.#hovered = index === null ? null : { level, index };
        this.#panel.soon();
      },
      select: (/** @type {number} */ index) => this.#select({ level, index }),
      move: (/** @type {number} */ index) => this.#slice.set({ cell: { level, index } }),
      release: () => this.release(),
    };
  }

  /** There is nothing to read. */
  clear() {
    drawLines(this.#panel.overlay, null);
    render(cellCard(null, this.#actions), this.#panel.card);
  }

  /** @param {Traced} traced where it is read @param {number} room the card's width in CSS pixels */
  paint(traced, room) {
    const [shown, { pinned }] = [this.#shown, this.#slice.value];
    const reading = shown && this.#read(traced, shown);
    const { card, overlay } = this.#panel;
    const stack = this.#panel.stack();
    stack.maps.forEach((maps, level) => {
      maps.mark(shown?.level === level ? shown.index : null, reading?.cell.h, pinned);
    });
    render(cellCard(reading, this.#actions), card);
    if (reading) paintContributions(card, room, reading);
    const [from, to] = shown ? [stack.placed(shown.level - 1), stack.placed(shown.level)] : [];
    drawLines(overlay, reading && from && to ? { from, to, ...reading } : null);
  }

  /** The cell under the pointer, unless one is pinned; else the one that was chosen. */
  get #shown() {
    return this.#slice.value.pinned ? this.chosen : (this.#hovered ?? this.chosen);
  }

  /** Chosen once more, a cell is pinned; and then it is let go. @param {Cell} cell */
  #select(cell) {
    const { pinned } = this.#slice.value;
    const again = this.chosen?.level === cell.level && this.chosen.index === cell.index;
    if (again && pinned) this.release();
    else this.#slice.set({ cell, pinned: pinned || again });
  }

  /** The window goes on to its next place. @returns {boolean} whether there is one more */
  #slideOn() {
    const cell = this.chosen;
    const { maps } = this.#panel.stack();
    const index = cell && nextPlace(maps[cell.level].level, cell.index);
    const goesOn = index !== null;
    if (cell && goesOn) this.#slice.set({ cell: { ...cell, index } });
    else this.#panel.soon(); // it stands still then
    return goesOn;
  }

  #play() {
    const cell = this.#shown;
    if (this.#player.playing || !cell) this.#player.stop();
    else {
      this.#slice.set({ cell, pinned: true });
      this.#player.start();
    }
    this.#panel.now();
  }

  #actions = {
    pin: () => {
      const { cell, pinned } = this.#slice.value;
      this.#slice.set({ cell: cell ?? this.#hovered, pinned: !pinned });
    },
    close: () => this.release(),
    slide: (/** @type {number} */ index) => {
      const cell = this.#shown;
      if (cell) this.#slice.set({ cell: { ...cell, index }, pinned: true });
    },
    play: () => this.#play(),
    choose: (/** @type {number} */ map) => {
      this.#slice.set({ map });
      this.#panel.now();
    },
  };

  /** @param {Traced} traced @param {Cell} shown @returns {import('./cell.js').Reading} */
  #read({ race, layers, model, digit }, { level, index }) {
    const { maps } = this.#panel.stack();
    const before = maps[Math.max(0, level - 1)].level;
    const { map, pinned } = this.#slice.value;
    return {
      cell: layers.cell(race, model, level, index),
      inputs: layers.cellInputs().slice(),
      weights: layers.cellWeights().slice(),
      products: layers.cellProducts().slice(),
      digit,
      back: layers.cellBack(race, model, digit, level, index),
      gradient: layers.cellGradient().slice(),
      level: maps[level].level,
      before,
      index,
      map: Math.min(placeIn(map, Infinity) ?? 0, before.maps - 1),
      pinned,
      sliding: this.#player.playing,
    };
  }
}
