// @ts-check
// Many pictures of one size side by side on one canvas, a pixel for each value.

import { Sheet } from '../../pkg/gradual.js';
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

/**
 * What it holds of the core is freed by `free`.
 * @param {HTMLCanvasElement} canvas @param {Tiles} tiles @param {number} most the largest side of a tile in CSS pixels
 */
export function createSheet(canvas, tiles, most) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const { width, height } = tiles;
  let [columns, scale] = [0, 1];
  let order = new Int32Array();
  /** The pixel that shows a value. @type {Map<number, number>} */
  const places = new Map();
  /** @type {Sheet | null} */
  let sheet = null;

  /** Arranges the tiles for a room of so many CSS pixels. @param {number} room */
  function fit(room) {
    const next = arrange(tiles, most, room);
    scale = next.scale;
    if (next.columns !== columns) lay(next.columns);
    canvas.style.width = `${canvas.width * scale}px`;
  }

  /** @param {number} across how many tiles stand in a row */
  function lay(across) {
    columns = across;
    canvas.width = columns * (width + 1) - 1;
    canvas.height = Math.ceil(tiles.count / columns) * (height + 1) - 1;
    order = new Int32Array(canvas.width * canvas.height).fill(-1);
    places.clear();
    for (let tile = 0; tile < tiles.count; tile++) {
      const corner = Math.floor(tile / columns) * (height + 1) * canvas.width + (tile % columns) * (width + 1);
      for (let pixel = 0; pixel < width * height; pixel++) {
        const place = corner + Math.floor(pixel / width) * canvas.width + (pixel % width);
        order[place] = tiles.at(tile, pixel);
        if (order[place] >= 0) places.set(order[place], place);
      }
    }
    free();
    sheet = new Sheet(canvas.width, order);
  }

  function free() {
    sheet?.free();
    sheet = null;
  }

  return {
    fit,
    free,
    /** @param {Float32Array} values @param {number} full the value whose colour is full */
    paint(values, full) {
      if (sheet) context.putImageData(sheet.paint(values, full, coreColours()), 0, 0);
    },
    clear() {
      context.clearRect(0, 0, canvas.width, canvas.height);
    },
    /** Where a value stands on the canvas. @param {number} index @returns {Box} */
    box(index) {
      const place = places.get(index) ?? 0;
      const [x, y] = [place % canvas.width, Math.floor(place / canvas.width)];
      return { x: x * scale, y: y * scale, width: scale, height: scale };
    },
    /** Where pixels of a tile stand; what lies beyond its edges is cut off. @param {number} tile @param {{ top: number, left: number, size: number }} window @returns {Box} */
    window(tile, { top, left, size }) {
      const [x, y] = [(tile % columns) * (width + 1), Math.floor(tile / columns) * (height + 1)];
      const [right, bottom] = [Math.min(width, left + size), Math.min(height, top + size)];
      const [l, t] = [Math.max(0, left), Math.max(0, top)];
      return { x: (x + l) * scale, y: (y + t) * scale, width: (right - l) * scale, height: (bottom - t) * scale };
    },
    /** The value under a place on the canvas; −1 between tiles. @param {number} x @param {number} y */
    under(x, y) {
      const [column, row] = [Math.floor(x / scale), Math.floor(y / scale)];
      const inside = column >= 0 && row >= 0 && column < canvas.width && row < canvas.height;
      return inside ? order[row * canvas.width + column] : -1;
    },
    /** The next value in a direction, over the gap between tiles; the same at the edge. @param {number} index @param {[across: number, down: number]} direction */
    next(index, [across, down]) {
      const place = places.get(index) ?? 0;
      let [x, y] = [place % canvas.width, Math.floor(place / canvas.width)];
      do {
        [x, y] = [x + across, y + down];
        if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) return index;
      } while (order[y * canvas.width + x] < 0);
      return order[y * canvas.width + x];
    },
    get columns() {
      return columns;
    },
  };
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
