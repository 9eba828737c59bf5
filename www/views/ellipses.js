// @ts-check
// How Gaussian naive Bayes believes the classes to lie, one and two standard deviations wide, and points that it made up.

import { css, palette } from '../shared/colour.js';
import { mark } from './marks.js';

/** @typedef {import('./plane.js').Plane} Plane */

/** Numbers that tell of one class: two means, two standard deviations, its share. */
const ROW = 5;

/** Size of a made-up point, in CSS pixels. */
const SIZE = 2.2;

/** @param {Plane} plane @param {Float32Array} rows `[classes, 5]` */
export function drawEllipses({ context, x, y, scale }, rows) {
  const { classes, ink } = palette();
  for (let k = 0; k < rows.length / ROW; k++) {
    const [mean1, mean2, deviation1, deviation2] = rows.subarray(ROW * k);
    for (const [width, style] of /** @type {[number, string][]} */ ([
      [3.5, ink],
      [2, css(classes[k])],
    ])) {
      context.beginPath();
      for (const far of [1, 2]) {
        context.moveTo(x(mean1) + scale * far * deviation1, y(mean2));
        context.ellipse(x(mean1), y(mean2), scale * far * deviation1, scale * far * deviation2, 0, 0, 2 * Math.PI);
      }
      Object.assign(context, { strokeStyle: style, lineWidth: width });
      context.stroke();
    }
  }
}

/** Small and without an edge, so that nobody takes them for data. @param {Plane} plane @param {Float32Array} made `[count, 3]` */
export function drawMade({ context, x, y }, made) {
  const { classes } = palette();
  for (let i = 0; i < made.length; i += 3) {
    context.beginPath();
    mark(context, made[i + 2], x(made[i]), y(made[i + 1]), SIZE);
    context.fillStyle = css(classes[made[i + 2]]);
    context.fill();
  }
}
