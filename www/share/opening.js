// @ts-check
// Files that come back: a session takes the place of what is in its lab; a network that of one model.

import { filesOfCore } from '../shared/files.js';
import { Refusal } from '../shared/refusal.js';
import { put } from './page.js';

/** The most bytes of a file: all that a run can be, and no more than a tab can hold. */
const MOST = 320 << 20;

/** @param {File} file @returns {Promise<Uint8Array>} */
export async function bytesOf(file) {
  if (file.size > MOST) {
    const size = Math.round(file.size / (1 << 20));
    throw new Refusal(`${file.name} has ${size} MB, and ${MOST >> 20} are the most that can be opened.`);
  }
  return new Uint8Array(await file.arrayBuffer());
}

/** Opens a session; of a network it only tells that it is one. @param {import('./page.js').There} there @param {File} file */
export async function openFile(there, file) {
  const bytes = await bytesOf(file);
  const { Files } = await filesOfCore();
  const kind = Files.kind(bytes);
  if (kind === 'session') await openSession(there, bytes);
  return kind;
}

/** @param {import('./page.js').There} there @param {Uint8Array} bytes */
export async function openSession(there, bytes) {
  const { Files } = await filesOfCore();
  const state = JSON.parse(Files.stateOf(bytes));
  await put(
    there,
    state.lab,
    () => state,
    (race) => Files.openSession(race, bytes),
  );
}
