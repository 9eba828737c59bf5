// @ts-check
// What a first layer looks for: the weights of each unit or filter as a picture, side by side on one sheet.

import { diverging } from '../shared/colour.js';
import { SIDE } from './pixels.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').LayerShape} LayerShape */
/** @typedef {{ side: number, count: number, at: (picture: number, pixel: number) => number }} Pictures `at`: where a weight stands */

/** Colours are full at so many times the usual size of a weight. */
const FULL = 3;

/** Pictures on a sheet at most. */
const MOST = 128;

/**
 * Paints the first layer of a model: orange where ink speaks against a unit, blue where it speaks for it.
 * @param {HTMLCanvasElement} canvas
 * @param {Race} race
 * @param {number} model
 * @param {number} columns
 */
export function paintWeights(canvas, race, model, columns) {
  const layer = race.layers(model)[0];
  const weights = race.parameters(model).subarray(layer.weights, layer.biases);
  const { side, count, at } = layer.kind === 'convolution' ? filters(layer) : units(layer);
  const shown = Math.min(MOST, count);
  const gap = Math.ceil(side / 14);
  canvas.width = Math.min(columns, shown) * (side + gap) - gap;
  canvas.height = Math.ceil(shown / columns) * (side + gap) - gap;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const tile = new ImageData(side, side);
  const scale = 1 / (FULL * usualSize(weights));
  for (let picture = 0; picture < shown; picture++) {
    for (let pixel = 0; pixel < side * side; pixel++) paint(tile, pixel, scale * weights[at(picture, pixel)]);
    context.putImageData(tile, (picture % columns) * (side + gap), Math.floor(picture / columns) * (side + gap));
  }
}

/** A dense layer's weights stand pixel by pixel. @param {LayerShape} layer @returns {Pictures} */
function units({ outputs }) {
  return { side: SIDE, count: outputs, at: (unit, pixel) => pixel * outputs + unit };
}

/** A convolution's stand filter by filter, here over pictures of one channel. @param {LayerShape} layer @returns {Pictures} */
function filters({ weights, biases, kernel = 1 }) {
  const pixels = kernel * kernel;
  return { side: kernel, count: (biases - weights) / pixels, at: (filter, pixel) => filter * pixels + pixel };
}

/** @param {Float32Array} weights */
function usualSize(weights) {
  let squares = 0;
  for (const weight of weights) squares += weight * weight;
  return Math.sqrt(squares / weights.length) || 1;
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
