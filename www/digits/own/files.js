// @ts-check
// Files that come in, and files that go out.

import { download } from '../../shared/download.js';
import { Refusal } from '../../shared/refusal.js';
import { idxPair, kindOf, readPair } from './idx.js';
import { decode, digitsIn } from './picture.js';
import { looksLikeSheet, readSheet, sheetOf } from './sheet.js';

/** @typedef {import('../pieces.js').Job} Job */
/** @typedef {import('./set.js').Digit} Digit */

/** What was in the files: digits with labels, or one picture that still needs one. @typedef {{ digits: Digit[] } | { picture: Float32Array, name: string }} Found */

/** Reads files that were chosen together. Every error is a sentence. @param {File[]} files @param {Job} job @returns {Promise<Found>} */
export async function readFiles(files, job) {
  const kinds = await Promise.all(files.map(kindOf));
  job.signal.throwIfAborted();
  const images = files.find((_, i) => kinds[i]?.holds === 'pictures');
  const labels = files.find((_, i) => kinds[i]?.holds === 'labels');
  if (images && labels && files.length === 2) return { digits: await readPair({ images, labels }, job) };
  if (files.length > 1)
    throw new Refusal('Choose one picture, or the two IDX files of a set: one with its pictures, one with its labels.');
  if (images) throw new Refusal(`The labels are missing: choose ${images.name} and its file of labels together.`);
  if (labels) throw new Refusal(`The pictures are missing: choose ${labels.name} and its file of pictures together.`);
  return readPicture(files[0], job);
}

/** @param {File} file @param {Job} job @returns {Promise<Found>} */
async function readPicture(file, job) {
  const bitmap = await decode(file, looksLikeSheet);
  try {
    job.signal.throwIfAborted();
    if (looksLikeSheet(bitmap)) return { digits: await readSheet(bitmap, job) };
    return { picture: digitsIn(bitmap), name: file.name };
  } finally {
    bitmap.close();
  }
}

/** @param {Digit[]} digits @param {boolean} packed whether with gzip */
export async function exportIdx(digits, packed) {
  const { images, labels } = await idxPair(digits);
  const pack = (/** @type {Blob} */ file) =>
    packed ? new Response(file.stream().pipeThrough(new CompressionStream('gzip'))).blob() : file;
  const end = packed ? 'idx.gz' : 'idx';
  download(await pack(images), `my-digits-images.${end}`);
  download(await pack(labels), `my-digits-labels.${end}`);
}

/** @param {Digit[]} digits */
export async function exportSheet(digits) {
  download(await sheetOf(digits), 'my-digits.png');
}
