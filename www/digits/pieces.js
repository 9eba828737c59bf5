// @ts-check
// Long work in pieces, between which the page breathes, shows how far it is, and may be stopped.

/**
 * @typedef {object} Job
 * @property {AbortSignal} signal stops it
 * @property {(done: number, of: number) => void} onProgress
 */

/** Milliseconds of work without a pause. */
const BUDGET = 8;

/**
 * Does something with each item. Stopped, it throws the signal's reason.
 * @template T
 * @param {T[]} items @param {(item: T, index: number) => void} work @param {Partial<Job>} [job]
 */
export async function inPieces(items, work, { signal, onProgress } = {}) {
  for (const [i, item] of items.entries()) {
    work(item, i);
    if (!(await breathe())) continue;
    onProgress?.(i + 1, items.length);
    signal?.throwIfAborted();
  }
}

/** When the page last breathed: all long work counts together. */
let breath = 0;

/** Lets the page do something else when it has waited long enough; whether it had. */
export async function breathe() {
  if (performance.now() - breath < BUDGET) return false;
  await pause();
  breath = performance.now();
  return true;
}

/** Lets the page do something else. */
export function pause() {
  return new Promise((resolve) => setTimeout(resolve));
}
