// @ts-check
// Pictures of 28 × 28 in ink.

/** Pixels along each side of a digit. */
export const SIDE = 28;

/** Where pictures are inked, each within one call. */
const stencil = new OffscreenCanvas(SIDE, SIDE);
const stencilContext = /** @type {OffscreenCanvasRenderingContext2D} */ (stencil.getContext('2d'));

/**
 * Fills a canvas with an image in ink of any CSS colour; where the image is 0 the canvas stays clear.
 * @param {CanvasRenderingContext2D} context
 * @param {Float32Array} pixels 0 (paper) to 1 (ink)
 * @param {string} ink
 * @param {number} [side] of the canvas, in the units of its drawing
 */
export function paintPixels(context, pixels, ink, side = context.canvas.width) {
  const data = new ImageData(SIDE, SIDE);
  for (let i = 0; i < pixels.length; i++) data.data[4 * i + 3] = 255 * pixels[i];
  stencilContext.globalCompositeOperation = 'source-over';
  stencilContext.putImageData(data, 0, 0);
  stencilContext.globalCompositeOperation = 'source-in';
  stencilContext.fillStyle = ink;
  stencilContext.fillRect(0, 0, SIDE, SIDE);
  context.imageSmoothingEnabled = false;
  context.clearRect(0, 0, side, side);
  context.drawImage(stencil, 0, 0, side, side);
}

/** A kept picture as the networks see it. @param {Uint8Array} picture 0 (paper) to 255 (ink) */
export function pixelsOf(picture) {
  return Float32Array.from(picture, (byte) => byte / 255);
}

/** A picture as it is kept. @param {ArrayLike<number>} pixels 0 to 1 */
export function bytesOf(pixels) {
  return new Uint8Array(Uint8ClampedArray.from(pixels, (ink) => 255 * ink).buffer);
}
