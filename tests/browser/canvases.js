// @ts-check
// What a canvas shows, for the tests: whether it has changed, whether it stands still, how much is on it.

import { expect } from './fixtures.js';

/** @typedef {import('@playwright/test').Locator} Locator */

/** A sum over what a canvas shows. @param {Locator} canvas @returns {Promise<number>} */
export function look(canvas) {
  return canvas.evaluate((element) => {
    const { width, height } = /** @type {HTMLCanvasElement} */ (element);
    const context = /** @type {CanvasRenderingContext2D} */ (
      /** @type {HTMLCanvasElement} */ (element).getContext('2d')
    );
    return context.getImageData(0, 0, width, height).data.reduce((sum, value) => (31 * sum + value) | 0, 0);
  });
}

/** Waits until two looks in a row are the same; then true. @param {Locator} canvas @param {number} interval from look to look, in milliseconds */
export async function settled(canvas, interval) {
  let before = Number.NaN;
  await expect
    .poll(
      async () => {
        const now = await look(canvas);
        const same = now === before;
        before = now;
        return same;
      },
      { intervals: [interval] },
    )
    .toBe(true);
  return true;
}

/** How many colours cover something of a canvas. @param {Locator} canvas @returns {Promise<number>} */
export function colours(canvas) {
  return canvas.evaluate((element) => {
    const { width, height } = /** @type {HTMLCanvasElement} */ (element);
    const context = /** @type {CanvasRenderingContext2D} */ (
      /** @type {HTMLCanvasElement} */ (element).getContext('2d')
    );
    return new Set(new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)).size;
  });
}
