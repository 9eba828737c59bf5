// @ts-check
// Pictures of what a machine sees: in ink, or orange below and blue above.

import { diverging, palette } from '../../shared/colour.js';

/** Fills a canvas of `side` × `side` pixels with values from 0 (paper) to 1 (ink). @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} values @param {number} side @param {number} [columns] how many pictures stand in a row, where there are several */
export function paintInk(canvas, values, side, columns = 1) {
  const [red, green, blue] = palette().inkRgb;
  paint(canvas, values, { side, columns }, (value) => [red, green, blue, 255 * Math.min(1, Math.max(0, value))]);
}

/** The same of values from −1 to 1. @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} values @param {number} side @param {number} [columns] */
export function paintSigned(canvas, values, side, columns = 1) {
  paint(canvas, values, { side, columns }, (value) => [...diverging(value), 255]);
}

/** @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} values @param {{ side: number, columns: number }} shape @param {(value: number) => number[]} colourOf */
function paint(canvas, values, { side, columns }, colourOf) {
  const count = Math.max(1, Math.floor(values.length / side ** 2));
  const rows = Math.ceil(count / columns);
  const [width, height] = [columns * (side + 1) - 1, rows * (side + 1) - 1];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const image = context.createImageData(width, height);
  for (let i = 0; i < count * side ** 2; i++) {
    const [tile, pixel] = [Math.floor(i / side ** 2), i % side ** 2];
    const x = (tile % columns) * (side + 1) + (pixel % side);
    const y = Math.floor(tile / columns) * (side + 1) + Math.floor(pixel / side);
    image.data.set(colourOf(values[i]), 4 * (y * width + x));
  }
  context.putImageData(image, 0, 0);
}
