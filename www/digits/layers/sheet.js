// @ts-check
// Many pictures of one size side by side on one canvas, a pixel for each value.

import { Sheet } from '../../pkg/gradual_rest.js';
import { coreColours } from '../../shared/colour.js';

/**
 * @typedef {object} Tiles
 * @property {number} width
 * @property {number} height
 * @property {number} count
 * @property {number} [columns] how many stand in a row; else as many as there is room for
 * @property {(tile: number, pixel: number) => number} at which value a pixel shows; −1 where it stays clear
 */

/** @typedef {{ x: number, y: number, width: number, height: number }} Box in CSS pixels */

/** The side below which one sees nothing, in CSS pixels. */
const LEAST = 60;

/** What it holds of the core is freed by `free`. */
export class TileSheet {
  /** How many tiles stand in a row. */
  columns = 0;
  #scale = 1;
  /** The value that each pixel shows. */
  #order = new Int32Array();
  /** The pixel that shows a value. @type {Map<number, number>} */
  #places = new Map();
  /** @type {Sheet | null} */
  #sheet = null;
  #canvas;
  #context;
  #tiles;
  #most;

  /** @param {HTMLCanvasElement} canvas @param {Tiles} tiles @param {number} most the largest side of a tile in CSS pixels */
  constructor(canvas, tiles, most) {
    this.#canvas = canvas;
    this.#context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    this.#tiles = tiles;
    this.#most = most;
  }

  /** Arranges the tiles for a room of so many CSS pixels. @param {number} room */
  fit(room) {
    const { columns, scale } = arrange(this.#tiles, this.#most, room);
    this.#scale = scale;
    if (columns !== this.columns) this.#lay(columns);
    this.#canvas.style.width = `${this.#canvas.width * scale}px`;
  }

  free() {
    this.#sheet?.free();
    this.#sheet = null;
  }

  /** @param {Float32Array} values @param {number} full the value whose colour is full */
  paint(values, full) {
    if (this.#sheet) this.#context.putImageData(this.#sheet.paint(values, full, coreColours()), 0, 0);
  }

  clear() {
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  /** Where a value stands on the canvas. @param {number} index @returns {Box} */
  box(index) {
    const [x, y] = this.#pixelOf(index);
    const side = this.#scale;
    return { x: x * side, y: y * side, width: side, height: side };
  }

  /** Where pixels of a tile stand; what lies beyond its edges is cut off. @param {number} tile @param {{ top: number, left: number, size: number }} window @returns {Box} */
  window(tile, { top, left, size }) {
    const { width, height } = this.#tiles;
    const [x, y] = this.#cornerOf(tile);
    const [right, bottom] = [Math.min(width, left + size), Math.min(height, top + size)];
    const [l, t] = [Math.max(0, left), Math.max(0, top)];
    const scale = this.#scale;
    return { x: (x + l) * scale, y: (y + t) * scale, width: (right - l) * scale, height: (bottom - t) * scale };
  }

  /** The value under a place on the canvas; −1 between tiles. @param {number} x @param {number} y */
  under(x, y) {
    return this.#valueAt(Math.floor(x / this.#scale), Math.floor(y / this.#scale)) ?? -1;
  }

  /** The next value in a direction, over the gap between tiles; the same at the edge. @param {number} index @param {[across: number, down: number]} direction */
  next(index, [across, down]) {
    let [x, y] = this.#pixelOf(index);
    /** @type {number | undefined} */
    let value;
    do {
      [x, y] = [x + across, y + down];
      value = this.#valueAt(x, y);
    } while (value === -1);
    return value ?? index;
  }

  /** @param {number} columns how many tiles stand in a row */
  #lay(columns) {
    const { width, height, count } = this.#tiles;
    this.columns = columns;
    this.#canvas.width = columns * (width + 1) - 1;
    this.#canvas.height = Math.ceil(count / columns) * (height + 1) - 1;
    this.#order = new Int32Array(this.#canvas.width * this.#canvas.height).fill(-1);
    this.#places.clear();
    for (let tile = 0; tile < count; tile++) this.#layTile(tile);
    this.free();
    this.#sheet = new Sheet(this.#canvas.width, this.#order);
  }

  /** @param {number} tile */
  #layTile(tile) {
    const { width, height, at } = this.#tiles;
    const [x, y] = this.#cornerOf(tile);
    for (let pixel = 0; pixel < width * height; pixel++) {
      const place = (y + Math.floor(pixel / width)) * this.#canvas.width + x + (pixel % width);
      const value = at(tile, pixel);
      this.#order[place] = value;
      if (value >= 0) this.#places.set(value, place);
    }
  }

  /** Its first pixel. @param {number} tile */
  #cornerOf(tile) {
    const { width, height } = this.#tiles;
    return [(tile % this.columns) * (width + 1), Math.floor(tile / this.columns) * (height + 1)];
  }

  /** The pixel that shows a value. @param {number} index */
  #pixelOf(index) {
    const place = this.#places.get(index) ?? 0;
    return [place % this.#canvas.width, Math.floor(place / this.#canvas.width)];
  }

  /** The value that a pixel shows, −1 between tiles; none outside. @param {number} x @param {number} y */
  #valueAt(x, y) {
    const { width, height } = this.#canvas;
    const isInside = x >= 0 && y >= 0 && x < width && y < height;
    return isInside ? this.#order[y * width + x] : undefined;
  }
}

/** As few rows as leave the tiles large enough to see. @param {Tiles} tiles @param {number} most @param {number} room */
function arrange({ width, height, count, columns: wanted }, most, room) {
  const side = Math.max(width, height);
  const largest = Math.max(1, Math.floor(most / side));
  for (let rows = 1; ; rows *= 2) {
    const columns = wanted ?? Math.ceil(count / rows);
    const fits = Math.floor(room / (columns * (width + 1) - 1));
    const scale = Math.max(1, Math.min(largest, fits));
    if (wanted || columns === 1 || (fits > 0 && scale * side >= Math.min(LEAST, largest * side)))
      return { columns, scale };
  }
}
