// @ts-check
// One packed file over the network, unpacked and used piece by piece while it arrives, so that no task becomes long.

import { count } from '../shared/numbers.js';
import { Refusal } from '../shared/refusal.js';
import { breathe } from './pieces.js';

/**
 * @typedef {object} PackedFile
 * @property {string} name as a sentence names it, such as "train-images.idx.gz"
 * @property {string} url
 * @property {number} gz bytes packed
 * @property {number} raw bytes unpacked
 */

/** The most bytes that are used at once: about 1 ms of work. */
const PIECE = 1 << 17;

/**
 * Downloads and unpacks a file, and checks its length. Every error it throws is a sentence that names the file.
 * @param {PackedFile} file
 * @param {(piece: Uint8Array) => void} use takes the next unpacked bytes
 * @param {(share: number) => void} onProgress called now and then with the share received, 0 to 1
 * @param {AbortSignal} signal breaks it off
 */
export async function download(file, use, onProgress, signal) {
  const reader = (await unpacked(file, onProgress, signal)).getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((cause) => {
      throw cause instanceof Refusal ? cause : failed(`${file.name} arrived damaged or incomplete.`, cause);
    });
    if (done) break;
    for (let at = 0; at < value.length; at += PIECE) {
      use(value.subarray(at, at + PIECE));
      await breathe();
    }
    length += value.length;
  }
  if (length !== file.raw) throw incomplete(file, length);
}

/** The file's bytes as they were before packing. @param {PackedFile} file @param {(share: number) => void} onProgress @param {AbortSignal} signal */
async function unpacked(file, onProgress, signal) {
  const reader = (await open(file, signal)).getReader();
  const read = () =>
    reader.read().catch((cause) => {
      throw failed(`The download of ${file.name} broke off.`, cause);
    });
  const first = await read();
  const packed = isPacked(first.value);
  let received = 0;
  /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */
  const bytes = new ReadableStream({
    async pull(controller) {
      const { done, value } = received === 0 ? first : await read();
      if (done) return controller.close();
      received += value.length;
      if (await breathe()) onProgress(Math.min(1, received / (packed ? file.gz : file.raw)));
      controller.enqueue(value);
    },
  });
  return packed ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
}

/** @param {PackedFile} file @param {AbortSignal} signal */
async function open(file, signal) {
  const response = await fetch(file.url, { signal, cache: 'no-cache' }).catch((cause) => {
    throw failed(`${file.name} could not be downloaded.`, cause);
  });
  if (!response.ok || !response.body)
    throw failed(`${file.name} could not be downloaded: the server answered ${response.status}.`);
  if (response.headers.get('content-type')?.startsWith('text/html'))
    throw failed(`In place of ${file.name} a web page came: this network may want you to log in first.`);
  return response.body;
}

/**
 * Some servers send a .gz file as it is, others as content that the browser has unpacked already: its first bytes tell.
 * @param {Uint8Array | undefined} first
 */
function isPacked(first) {
  return first?.[0] === 0x1f && first[1] === 0x8b;
}

/** @param {PackedFile} file @param {number} length */
function incomplete(file, length) {
  const [got, whole] = [length, file.raw].map(count);
  return failed(`${file.name} arrived incomplete: ${got} of ${whole} bytes.`);
}

/** @param {string} sentence @param {unknown} [cause] */
function failed(sentence, cause) {
  return new Refusal(sentence, { cause });
}
