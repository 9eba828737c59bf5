// @ts-check
// What a layer over the pixels looks for: each unit's weights as a picture of 28 × 28, side by side on one sheet.

import { SIDE } from './pixels.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */

/** Pixels between two pictures. */
const GAP = 2;

/**
 * Paints the first-layer weights of a model on a sheet, orange below zero and blue above.
 * @param {HTMLCanvasElement} canvas
 * @param {Race} race
 * @param {number} model
 * @param {number} columns
 * @param {(weight: number) => ArrayLike<number>} colour of a weight from -1 to 1, as red, green and blue
 */
export function paintWeights(canvas, race, model, columns, colour) {
  const { inputs, outputs, weights } = race.layers(model)[0];
  const layer = race.parameters(model).slice(weights, weights + inputs * outputs);
  const scale = layer.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) || 1;
  const rows = Math.ceil(outputs / columns);
  Object.assign(canvas, { width: sheetSide(columns), height: sheetSide(rows) });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const tile = new ImageData(SIDE, SIDE);
  for (let unit = 0; unit < outputs; unit++) {
    for (let pixel = 0; pixel < inputs; pixel++) {
      const rgb = colour(layer[pixel * outputs + unit] / scale);
      tile.data.set([rgb[0], rgb[1], rgb[2], 255], 4 * pixel);
    }
    context.putImageData(tile, (unit % columns) * (SIDE + GAP), Math.floor(unit / columns) * (SIDE + GAP));
  }
}

/** @param {number} tiles */
function sheetSide(tiles) {
  return tiles * (SIDE + GAP) - GAP;
}
