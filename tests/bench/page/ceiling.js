// @ts-check
// The ceilings: the most that one thread can multiply and add with SIMD.

import { prepare } from './timing.js';

/** Prepares the loop of a module; a step is a call of `loop(rounds)`. @param {string} name @param {number[]} bytes @param {number} rounds @param {number} block milliseconds */
export async function startCeiling(name, bytes, rounds, block) {
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(bytes));
  const loop = /** @type {(rounds: number) => void} */ (instance.exports.loop);
  await prepare(name, (steps) => loop(rounds * steps), block);
}
