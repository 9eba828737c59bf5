// @ts-check

import { size } from '../../network.js';
import { activate, backThrough } from './activations.js';
import { parametersOf } from './weights.js';

/**
 * Pictures get their border of zeros first, so that no tap has to ask where it is; a row of a window is then one run of
 * numbers, in the picture and in the filter.
 * @param {import('./loops.js').Parts} parts @returns {import('./loops.js').Stage}
 */
export function createConvolution({ layer, parameters, gradients, most, skipZeros }) {
  const { from, to, kernel, stride, padding } = layer;
  const { weights, biases } = parametersOf(parameters, layer);
  const gradient = parametersOf(gradients, layer);
  const border = createBorder(from, padding);
  const taps = kernel * from.channels;
  const x = new Float32Array(most * border.size);
  const back = new Float32Array(most * border.size);
  const h = new Float32Array(most * size(to));
  const unpadded = new Float32Array(most * size(from));

  /** Where the window of a pixel begins. @param {number} example @param {number} row @param {number} column */
  const corner = (example, row, column) =>
    example * border.size + row * stride * border.width + column * stride * from.channels;

  const filter = kernel * taps;

  /** Four channels at a time, so that their sums stay in registers. @param {number} at the first channel of a pixel @param {number} window */
  const forwardPixel = (at, window) => {
    let channel = 0;
    for (; channel + 4 <= to.channels; channel += 4) {
      let a = biases[channel];
      let b = biases[channel + 1];
      let c = biases[channel + 2];
      let d = biases[channel + 3];
      let w = channel * filter;
      for (let row = 0; row < kernel; row++) {
        const start = window + row * border.width;
        for (let t = 0; t < taps; t++, w++) {
          const pixel = x[start + t];
          a += pixel * weights[w];
          b += pixel * weights[w + filter];
          c += pixel * weights[w + 2 * filter];
          d += pixel * weights[w + 3 * filter];
        }
      }
      h[at + channel] = a;
      h[at + channel + 1] = b;
      h[at + channel + 2] = c;
      h[at + channel + 3] = d;
    }
    for (; channel < to.channels; channel++) h[at + channel] = biases[channel] + one(channel * filter, window);
  };

  /** The sum over the window of one filter. @param {number} w @param {number} window */
  const one = (w, window) => {
    let sum = 0;
    for (let row = 0; row < kernel; row++) {
      for (let t = 0; t < taps; t++) sum += weights[w + row * taps + t] * x[window + row * border.width + t];
    }
    return sum;
  };

  /** One channel after the other, so that those without a gradient can be skipped. @param {Float32Array} delta @param {number} at @param {number} window @param {boolean} needed @param {number} [channel] the first */
  const oneByOne = (delta, at, window, needed, channel = 0) => {
    for (; channel < to.channels; channel++) {
      const d = delta[at + channel];
      if (skipZeros && d === 0) continue;
      gradient.biases[channel] += d;
      for (let row = 0; row < kernel; row++) {
        const start = window + row * border.width;
        const w = channel * filter + row * taps;
        for (let t = 0; t < taps; t++) gradient.weights[w + t] += d * x[start + t];
        if (needed) for (let t = 0; t < taps; t++) back[start + t] += d * weights[w + t];
      }
    }
  };

  /** Four channels at a time: a pixel is read, and its gradient written, once for all of them. @param {Float32Array} delta @param {number} at @param {number} window @param {boolean} needed */
  const byFours = (delta, at, window, needed) => {
    let channel = 0;
    for (; channel + 4 <= to.channels; channel += 4) {
      const a = delta[at + channel];
      const b = delta[at + channel + 1];
      const c = delta[at + channel + 2];
      const d = delta[at + channel + 3];
      gradient.biases[channel] += a;
      gradient.biases[channel + 1] += b;
      gradient.biases[channel + 2] += c;
      gradient.biases[channel + 3] += d;
      for (let row = 0; row < kernel; row++) {
        const start = window + row * border.width;
        let w = channel * filter + row * taps;
        for (let t = 0; t < taps; t++, w++) {
          const pixel = x[start + t];
          gradient.weights[w] += a * pixel;
          gradient.weights[w + filter] += b * pixel;
          gradient.weights[w + 2 * filter] += c * pixel;
          gradient.weights[w + 3 * filter] += d * pixel;
          if (needed)
            back[start + t] +=
              a * weights[w] + b * weights[w + filter] + c * weights[w + 2 * filter] + d * weights[w + 3 * filter];
        }
      }
    }
    oneByOne(delta, at, window, needed, channel);
  };

  const backwardPixel = skipZeros ? oneByOne : byFours;

  return {
    forward(pictures, count) {
      border.add(pictures, x, count);
      for (let b = 0, at = 0; b < count; b++) {
        for (let row = 0; row < to.height; row++) {
          for (let column = 0; column < to.width; column++, at += to.channels) forwardPixel(at, corner(b, row, column));
        }
      }
      activate(h, count * size(to), layer.activation);
      return h;
    },
    backward(delta, count, needed) {
      backThrough(delta, h, count * size(to), layer.activation);
      back.fill(0, 0, count * border.size);
      for (let b = 0, at = 0; b < count; b++) {
        for (let row = 0; row < to.height; row++) {
          for (let column = 0; column < to.width; column++, at += to.channels)
            backwardPixel(delta, at, corner(b, row, column), needed);
        }
      }
      if (needed) border.remove(back, unpadded, count);
      return unpadded;
    },
  };
}

/** A border of zeros around pictures. @param {import('../../network.js').Picture} picture @param {number} padding */
function createBorder({ height, width, channels }, padding) {
  const outer = (width + 2 * padding) * channels;
  const inner = width * channels;
  const size = (height + 2 * padding) * outer;
  /** Where a row begins with the border, and where without. @param {number} b @param {number} row @returns {[number, number]} */
  const starts = (b, row) => [b * size + (row + padding) * outer + padding * channels, (b * height + row) * inner];
  return {
    /** Numbers in a row, and in a picture. */
    width: outer,
    size,
    /** @param {Float32Array} pictures @param {Float32Array} padded @param {number} count */
    add(pictures, padded, count) {
      for (let b = 0; b < count; b++) {
        for (let row = 0; row < height; row++) {
          const [to, from] = starts(b, row);
          for (let i = 0; i < inner; i++) padded[to + i] = pictures[from + i];
        }
      }
    },
    /** @param {Float32Array} padded @param {Float32Array} pictures @param {number} count */
    remove(padded, pictures, count) {
      for (let b = 0; b < count; b++) {
        for (let row = 0; row < height; row++) {
          const [from, to] = starts(b, row);
          for (let i = 0; i < inner; i++) pictures[to + i] = padded[from + i];
        }
      }
    },
  };
}
