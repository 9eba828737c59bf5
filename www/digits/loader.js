// @ts-check
// Loads digits, tells how far it is, and lets one try again.

import { fetchFiles } from './files.js';

/** @typedef {import('./data.js').DataState} DataState */
/** @typedef {import('./files.js').FileName} FileName */
/** @typedef {(files: Uint8Array[]) => void} Use what is done with the files; it may refuse them with an error */

export class Loader {
  /** @type {DataState} */
  state = { loading: null, failure: null };

  /** Files that wait for others that are still missing. @type {Map<FileName, Uint8Array>} */
  #arrived = new Map();

  #onChange;

  /** @param {() => void} onChange called whenever the state has changed */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** @param {string} what the digits, in words @param {FileName[]} names @param {Use} use */
  async load(what, names, use) {
    try {
      await fetchFiles(names, this.#arrived, (megabytes, of) =>
        this.#set({ loading: { what, megabytes, of }, failure: null }),
      );
      use(this.#take(names));
      this.#set({ loading: null });
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      const again = () => this.load(what, names, use);
      this.#set({ loading: null, failure: { sentence: /** @type {Error} */ (error).message, again } });
    }
  }

  /** Hands the files over and forgets them: refused ones must be fetched anew. @param {FileName[]} names */
  #take(names) {
    return names.map((name) => {
      const bytes = /** @type {Uint8Array} */ (this.#arrived.get(name));
      this.#arrived.delete(name);
      return bytes;
    });
  }

  /** @param {Partial<DataState>} change */
  #set(change) {
    this.state = { ...this.state, ...change };
    this.#onChange();
  }
}
