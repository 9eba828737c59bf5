// @ts-check
// The part of a picture that stays from frame to frame: it is drawn once, and again when something that it shows is another.

import { palette } from '../shared/colour.js';

export function createStill() {
  const canvas = document.createElement('canvas');
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  /** What it was drawn of. @type {unknown[]} */
  let drawn = [];

  return {
    /**
     * Puts it into a picture.
     * @param {import('../shared/canvas.js').Sharp} picture @param {unknown[]} shown what it depends on, beside size and theme
     * @param {(context: CanvasRenderingContext2D) => void} draw
     */
    put({ context: picture, width, height }, shown, draw) {
      const now = [width, height, picture.canvas.width, palette(), ...shown];
      if (now.some((value, i) => value !== drawn[i])) {
        drawn = now;
        Object.assign(canvas, { width: picture.canvas.width, height: picture.canvas.height });
        context.setTransform(picture.getTransform());
        draw(context);
      }
      picture.drawImage(canvas, 0, 0, width, height);
    },
  };
}
