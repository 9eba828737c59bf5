// @ts-check
// Finds a point on a picture, by the pointer or by the arrow keys.

import { arrowOf } from './arrows.js';

/** Pixels within which the pointer finds a point. */
const REACH = 16;

/**
 * Where points stand on a picture, x and y of one after the other, in CSS pixels.
 * @param {Float32Array} points x₁ and x₂ of one after the other @param {{ x: (value: number) => number, y: (value: number) => number }} picture
 */
export function placesOn(points, { x, y }) {
  return points.map((value, i) => (i % 2 === 0 ? x(value) : y(value)));
}

/**
 * The point that is nearest to a place, if one is near: within reach of the pointer, or as far away as one likes.
 * @param {Float32Array} places x and y of one point after the other, in CSS pixels @param {number} x @param {number} y
 * @param {number} [reach]
 */
export function nearestTo(places, x, y, reach = REACH) {
  return nearest(places, (px, py) => Math.hypot(px - x, py - y), reach);
}

/**
 * The nearest point within 45° of the direction of an arrow key; null for any other key.
 * @param {Float32Array} places @param {string} key @param {ArrayLike<number>} from x and y of where one is
 */
export function nextBy(places, key, from) {
  const arrow = arrowOf(key);
  if (!arrow) return null;
  const [right, down] = arrow;
  const distance = (/** @type {number} */ x, /** @type {number} */ y) => {
    const [dx, dy] = [x - from[0], y - from[1]];
    const along = dx * right + dy * down;
    const aside = Math.abs(dx * down - dy * right);
    return along > 0 && aside <= along ? along + aside : Infinity;
  };
  return nearest(places, distance, Infinity);
}

/** @param {string} key */
export function isArrow(key) {
  return arrowOf(key) !== undefined;
}

/** The point with the least distance, where that is less than `reach`. @param {Float32Array} places @param {(x: number, y: number) => number} distance @param {number} reach */
function nearest(places, distance, reach) {
  let found = null;
  for (let i = 0; i < places.length / 2; i++) {
    const far = distance(places[2 * i], places[2 * i + 1]);
    if (far >= reach) continue;
    reach = far;
    found = i;
  }
  return found;
}
