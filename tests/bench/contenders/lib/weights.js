// @ts-check
// The first weights, in the order in which others keep them.

/** @typedef {import('../../network.js').Layer} Layer */

/** Views of a layer's weights and biases. @param {Float32Array} all @param {Layer} layer */
export function parametersOf(all, { weights, weightCount, biases, biasCount }) {
  return {
    weights: all.subarray(weights, weights + weightCount),
    biases: all.subarray(biases, biases + biasCount),
  };
}

/**
 * A copy with its axes in another order: `order[i]` is the axis of `values` that becomes axis `i`.
 * @param {Float32Array} values @param {number[]} shape @param {number[]} order
 */
export function transpose(values, shape, order) {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const to = order.map((axis) => shape[axis]);
  return values.map((_, index) => {
    let [from, rest] = [0, index];
    for (let axis = to.length - 1; axis >= 0; axis--) {
      from += (rest % to[axis]) * strides[order[axis]];
      rest = Math.floor(rest / to[axis]);
    }
    return values[from];
  });
}

/** A convolution's weights as `[channels, input channels, kernel, kernel]`. @param {Float32Array} weights @param {Layer} layer */
export function channelsFirst(weights, { to, from, kernel }) {
  return transpose(weights, [to.channels, kernel, kernel, from.channels], [0, 3, 1, 2]);
}

/**
 * The weights of a dense layer behind pictures that are kept as `[channels, height, width]`.
 * @param {Float32Array} weights @param {Layer} layer
 */
export function rowsChannelsFirst(weights, { from, to }) {
  const { height, width, channels } = from;
  return transpose(weights, [height, width, channels, to.channels], [2, 0, 1, 3]);
}
