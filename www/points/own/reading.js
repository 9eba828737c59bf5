// @ts-check
// A table that is read: here where it is short, and beside the page where it is long.

import core from '../../pkg/gradual_bg.wasm?url';
import { PointTable } from '../../pkg/gradual_rest.js';
import rest from '../../pkg/gradual_rest.wasm?url';
import { LoadFailure } from '../../shared/loading.js';
import { Refusal } from '../../shared/refusal.js';
import { whatIsKnown } from './known.js';

/** @typedef {import('../../pkg/gradual.js').Chosen} Chosen */
/** @typedef {import('../../pkg/gradual.js').Source} Source */

/** `source`: the points of some columns. @typedef {import('./known.js').Known & { source: (chosen: Chosen) => Promise<Source>, free: () => void }} Reading */

/** Characters, or bytes, that are read within a frame. */
const SHORT = 50_000;

/** @param {string | Uint8Array} content */
export function isShort(content) {
  return content.length <= SHORT;
}

/** The lines at the beginning of a text that are read within a frame. @param {string} text */
export function beginningOf(text) {
  return text.slice(0, Math.max(0, text.lastIndexOf('\n', SHORT)));
}

/** @param {string | Uint8Array} content @returns {Reading} */
export function readHere(content) {
  const text = typeof content === 'string' ? content : PointTable.textOf(content);
  const table = new PointTable(text);
  return { ...whatIsKnown(text, table), source: async (chosen) => table.source(chosen), free: () => table.free() };
}

/**
 * @param {string | Uint8Array} content
 * @param {{ signal: AbortSignal, progress: (share: number) => void }} options `progress`: which share of the text has been read
 * @returns {Promise<Reading>}
 */
export async function readBeside(content, { signal, progress }) {
  const worker = new Worker(new URL('./table-worker.js', import.meta.url), { type: 'module' });
  const free = () => worker.terminate();
  const ask = (/** @type {import('./table-worker.js').Question} */ question) =>
    answerOf(worker, question, signal, progress);
  try {
    const read = await ask({ read: { core, rest, content } });
    return { ...read, source: (chosen) => ask({ choose: chosen }), free };
  } catch (error) {
    free();
    throw error;
  }
}

/**
 * Each question has a channel of its own for what is answered.
 * @param {Worker} worker @param {import('./table-worker.js').Question} question
 * @param {AbortSignal} signal @param {(share: number) => void} progress @returns {Promise<any>}
 */
function answerOf(worker, question, signal, progress) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason));
    worker.addEventListener('error', () => reject(new LoadFailure('What reads long tables could not be fetched')));
    port1.addEventListener('message', ({ data: { share, answer, failure } }) => {
      if (share !== undefined) progress(share);
      else if (failure) reject(failure.name === 'Refusal' ? new Refusal(failure.message) : new Error(failure.message));
      else resolve(answer);
    });
    port1.start();
    worker.postMessage(question, [port2]);
  }).finally(() => port1.close());
}
