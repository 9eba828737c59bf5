// @ts-check
// How far one has come in the lessons, and what one expected: kept on this device alone.

/** What was said before a run: skipped, or a guess with how it turned out. @typedef {{ skipped: boolean, guess?: number, right?: boolean }} Said */
/** By scene. @typedef {{ scene: number, done: boolean, said: Record<number, Said> }} Progress */

const KEY = 'gradual lessons';

/** @type {Record<string, Progress>} */
let all = read();

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {}; // a device that keeps nothing, or something that was no progress
  }
}

/** @param {string} lesson @returns {Progress} */
export function progressOf(lesson) {
  const kept = all[lesson];
  const isWhole = Number.isInteger(kept?.scene) && typeof kept.said === 'object' && kept.said !== null;
  return isWhole ? kept : { scene: 0, done: false, said: {} };
}

/** @param {string} lesson @param {Partial<Progress>} change */
export function note(lesson, change) {
  all = { ...all, [lesson]: { ...progressOf(lesson), ...change } };
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // without room, the lesson goes on all the same
  }
}

/** Of all predictions: how many were made, and how many turned out otherwise. */
export function surprises() {
  const said = Object.values(all).flatMap((progress) => Object.values(progress.said ?? {}));
  const made = said.filter(({ skipped, right }) => !skipped && right !== undefined);
  return { made: made.length, surprised: made.filter(({ right }) => !right).length };
}
