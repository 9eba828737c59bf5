// @ts-check

import { size } from '../../network.js';

/** @param {import('./loops.js').Parts} parts @returns {import('./loops.js').Stage} */
export function createPool({ layer: { from, to, kernel, stride }, most }) {
  const pooled = new Float32Array(most * size(to));
  const winners = new Int32Array(pooled.length);
  const back = new Float32Array(most * size(from));

  /** The index of the largest value of the window at a pixel. @param {Float32Array} x @param {number} corner */
  const largest = (x, corner) => {
    let best = corner;
    for (let v = 0; v < kernel; v++) {
      for (let u = 0; u < kernel; u++) {
        const place = corner + (v * from.width + u) * from.channels;
        if (x[place] > x[best]) best = place;
      }
    }
    return best;
  };

  return {
    forward(x, count) {
      let at = 0;
      for (let b = 0; b < count; b++) {
        for (let row = 0; row < to.height; row++) {
          for (let column = 0; column < to.width; column++) {
            const corner = b * size(from) + (row * from.width + column) * stride * from.channels;
            for (let c = 0; c < to.channels; c++, at++) {
              winners[at] = largest(x, corner + c);
              pooled[at] = x[winners[at]];
            }
          }
        }
      }
      return pooled;
    },
    backward(delta, count) {
      back.fill(0, 0, count * size(from));
      for (let i = 0; i < count * size(to); i++) back[winners[i]] += delta[i];
      return back;
    },
  };
}
