// @ts-check
// Where runs are kept: this device's IndexedDB, for every tab and lab the last two, so that a write that fails loses nothing.

import { databaseOf } from '../shared/database.js';

/** @typedef {{ key: string, tab: string, lab: string, time: number, session: Uint8Array }} Kept */

const RUNS = 'runs';

/** The most that are kept, and for how long, in milliseconds. */
const [MOST, LONGEST] = [8, 14 * 24 * 3600 * 1000];

const database = databaseOf('gradual-runs', (made) => {
  made.createObjectStore(RUNS, { keyPath: 'key' });
});

/** All, the newest first; those that are too old or too many go. @returns {Promise<Kept[]>} */
export async function all() {
  const open = await database();
  const runs = /** @type {Kept[]} */ (await open.getAll(RUNS)).sort((a, b) => b.time - a.time);
  const isLate = (/** @type {Kept} */ { time }, /** @type {number} */ i) => i >= MOST || Date.now() - time > LONGEST;
  for (const { key } of runs.filter(isLate)) await open.delete(RUNS, key);
  return runs.filter((run, i) => !isLate(run, i));
}

/** Puts a run in place of the last but one of its tab and lab. @param {{ tab: string, lab: string, session: Uint8Array, generation: number }} run */
export async function put({ tab, lab, session, generation }) {
  await (await database()).put(RUNS, { key: `${tab} ${lab} ${generation % 2}`, tab, lab, time: Date.now(), session });
}

/** Forgets all of a tab. @param {string} tab */
export async function forget(tab) {
  const open = await database();
  for (const run of await open.getAll(RUNS)) if (run.tab === tab) await open.delete(RUNS, run.key);
}
