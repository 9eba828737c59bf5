// @ts-check
// The examples: points as ours draws them, digits of MNIST, and noise in place of digits.

import { download } from '../../../www/digits/download.js';
import sizes from '../../../www/pkg/digits/sizes.json';
import { plane, Race } from '../../../www/pkg/gradual.js';

/** @typedef {import('../workloads.js').Workload} Workload */

/**
 * @typedef {object} Examples
 * @property {number} count
 * @property {Float32Array} inputs [count, features]
 * @property {Uint8Array} labels [count]
 * @property {Float32Array} targets [count, outputs]: the label for one output, else 1 at the place of the label
 */

/**
 * @typedef {object} Data
 * @property {number} features
 * @property {number} outputs 1 for two classes, else one a class
 * @property {Examples} train
 * @property {Examples} test
 * @property {Uint8Array[]} files training images and labels, test images and labels, as IDX; empty for points
 */

/** Bytes before the examples of a file of images, and of labels. */
const HEADERS = { images: 16, labels: 8 };

/** Where the packed files are, by path. @type {Record<string, string>} */
const urls = import.meta.glob('../../../www/pkg/digits/*.idx.gz', {
  query: '?url&no-inline',
  import: 'default',
  eager: true,
});

/** Half of these are held out, so that 500 are trained on. @type {import('../../../www/pkg/gradual.js').PointsConfig} */
export const circles = { set: 'circles', count: 1000, noise: 0.1, heldOut: 0.5, seed: 1 };

/** Every tenth test digit: they are not in random order. */
const TESTED = 10;

/** @type {Map<string, Promise<Data> | Data>} */
const made = new Map();

/** @param {Workload['data']} kind */
export async function dataOf(kind) {
  if (!made.has(kind)) made.set(kind, kind === 'points' ? points() : digits(kind === 'noise'));
  return /** @type {Promise<Data>} */ (made.get(kind));
}

/** The centres of the cells over which `BoundaryPlane.outputs` sweeps. @param {number} side */
export function grid(side) {
  const [low, high] = plane();
  const place = (/** @type {number} */ cell) => low + ((cell + 0.5) / side) * (high - low);
  const centres = Array.from({ length: side * side }, (_, cell) => [
    place(cell % side),
    -place(Math.floor(cell / side)),
  ]);
  return Float32Array.from(centres.flat());
}

/** @returns {Data} */
function points() {
  const race = Race.ofSet(circles, [], 1);
  const [inputs, labels] = [race.inputs().slice(), race.labels().slice()];
  const train = race.trainCount;
  race.free();
  return {
    features: 2,
    outputs: 1,
    train: examples(inputs.subarray(0, 2 * train), labels.subarray(0, train), 1),
    test: examples(inputs.subarray(2 * train), labels.subarray(train), 1),
    files: [],
  };
}

/** @param {boolean} noisy @returns {Promise<Data>} */
async function digits(noisy) {
  const files = await Promise.all([
    load('train-images'),
    load('train-labels'),
    load('test-images'),
    load('test-labels'),
  ]);
  const [images, labels, allImages, allLabels] = files;
  if (noisy) makeNoise(images);
  const chosen = [thin(allImages, HEADERS.images, 784), thin(allLabels, HEADERS.labels, 1)];
  return {
    features: 784,
    outputs: 10,
    train: examples(pixels(images), labels.subarray(HEADERS.labels), 10),
    test: examples(pixels(chosen[0]), chosen[1].subarray(HEADERS.labels), 10),
    files: [images, labels, ...chosen],
  };
}

/** The other 50,000 training images and labels. */
export function rest() {
  return Promise.all([load('rest-images'), load('rest-labels')]);
}

/** A file of digits, unpacked. @param {keyof typeof sizes} name */
async function load(name) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  const file = { name, url: urls[`../../../www/pkg/digits/${name}.idx.gz`], ...sizes[name] };
  await download(
    file,
    (piece) => pieces.push(piece.slice()),
    () => {},
    new AbortController().signal,
  );
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** @param {Float32Array} inputs @param {Uint8Array} labels @param {number} outputs @returns {Examples} */
function examples(inputs, labels, outputs) {
  const targets = new Float32Array(labels.length * outputs);
  for (const [i, label] of labels.entries()) {
    if (outputs === 1) targets[i] = label;
    else targets[i * outputs + label] = 1;
  }
  return { count: labels.length, inputs, labels, targets };
}

/** @param {Uint8Array} images */
function pixels(images) {
  return Float32Array.from(images.subarray(HEADERS.images), (pixel) => pixel / 255);
}

/** A file with every tenth of the examples. @param {Uint8Array} file @param {number} header @param {number} each bytes */
function thin(file, header, each) {
  const count = Math.floor((file.length - header) / each / TESTED);
  const thinned = new Uint8Array(header + count * each);
  thinned.set(file.subarray(0, header));
  new DataView(thinned.buffer).setUint32(4, count);
  for (let i = 0; i < count; i++) {
    const start = header + TESTED * i * each;
    thinned.set(file.subarray(start, start + each), header + i * each);
  }
  return thinned;
}

/** Random bytes from 1 to 255 in place of the pixels, always the same. @param {Uint8Array} images */
function makeNoise(images) {
  let state = 1;
  for (let i = HEADERS.images; i < images.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    images[i] = 1 + ((state >>> 16) % 255);
  }
}
