// @ts-check
// Small pictures in a list that is rendered often: each canvas is painted when it is to show something else.

import { paintPixels } from './pixels.js';

/** What each canvas shows. @type {WeakMap<Element, unknown>} */
const painted = new WeakMap();

/**
 * @template T
 * @param {HTMLElement} place with canvases @param {(canvas: HTMLCanvasElement) => T} shown what one is to show
 * @param {(shown: T) => Float32Array} pixelsOf
 */
export function paintThumbnails(place, shown, pixelsOf) {
  for (const canvas of place.querySelectorAll('canvas')) {
    const what = shown(canvas);
    if (painted.get(canvas) === what) continue;
    painted.set(canvas, what);
    paintPixels(/** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')), pixelsOf(what));
  }
}

/** Has all of them painted once more: the colours are others. @param {HTMLElement} place */
export function forgetThumbnails(place) {
  for (const canvas of place.querySelectorAll('canvas')) painted.delete(canvas);
}
