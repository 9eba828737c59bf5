// @ts-check
// The digits: MNIST as three sets of two packed files each, of which two sets are needed to begin.

import restImages from '../pkg/digits/rest-images.idx.gz?url&no-inline';
import restLabels from '../pkg/digits/rest-labels.idx.gz?url&no-inline';
import sizes from '../pkg/digits/sizes.json';
import testImages from '../pkg/digits/test-images.idx.gz?url&no-inline';
import testLabels from '../pkg/digits/test-labels.idx.gz?url&no-inline';
import trainImages from '../pkg/digits/train-images.idx.gz?url&no-inline';
import trainLabels from '../pkg/digits/train-labels.idx.gz?url&no-inline';
import { DigitSet } from '../pkg/gradual_rest.js';
import { download } from './download.js';

/** @typedef {import('./download.js').PackedFile} PackedFile */
/** @typedef {keyof typeof sizes} FileName */

/** @type {Record<FileName, string>} */
const urls = {
  'train-images': trainImages,
  'train-labels': trainLabels,
  'test-images': testImages,
  'test-labels': testLabels,
  'rest-images': restImages,
  'rest-labels': restLabels,
};

/**
 * Every sixth training digit, all test digits, and the other training digits.
 * @typedef {'train' | 'test' | 'rest'} SetName
 */

/** How errors name a set. @type {Record<SetName, string>} */
const names = { train: 'training digits', test: 'test digits', rest: 'other training digits' };

/** A set under way, and those of its files that are there. @typedef {{ digits: DigitSet, done: Set<FileName> }} Arriving */

/** @param {SetName} name @returns {Arriving} */
export function expect(name) {
  return { digits: new DigitSet(names[name]), done: new Set() };
}

/**
 * Downloads the files of some sets side by side. Those that arrived are kept when another fails, so that trying again
 * fetches only what is missing.
 * @param {Map<SetName, Arriving>} sets they fill
 * @param {(megabytes: number, of: number) => void} onProgress
 * @param {AbortSignal} signal breaks the downloads off
 */
export async function fetchSets(sets, onProgress, signal) {
  const files = [...sets].flatMap(([name, set]) => filesOf(name, set));
  const shares = new Map(files.map(({ name, set }) => [name, set.done.has(name) ? 1 : 0]));
  const fetchOne = async (/** @type {SetFile} */ { name, set, restart, push }) => {
    restart();
    const received = (/** @type {number} */ share) => {
      shares.set(name, share);
      onProgress(...megabytes(shares));
    };
    await download(packed(name), push, received, signal);
    set.done.add(name);
  };
  onProgress(...megabytes(shares));
  const ends = await Promise.allSettled(files.filter(({ name, set }) => !set.done.has(name)).map(fetchOne));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** @typedef {{ name: FileName, set: Arriving, restart: () => void, push: (piece: Uint8Array) => void }} SetFile */

/** @param {SetName} name @param {Arriving} set @returns {SetFile[]} */
function filesOf(name, set) {
  const { digits } = set;
  return [
    {
      name: `${name}-images`,
      set,
      restart: () => digits.restartImages(),
      push: (piece) => digits.pushImages(piece),
    },
    {
      name: `${name}-labels`,
      set,
      restart: () => digits.restartLabels(),
      push: (piece) => digits.pushLabels(piece),
    },
  ];
}

/** @param {FileName} name @returns {PackedFile} */
function packed(name) {
  return { name: `${name}.idx.gz`, url: urls[name], ...sizes[name] };
}

/** How large some sets are to download. @param {SetName[]} names */
export function megabytesOf(names) {
  const files = names.flatMap((name) => /** @type {const} */ ([`${name}-images`, `${name}-labels`]));
  return megabytes(new Map(files.map((file) => [file, 0])))[1];
}

/** @param {Map<FileName, number>} shares @returns {[number, number]} */
function megabytes(shares) {
  const total = (/** @type {(name: FileName) => number} */ weight) =>
    [...shares.keys()].reduce((sum, name) => sum + weight(name), 0) / 1e6;
  return [total((name) => sizes[name].gz * (shares.get(name) ?? 0)), total((name) => sizes[name].gz)];
}
