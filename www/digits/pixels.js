// @ts-check
// Pictures of 28 × 28 in ink.

import { DigitPicture } from '../pkg/gradual_rest.js';
import { palette } from '../shared/colour.js';
import { SIDE } from './side.js';

/** Where pictures wait to be made larger, each within one call. */
const stencil = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(SIDE, SIDE).getContext('2d'));

/**
 * Fills a canvas with an image in the theme's ink; where the image is 0 the canvas stays clear.
 * @param {CanvasRenderingContext2D} context
 * @param {Float32Array} pixels 0 (paper) to 1 (ink)
 * @param {number} [side] of the canvas, in the units of its drawing
 */
export function paintPixels(context, pixels, side = context.canvas.width) {
  const picture = new DigitPicture();
  stencil.putImageData(picture.ink(pixels, ...palette().inkRgb), 0, 0);
  picture.free();
  context.imageSmoothingEnabled = false;
  context.clearRect(0, 0, side, side);
  context.drawImage(stencil.canvas, 0, 0, side, side);
}

/** A kept picture as the networks see it. @param {Uint8Array} picture 0 (paper) to 255 (ink) */
export function pixelsOf(picture) {
  return Float32Array.from(picture, (byte) => byte / 255);
}

/** A picture as it is kept. @param {ArrayLike<number>} pixels 0 to 1 */
export function bytesOf(pixels) {
  return new Uint8Array(Uint8ClampedArray.from(pixels, (ink) => 255 * ink).buffer);
}
