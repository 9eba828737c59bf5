// @ts-check
// What a layer over the pixels looks for: each unit's weights as a picture of 28 × 28, side by side on one sheet.

import { diverging } from '../shared/colour.js';
import { SIDE } from './pixels.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */

/** Pixels between two pictures. */
const GAP = 2;

/** Colours are full at so many times the usual size of a weight. */
const FULL = 3;

/** Units on a sheet at most. */
const MOST = 128;

/**
 * Paints the first layer of a model: orange where ink speaks against a unit, blue where it speaks for it.
 * @param {HTMLCanvasElement} canvas
 * @param {Race} race
 * @param {number} model
 * @param {number} columns
 */
export function paintWeights(canvas, race, model, columns) {
  const { inputs, outputs, weights } = race.layers(model)[0];
  const layer = race.parameters(model).subarray(weights, weights + inputs * outputs);
  const units = Math.min(MOST, outputs);
  fit(canvas, Math.min(columns, units), Math.ceil(units / columns));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const tile = new ImageData(SIDE, SIDE);
  const scale = 1 / (FULL * size(layer));
  for (let unit = 0; unit < units; unit++) {
    for (let pixel = 0; pixel < inputs; pixel++) paint(tile, pixel, scale * layer[pixel * outputs + unit]);
    context.putImageData(tile, (unit % columns) * (SIDE + GAP), Math.floor(unit / columns) * (SIDE + GAP));
  }
}

/** @param {HTMLCanvasElement} canvas @param {number} columns @param {number} rows */
function fit(canvas, columns, rows) {
  canvas.width = columns * (SIDE + GAP) - GAP;
  canvas.height = rows * (SIDE + GAP) - GAP;
}

/** The usual size of a weight. @param {Float32Array} layer */
function size(layer) {
  let squares = 0;
  for (const weight of layer) squares += weight * weight;
  return Math.sqrt(squares / layer.length) || 1;
}

/** @param {ImageData} tile @param {number} pixel @param {number} weight from -1 to 1 */
function paint({ data }, pixel, weight) {
  const [red, green, blue] = diverging(weight);
  const at = 4 * pixel;
  data[at] = red;
  data[at + 1] = green;
  data[at + 2] = blue;
  data[at + 3] = 255;
}
