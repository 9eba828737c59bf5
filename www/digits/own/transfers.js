// @ts-check
// Imports files into the set, and exports it; one import at a time, which can be stopped.

import { Refusal } from '../../shared/refusal.js';
import { exportIdx, exportSheet, readFiles } from './files.js';

/** @typedef {import('./set.js').Digit} Digit */
/** @typedef {import('./files.js').Found} Found */
/** @typedef {import('./transfer.js').Running} Running */

/**
 * @typedef {object} TransferPanel
 * @property {(found: Found) => void} use takes what was in the files
 * @property {(error: unknown) => void} refuse tells what was refused
 * @property {(sentence: string) => void} tell
 * @property {() => void} draw called when the import is further
 */

export class Transfers {
  /** The import that is under way. @type {Running | null} */
  running = null;

  #panel;
  #scope;

  /** @param {TransferPanel} panel @param {import('../../shared/scope.js').Scope} scope */
  constructor(panel, scope) {
    this.#panel = panel;
    this.#scope = scope;
  }

  /** @param {Digit[]} digits @param {'idx' | 'idx.gz' | 'png'} form */
  async give(digits, form) {
    try {
      await (form === 'png' ? exportSheet(digits) : exportIdx(digits, form === 'idx.gz'));
    } catch (error) {
      this.#panel.refuse(error);
    }
  }

  /** Imports files; until all is read, the set stays as it is. @param {File[]} files */
  async take(files) {
    if (files.length === 0 || this.running) return;
    const stopping = new AbortController();
    const leave = this.#scope.onDispose(() => stopping.abort());
    try {
      const found = await this.#read(files, stopping);
      this.running = null;
      this.#panel.use(found);
    } catch (error) {
      this.running = null;
      if (this.#scope.signal.aborted) return;
      if (stopping.signal.aborted) this.#panel.tell('Import cancelled: your digits are as they were.');
      else this.#panel.refuse(error instanceof DOMException ? unreadable(error) : error);
    } finally {
      leave();
    }
  }

  /** @param {File[]} files @param {AbortController} stopping */
  #read(files, stopping) {
    const onProgress = (/** @type {number} */ done, /** @type {number} */ of) => {
      this.running = { what: 'Reading', done, of, stop: () => stopping.abort() };
      this.#panel.draw();
    };
    onProgress(0, 1);
    return readFiles(files, { signal: stopping.signal, onProgress });
  }
}

/** @param {DOMException} cause */
function unreadable(cause) {
  return new Refusal('This file could not be read: it may have been moved or changed. Choose it again.', { cause });
}
