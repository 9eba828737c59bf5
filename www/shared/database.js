// @ts-check
// A database of this device, opened once: each connection that is opened anew would stay in memory.

import { openDB } from 'idb';

/**
 * Opens it when it is first asked for, and again after a failure or when it was closed.
 * @param {string} name @param {(made: import('idb').IDBPDatabase) => void} upgrade makes its stores
 * @returns {() => Promise<import('idb').IDBPDatabase>}
 */
export function databaseOf(name, upgrade) {
  /** @type {Promise<import('idb').IDBPDatabase> | null} */
  let opened = null;

  function forget() {
    opened = null;
  }

  /** Another page, with a newer version, must not wait for this one. @param {number} _current @param {number | null} _blocked @param {Event} event */
  function blocking(_current, _blocked, event) {
    /** @type {IDBDatabase} */ (event.target).close();
    forget();
  }

  return () => {
    opened ??= openDB(name, 1, { upgrade, blocking, terminated: forget });
    return opened.catch((error) => {
      forget();
      throw error;
    });
  };
}
