// @ts-check
// A canvas that is as sharp as the screen, and is painted only where somebody can see it.

import { onDensity } from './density.js';

/** @typedef {{ context: CanvasRenderingContext2D, width: number, height: number }} Sharp drawing is in CSS pixels */
/** @typedef {ReturnType<typeof createCanvas>} Canvas */

/**
 * Keeps the size of a canvas, so that no frame asks the page for its layout.
 * @param {HTMLCanvasElement} canvas @param {import('./scope.js').Scope} scope
 * @param {() => void} redraw paints what it shows: called when its size, the theme or the screen is another, and when it
 * comes into sight
 */
export function createCanvas(canvas, scope, redraw) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  /** In CSS pixels; null until it is asked for. @type {{ width: number, height: number } | null} */
  let size = null;
  let visible = true;
  /** How much larger a place in the page draws all that is in it. */
  let zoom = 1;

  function measure() {
    zoom = canvas.currentCSSZoom ?? 1;
    size = { width: canvas.clientWidth, height: canvas.clientHeight };
    return size;
  }
  scope.onResize(canvas, () => {
    const before = size;
    const { width, height } = measure();
    if (width !== before?.width || height !== before.height) redraw();
  });
  scope.onView(canvas, (now) => {
    const appears = now && !visible;
    visible = now;
    if (appears) redraw();
  });
  scope.onTheme(redraw);
  onDensity(scope, redraw);

  return {
    /** In CSS pixels; 0 while it is hidden. */
    get size() {
      return size ?? measure();
    },
    /** Clears it for a new picture; null while nobody can see it. @returns {Sharp | null} */
    begin() {
      const { width, height } = size ?? measure();
      return visible && width > 0 ? cleared(context, { width, height }, zoom * devicePixelRatio) : null;
    },
    /** Shows or hides it. @param {boolean} wanted */
    show(wanted) {
      if (canvas.hidden === !wanted) return;
      canvas.hidden = !wanted;
      size = null;
    },
  };
}

/** As many pixels as the screen has there. @param {CanvasRenderingContext2D} context @param {{ width: number, height: number }} size @param {number} density of them, on each CSS pixel @returns {Sharp} */
function cleared(context, { width, height }, density) {
  const { canvas } = context;
  const [w, h] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}
