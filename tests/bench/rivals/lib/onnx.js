// @ts-check
// Writes a network as an ONNX model: protocol buffers by hand, of which a network needs few.

import { channelsFirst, parametersOf, rowsChannelsFirst } from '../../contenders/lib/weights.js';
import { size } from '../../network.js';

/** @typedef {import('../../network.js').Layer} Layer */

const FLOAT = 1;

/** The bytes of a model from "inputs" `[n, features]` to "outputs" `[n, outputs]`. @param {import('../../contender.js').Task} task */
export function onnxModel({ layers, start, data: { features, outputs } }) {
  const { nodes, tensors } = new Graph(layers, start);
  const graph = [
    ...nodes.map((node) => field(1, node)),
    field(2, text('network')),
    ...tensors.map((tensor) => field(5, tensor)),
    field(11, valueInfo('inputs', features)),
    field(12, valueInfo('outputs', outputs)),
  ];
  const operators = message([field(1, text('')), number(2, 13)]);
  return message([number(1, 8), field(7, message(graph)), field(8, operators)]);
}

/** The nodes and the weights of a network's layers. */
class Graph {
  /** @type {Uint8Array[]} */
  nodes = [];

  /** @type {Uint8Array[]} */
  tensors = [];

  #last = 'inputs';

  /** @param {Layer[]} layers @param {Float32Array} start */
  constructor(layers, start) {
    const [{ from }] = layers;
    if (from.height > 1) this.#reshape([-1, from.channels, from.height, from.width]);
    for (const layer of layers) this.#layer(layer, parametersOf(start, layer));
    const one = size(layers[layers.length - 1].to) === 1;
    this.#node(one ? 'Sigmoid' : 'Softmax', [], one ? [] : [attribute('axis', 1)], 'outputs');
  }

  /** @param {Layer} layer @param {{ weights: Float32Array, biases: Float32Array }} parameters */
  #layer(layer, { weights, biases }) {
    const { kind, from, to, kernel, stride, padding, activation } = layer;
    const window = [attribute('kernel_shape', [kernel, kernel]), attribute('strides', [stride, stride])];
    if (kind === 'dense') {
      if (from.height > 1) this.#reshape([-1, size(from)]);
      const matrix = this.#tensor([size(from), to.channels], rowsChannelsFirst(weights, layer));
      this.#node('Gemm', [matrix, this.#tensor([to.channels], biases)]);
    } else if (kind === 'convolution') {
      const filters = this.#tensor([to.channels, from.channels, kernel, kernel], channelsFirst(weights, layer));
      const pads = attribute('pads', Array(4).fill(padding));
      this.#node('Conv', [filters, this.#tensor([to.channels], biases)], [...window, pads]);
    } else this.#node('MaxPool', [], window);
    if (activation !== 'none') this.#node(activation === 'relu' ? 'Relu' : 'Tanh', []);
  }

  /** @param {number[]} shape */
  #reshape(shape) {
    const name = `shape${this.tensors.length}`;
    const values = new BigInt64Array(shape.map(BigInt));
    this.tensors.push(tensor(name, 7, [shape.length], new Uint8Array(values.buffer)));
    this.#node('Reshape', [name]);
  }

  /** @param {number[]} shape @param {Float32Array} values */
  #tensor(shape, values) {
    const name = `weights${this.tensors.length}`;
    this.tensors.push(tensor(name, FLOAT, shape, new Uint8Array(values.slice().buffer)));
    return name;
  }

  /** @param {string} operator @param {string[]} more inputs @param {Uint8Array[]} attributes @param {string} to */
  #node(operator, more, attributes = [], to = `value${this.nodes.length}`) {
    const inputs = [this.#last, ...more].map((name) => field(1, text(name)));
    const rest = attributes.map((attribute) => field(5, attribute));
    this.nodes.push(message([...inputs, field(2, text(to)), field(4, text(operator)), ...rest]));
    this.#last = to;
  }
}

/** @param {string} name @param {number} type @param {number[]} shape @param {Uint8Array} bytes */
function tensor(name, type, shape, bytes) {
  const sizes = shape.map((size) => number(1, size));
  return message([...sizes, number(2, type), field(8, text(name)), field(9, bytes)]);
}

/** @param {string} name @param {number | number[]} value */
function attribute(name, value) {
  const [INT, INTS] = [2, 7];
  if (typeof value === 'number') return message([field(1, text(name)), number(3, value), number(20, INT)]);
  return message([field(1, text(name)), ...value.map((one) => number(8, one)), number(20, INTS)]);
}

/** A matrix of any number of rows. @param {string} name @param {number} columns */
function valueInfo(name, columns) {
  const rows = field(1, field(2, text('n')));
  const shape = message([rows, field(1, number(1, columns))]);
  const type = message([number(1, FLOAT), field(2, shape)]);
  return message([field(1, text(name)), field(2, field(1, type))]);
}

/** @param {string} value */
function text(value) {
  return new TextEncoder().encode(value);
}

/** A field that holds bytes, text or a message. @param {number} tag @param {Uint8Array} bytes */
function field(tag, bytes) {
  return message([varint(8 * tag + 2), varint(bytes.length), bytes]);
}

/** A field that holds a whole number. @param {number} tag @param {number} value */
function number(tag, value) {
  return message([varint(8 * tag), varint(value)]);
}

/** @param {Uint8Array[]} parts */
function message(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Seven bits a byte, the lowest first. @param {number} value */
function varint(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Uint8Array.from([...bytes, value]);
}
