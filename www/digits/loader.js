// @ts-check
// Loads digits, tells how far it is, and lets one try again.

import { sentenceOf } from '../shared/sentence.js';
import { expect, fetchSets, megabytesOf } from './files.js';

/** @typedef {import('../pkg/gradual.js').DigitSet} DigitSet */
/** @typedef {import('./data.js').DataState} DataState */
/** @typedef {import('./files.js').Arriving} Arriving */
/** @typedef {import('./files.js').SetName} SetName */

export class Loader {
  /** @type {DataState} */
  state = { offered: null, loading: null, failure: null };

  /** Sets of which some has arrived, or all, while others are missing. @type {Map<SetName, Arriving>} */
  #arriving = new Map();

  #onChange;
  #scope;

  /** @param {() => void} onChange called whenever the state has changed @param {import('../shared/scope.js').Scope} scope */
  constructor(onChange, scope) {
    this.#onChange = onChange;
    this.#scope = scope;
  }

  /** Loads what the first visit begins with; where the browser is to save data, one is asked. @param {Parameters<Loader['load']>} what */
  begin(...[what, names, use]) {
    const load = () => this.load(what, names, use);
    if (savesData()) this.#set({ offered: { what, megabytes: megabytesOf(names), load } });
    else load();
  }

  /**
   * @param {string} what the digits, in words
   * @param {SetName[]} names
   * @param {(sets: DigitSet[]) => void} use what is done with the sets; it may refuse them with an error
   */
  async load(what, names, use) {
    const stopping = new AbortController();
    const cancel = () => stopping.abort();
    const leave = this.#scope.onDispose(cancel);
    try {
      for (const name of names) if (!this.#arriving.has(name)) this.#arriving.set(name, expect(name));
      const tell = (/** @type {number} */ megabytes, /** @type {number} */ of) =>
        this.#set({ offered: null, loading: { what, megabytes, of, cancel }, failure: null });
      await fetchSets(this.#arriving, tell, stopping.signal);
      stopping.signal.throwIfAborted();
      const sets = this.#take(names);
      this.#set({ loading: null });
      use(sets);
    } catch (error) {
      if (this.#scope.signal.aborted) return this.#drop();
      const again = () => this.load(what, names, use);
      const sentence = stopping.signal.aborted ? `Loading ${what} was cancelled.` : sentenceOf(error);
      this.#set({ loading: null, failure: { sentence, again } });
    } finally {
      leave();
    }
  }

  /** Hands the sets over and forgets them: refused ones must be fetched anew. @param {SetName[]} names */
  #take(names) {
    const sets = names.map((name) => /** @type {Arriving} */ (this.#arriving.get(name)).digits);
    for (const name of names) this.#arriving.delete(name);
    for (const set of sets) set.finish();
    return sets;
  }

  /** What has arrived is not wanted any more. */
  #drop() {
    for (const { digits } of this.#arriving.values()) digits.free();
    this.#arriving.clear();
  }

  /** @param {Partial<DataState>} change */
  #set(change) {
    if (this.#scope.signal.aborted) return;
    this.state = { ...this.state, ...change };
    this.#onChange();
  }
}

/** Whether the visitor has asked the browser to save data (Save-Data). */
function savesData() {
  return /** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData === true;
}
