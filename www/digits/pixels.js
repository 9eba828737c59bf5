// @ts-check
// Pictures of 28 × 28: ink for images, two colours for weights.

/** Pixels along each side of a digit. */
export const SIDE = 28;

const stencil = new OffscreenCanvas(SIDE, SIDE);
const stencilContext = /** @type {OffscreenCanvasRenderingContext2D} */ (stencil.getContext('2d'));

/**
 * Fills a canvas with an image in ink of any CSS colour; where the image is 0 the canvas stays clear.
 * @param {CanvasRenderingContext2D} context
 * @param {Float32Array} pixels 0 (paper) to 1 (ink)
 * @param {string} ink
 */
export function paintPixels(context, pixels, ink) {
  const data = new ImageData(SIDE, SIDE);
  for (let i = 0; i < pixels.length; i++) data.data[4 * i + 3] = 255 * pixels[i];
  stencilContext.globalCompositeOperation = 'source-over';
  stencilContext.putImageData(data, 0, 0);
  stencilContext.globalCompositeOperation = 'source-in';
  stencilContext.fillStyle = ink;
  stencilContext.fillRect(0, 0, SIDE, SIDE);
  const { width, height } = context.canvas;
  context.imageSmoothingEnabled = false;
  context.clearRect(0, 0, width, height);
  context.drawImage(stencil, 0, 0, width, height);
}
