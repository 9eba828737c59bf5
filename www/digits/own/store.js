// @ts-check
// Where the digits are kept: this device's IndexedDB, in packs of some hundred, so that a change rewrites little.

import { databaseOf } from '../../shared/database.js';

/** A pack as it is kept: `labels` has a byte for each digit, `pictures` 784. @typedef {{ id?: number, labels: Uint8Array, pictures: Uint8Array }} Record */
/** A record to write, or the number of one to delete. @typedef {{ put: Record } | { remove: number }} Change */

const PACKS = 'packs';

/** Whether the browser was asked to keep it whatever comes: once, when there is something to keep. */
let isAsked = false;

const database = databaseOf('gradual-digits', (made) => {
  made.createObjectStore(PACKS, { keyPath: 'id', autoIncrement: true });
});

/** All that is kept, in the order in which it came. @returns {Promise<Record[]>} */
export async function load() {
  return (await database()).getAll(PACKS);
}

/**
 * Makes all of the changes or, when the device refuses, none of them.
 * @param {(() => Change)[]} changes each is asked for when its turn has come, so that many of them are no long task
 * @returns {Promise<(number | undefined)[]>} the number of each record that was put
 */
export async function save(changes) {
  const change = (await database()).transaction(PACKS, 'readwrite');
  const ids = [];
  try {
    for (const next of changes) {
      const request = next();
      const id = await ('put' in request ? change.store.put(request.put) : change.store.delete(request.remove));
      ids.push(/** @type {number | undefined} */ (id));
    }
  } catch (error) {
    change.done.catch(() => {}); // the error that ended it is told
    change.abort();
    throw error;
  }
  await change.done;
  keepForGood();
  return ids;
}

/** A browser that is short of room then deletes what can be fetched again first; some ask the visitor, once. */
function keepForGood() {
  if (isAsked) return;
  isAsked = true;
  navigator.storage?.persist?.().catch(() => {}); // it is kept all the same, as long as there is room
}
