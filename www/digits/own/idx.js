// @ts-check
// The set as a pair of IDX files, the format of MNIST, which the core reads and writes.

import { DigitSet } from '../../pkg/gradual_rest.js';
import { count as written } from '../../shared/numbers.js';
import { Refusal } from '../../shared/refusal.js';
import { inPieces, pause } from '../pieces.js';
import { SIDE } from '../side.js';
import { MOST } from './set.js';

/** @typedef {import('../pieces.js').Job} Job */
/** @typedef {import('./set.js').Digit} Digit */

/** The most bytes that are used at once: about 2 ms of work. */
const PIECE = 1 << 18;

/** The digits in memory of the core, in which models can learn them. @param {Digit[]} digits @returns {Promise<DigitSet>} */
export async function digitSet(digits) {
  const set = new DigitSet('digits of yours');
  await inPieces(digits, ({ picture, label }) => set.add(picture, label));
  return set;
}

/** The two files. @param {Digit[]} digits @returns {Promise<{ images: Blob, labels: Blob }>} */
export async function idxPair(digits) {
  const set = await digitSet(digits);
  const [images, labels] = [set.imagesFile(), set.labelsFile()].map((bytes) => new Blob([bytes.slice()]));
  set.free();
  return { images, labels };
}

/** What an IDX file says of itself. @typedef {{ holds: 'pictures' | 'labels', count: number }} Kind */

/** @param {Blob} file packed or not @returns {Promise<Kind | null>} null when it is no IDX file of digits */
export async function kindOf(file) {
  const reader = (await unpacked(file)).getReader();
  const bytes = [];
  try {
    while (bytes.length < 8) {
      const { done, value } = await reader.read();
      if (done) return null;
      bytes.push(...value.subarray(0, 8));
    }
  } catch {
    return null;
  } finally {
    reader.cancel().catch(() => {}); // a damaged file has said so already
  }
  const view = new DataView(Uint8Array.from(bytes).buffer);
  const holds = { 2049: /** @type {const} */ ('labels'), 2051: /** @type {const} */ ('pictures') }[view.getUint32(0)];
  return holds ? { holds, count: view.getUint32(4) } : null;
}

/**
 * Reads a pair. Every error is a sentence.
 * @param {{ images: File, labels: File }} pair @param {Job} job @returns {Promise<Digit[]>}
 */
export async function readPair({ images, labels }, job) {
  const set = new DigitSet('set you chose');
  try {
    await read(labels, (bytes) => set.pushLabels(bytes), job.signal);
    const count = (await kindOf(images))?.count ?? 0;
    if (count > MOST) throw new Refusal(tooMany(images.name, count));
    const total = 2 * SIDE * SIDE * count; // the second half of the work is taking them out again
    let done = 0;
    await read(
      images,
      (bytes) => {
        set.pushImages(bytes);
        done += bytes.length;
        job.onProgress(done, total);
      },
      job.signal,
    );
    set.finish();
    return await digitsOf(set, job);
  } finally {
    set.free();
  }
}

/** @param {DigitSet} set @param {Job} job @returns {Promise<Digit[]>} */
async function digitsOf(set, { signal, onProgress }) {
  const labels = [...set.labels()];
  /** @type {Digit[]} */
  const digits = [];
  await inPieces(labels, (label, i) => digits.push({ picture: set.picture(i), label }), {
    signal,
    onProgress: (done, of) => onProgress(of + done, 2 * of),
  });
  return digits;
}

/** @param {File} file @param {(bytes: Uint8Array) => void} use @param {AbortSignal} signal */
async function read(file, use, signal) {
  const reader = (await unpacked(file)).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause) => {
        throw new Refusal(`${file.name} is damaged: it cannot be unpacked to its end.`, { cause });
      });
      if (done) return;
      for (let at = 0; at < value.length; at += PIECE) use(value.subarray(at, at + PIECE));
      await pause();
      signal.throwIfAborted();
    }
  } finally {
    reader.cancel().catch(() => {}); // a damaged file has said so already
  }
}

/** @param {Blob} file @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>} */
async function unpacked(file) {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = first === 0x1f && second === 0x8b;
  return isPacked ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
}

/** @param {string} name @param {number} count */
function tooMany(name, count) {
  const [has, most] = [count, MOST].map(written);
  return `${name} says that it holds ${has} digits, but a set holds at most ${most}.`;
}
