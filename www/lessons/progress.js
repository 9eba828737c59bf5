// @ts-check
// How far one has come in the lessons, and what one expected: kept on this device alone.

import { Refusal } from '../shared/refusal.js';

/** @typedef {import('./predictions/kinds.js').Said} Said */
/** `said` by scene; `answered`: the scenes whose run has answered. @typedef {{ scene: number, done: boolean, said: Record<number, Said>, answered?: number[] }} Progress */

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
  return isProgress(kept) ? kept : { scene: 0, done: false, said: {} };
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

/** What a file of progress is called within itself, and its version. */
const KIND = { gradual: 'progress', version: 1 };

/** All of it, as a file to take along or to hand in. */
export const exported = () => JSON.stringify({ ...KIND, lessons: all });

/** The progress in a file; refuses, in a sentence, what is none. @param {string} text @param {string} name of the file @returns {Record<string, Progress>} */
export function readProgress(text, name) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Refusal(`${name} is no file of progress.`);
  }
  if (file?.gradual !== KIND.gradual) throw new Refusal(`${name} is no file of progress.`);
  if (file.version !== KIND.version)
    throw new Refusal(`${name} is of version ${file.version}, and this page reads version ${KIND.version}.`);
  const lessons = Object.entries(file.lessons ?? {}).filter(([, progress]) => isProgress(progress));
  return Object.fromEntries(lessons);
}

/** @param {any} value */
const isSaid = (value) =>
  typeof value?.skipped === 'boolean' && (value.guess === undefined || [value.guess].flat().every(Number.isFinite));

/** @param {any} value @returns {value is Progress} */
function isProgress(value) {
  const { scene, said, answered = [] } = value ?? {};
  return (
    Array.isArray(answered) &&
    Number.isInteger(scene) &&
    typeof said === 'object' &&
    said !== null &&
    Object.values(said).every(isSaid)
  );
}

/** Goes on with the progress of a file, where it is of lessons that have not come as far here. @param {Record<string, Progress>} lessons */
export function takeIn(lessons) {
  for (const [id, progress] of Object.entries(lessons)) {
    const own = progressOf(id);
    const said = { ...progress.said, ...own.said };
    const answered = [...(own.answered ?? []), ...(progress.answered ?? [])];
    note(id, { scene: Math.max(own.scene, progress.scene), done: own.done || progress.done === true, said, answered });
  }
}

/** Of all predictions: how many were made, and how many turned out otherwise. */
export function surprises() {
  const said = Object.values(all)
    .filter(isProgress)
    .flatMap((progress) => Object.values(progress.said));
  const made = said.filter(({ skipped, right }) => !skipped && right !== undefined);
  return { made: made.length, surprised: made.filter(({ right }) => !right).length };
}
