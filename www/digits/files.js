// @ts-check
// The digits: MNIST in six packed files, of which four are needed to begin.

import restImages from '../pkg/digits/rest-images.idx.gz?url&no-inline';
import restLabels from '../pkg/digits/rest-labels.idx.gz?url&no-inline';
import sizes from '../pkg/digits/sizes.json';
import testImages from '../pkg/digits/test-images.idx.gz?url&no-inline';
import testLabels from '../pkg/digits/test-labels.idx.gz?url&no-inline';
import trainImages from '../pkg/digits/train-images.idx.gz?url&no-inline';
import trainLabels from '../pkg/digits/train-labels.idx.gz?url&no-inline';
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

/** Every sixth training image and all test images. @type {FileName[]} */
export const opening = ['train-images', 'train-labels', 'test-images', 'test-labels'];

/** The other training images. @type {FileName[]} */
export const remaining = ['rest-images', 'rest-labels'];

/**
 * Downloads files side by side. Those that arrived are kept when another fails, so that trying again fetches only what
 * is missing.
 * @param {FileName[]} names
 * @param {Map<FileName, Uint8Array>} arrived what is there already; grows
 * @param {(megabytes: number, of: number) => void} onProgress
 */
export async function fetchFiles(names, arrived, onProgress) {
  const shares = new Map(names.map((name) => [name, arrived.has(name) ? 1 : 0]));
  const fetchOne = async (/** @type {FileName} */ name) => {
    const bytes = await download(packed(name), (share) => {
      shares.set(name, share);
      onProgress(...megabytes(shares));
    });
    arrived.set(name, bytes);
  };
  onProgress(...megabytes(shares));
  const ends = await Promise.allSettled(names.filter((name) => !arrived.has(name)).map(fetchOne));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** @param {FileName} name @returns {PackedFile} */
function packed(name) {
  return { name: `${name}.idx.gz`, url: urls[name], ...sizes[name] };
}

/** @param {Map<FileName, number>} shares @returns {[number, number]} */
function megabytes(shares) {
  const total = (/** @type {(name: FileName) => number} */ weight) =>
    [...shares.keys()].reduce((sum, name) => sum + weight(name), 0) / 1e6;
  return [total((name) => sizes[name].gz * (shares.get(name) ?? 0)), total((name) => sizes[name].gz)];
}
