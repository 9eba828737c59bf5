// @ts-check
// How long a piece of work takes.

/** Milliseconds of work before anything counts, so that the browser has compiled it at its best. */
const WARM_UP = 400;

/** @typedef {(steps: number) => void | Promise<void>} Work */

/** Work under way, by name, and how many of its steps make a block. @type {Map<string, { work: Work, steps: number }>} */
const works = new Map();

/** Warms work up and makes it ready for blocks of so many milliseconds. @param {string} name @param {Work} work @param {number} block */
export async function prepare(name, work, block) {
  works.set(name, { work, steps: await calibrate(work, block) });
}

/** Does a block of work. @param {string} name */
export async function doBlock(name) {
  const ready = works.get(name);
  if (!ready) throw new Error(`${name} is not ready.`);
  return { steps: ready.steps, milliseconds: await time(ready.work, ready.steps) };
}

export function forget() {
  works.clear();
}

/** @param {Work} work @param {number} block milliseconds */
async function calibrate(work, block) {
  let steps = 1;
  let took = await time(work, steps);
  for (let warm = took; warm < WARM_UP; warm += took) {
    if (took < block) steps = Math.max(steps + 1, Math.ceil(steps * Math.min(4, block / Math.max(took, 0.1))));
    took = await time(work, steps);
  }
  return Math.max(1, Math.round((steps * block) / took));
}

/** @param {Work} work @param {number} steps */
async function time(work, steps) {
  const began = performance.now();
  await work(steps);
  return performance.now() - began;
}
