// @ts-check
// The arrow keys.

/** @typedef {[right: number, down: number]} Arrow */

/** @type {Record<string, Arrow>} */
const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Where a key leads; undefined where it is no arrow. @param {string} key @returns {Arrow | undefined} */
export function arrowOf(key) {
  return arrows[key];
}
