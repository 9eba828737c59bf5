// @ts-check
// The Digits lab as people use it: load, train, draw, rub out, and downloads that fail.

import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {[x: number, y: number][][]} Strokes in the unit square */

/** Digits as people write them, a few points a stroke. @type {Record<string, Strokes>} */
const digits = {
  0: [arc(0.5, 0.5, 0.22, 0.34, -90, 275)],
  1: [
    [
      [0.53, 0.15],
      [0.5, 0.5],
      [0.48, 0.86],
    ],
  ],
  2: [[...arc(0.5, 0.34, 0.2, 0.19, -165, 40), [0.34, 0.8], [0.32, 0.83], [0.74, 0.82]]],
  3: [[...arc(0.48, 0.33, 0.19, 0.17, -150, 85), ...arc(0.48, 0.67, 0.22, 0.18, -85, 150)]],
  4: [
    [
      [0.34, 0.15],
      [0.3, 0.52],
      [0.7, 0.5],
    ],
    [
      [0.66, 0.16],
      [0.64, 0.5],
      [0.61, 0.88],
    ],
  ],
  6: [[[0.6, 0.13], [0.42, 0.34], [0.34, 0.58], ...arc(0.5, 0.68, 0.17, 0.17, 190, -160)]],
  7: [
    [
      [0.27, 0.2],
      [0.5, 0.2],
      [0.74, 0.19],
      [0.6, 0.45],
      [0.47, 0.85],
    ],
  ],
};

/**
 * Part of an ellipse, angles in degrees clockwise from the right.
 * @returns {[number, number][]}
 */
function arc(x, y, rx, ry, from, to) {
  const steps = 24;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}
