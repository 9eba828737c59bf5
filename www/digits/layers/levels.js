// @ts-check
// The levels of a model, from the input to the output: what each is called and how its values lie in pictures.

import { SIDE } from '../side.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../pkg/gradual.js').LayerShape} LayerShape */

/**
 * What a layer makes, as maps of one size; a list of units is one map without meaning to its rows.
 * @typedef {object} Level
 * @property {string} name such as "Convolution 1"
 * @property {string} about its sizes in words
 * @property {LayerShape | null} layer null for the input
 * @property {boolean} isPicture
 * @property {boolean} isOutput
 * @property {number} width of a map
 * @property {number} height
 * @property {number} maps
 * @property {number} count of all values
 */

/** Units in a row. */
const ROW = 32;

/** @type {Record<string, string>} */
const names = {
  convolution: 'Convolution',
  'max-pool': 'Downsampling',
  'average-pool': 'Downsampling',
  dense: 'Dense layer',
  flatten: 'List of units',
  dropout: 'Dropout',
};

/** @type {Record<string, string>} */
const activations = {
  relu: 'ReLU',
  tanh: 'tanh',
  sigmoid: 'σ',
  softmax: 'softmax',
  'leaky-relu': 'leaky ReLU',
  elu: 'ELU',
};

/** @param {Race} race @param {number} model @returns {Level[]} */
export function levelsOf(race, model) {
  const layers = race.layers(model);
  /** @type {Map<string, number>} */
  const seen = new Map();
  const number = (/** @type {string} */ name) => {
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return seen.get(name);
  };
  const rest = layers.map((layer, i) => {
    const isOutput = i + 1 === layers.length;
    const name = names[layer.kind];
    return {
      ...size(layer),
      name: isOutput ? 'Output' : `${name} ${number(name)}`,
      about: about(layer),
      layer,
      isOutput,
    };
  });
  return [input, ...rest];
}

/** @type {Level} */
const input = {
  name: 'Input',
  about: `${SIDE} × ${SIDE} pixels`,
  layer: null,
  isPicture: true,
  isOutput: false,
  width: SIDE,
  height: SIDE,
  maps: 1,
  count: SIDE * SIDE,
};

/** @param {LayerShape} layer */
function size({ shape, outputs }) {
  if (shape) return { ...shape, maps: shape.channels, count: outputs, isPicture: true };
  return { width: Math.min(ROW, outputs), height: Math.ceil(outputs / ROW), maps: 1, count: outputs, isPicture: false };
}

/** @param {LayerShape} layer */
function about({ kind, shape, outputs, kernel, activation }) {
  const maps = shape ? `${shape.channels} maps of ${shape.height} × ${shape.width}` : `${outputs} units`;
  if (kind === 'convolution') return `${maps}, filters of ${kernel} × ${kernel}, ${inWords(activation)}`;
  if (kind === 'max-pool') return `${maps}, the largest of each ${kernel} × ${kernel}`;
  if (kind === 'average-pool') return `${maps}, the mean of each ${kernel} × ${kernel}`;
  return activation === 'none' ? maps : `${maps}, ${inWords(activation)}`;
}

/** The name of an activation as formulas write it. @param {string} activation */
export function inWords(activation) {
  return activations[activation] ?? activation;
}

/** Where a value stands, in words, counted from 1. @param {Level} level @param {number} index */
export function placeInWords({ isPicture, isOutput, width, maps }, index) {
  if (isOutput) return `digit ${index}`;
  if (!isPicture) return `unit ${index + 1}`;
  const [pixel, map] = [Math.floor(index / maps), index % maps];
  const place = `row ${Math.floor(pixel / width) + 1}, column ${(pixel % width) + 1}`;
  return maps === 1 ? place : `map ${map + 1}, ${place}`;
}

/** A level's maps as pictures of a sheet. @param {Level} level @returns {import('./sheet.js').Tiles} */
export function mapTiles({ width, height, maps, count, isPicture }) {
  const at = (/** @type {number} */ map, /** @type {number} */ pixel) => {
    const index = pixel * maps + map;
    return index < count ? index : -1;
  };
  return { width, height, count: maps, columns: isPicture ? undefined : 1, at };
}
