// @ts-check
// The set of one's own digits: in memory, and behind that kept on this device as long as it lets us.

import { count } from '../../shared/numbers.js';
import { Refusal } from '../../shared/refusal.js';
import { load, save } from './store.js';

/** @typedef {import('./store.js').Change} Change */

/** A picture of 784 bytes, 0 (paper) to 255 (ink), with the digit that it is. @typedef {{ picture: Uint8Array, label: number }} Digit */

/** Digits that are kept as one record. @typedef {{ id?: number, digits: Digit[] }} Pack */

/** Digits in a pack: 400 KB. */
const PACK = 500;

/** The most digits a set may hold: as many as MNIST. */
export const MOST = 70_000;

class OwnSet {
  /** Why the digits are only kept until the page closes, in a sentence. @type {string | null} */
  refusal = null;

  /** @type {Pack[]} */
  #packs = [];

  /** Packs that are not kept as they are now. @type {Set<Pack>} */
  #unsaved = new Set();

  /** One at a time, so that a pack has its number before it is written again. */
  #saving = Promise.resolve();

  /** All of them, and those of each label, until something changes. @type {Digit[] | null} */
  #digits = null;

  /** @type {Digit[][] | null} */
  #byLabel = null;

  /** Whether what was kept has come back, or cannot. */
  isLoaded = false;

  /** Those who are told. @type {Set<() => void>} */
  #listeners = new Set();

  /** Other tabs with the same digits: each says when it has written. */
  #tabs = new BroadcastChannel('gradual-digits');

  constructor() {
    this.#tabs.onmessage = () => {
      this.#saving = this.#saving.then(() => this.#reload());
    };
  }

  /** @param {() => void} changed called whenever the digits or the refusal have changed @param {import('../../shared/scope.js').Scope} scope */
  listen(changed, scope) {
    this.#listeners.add(changed);
    scope.onDispose(() => this.#listeners.delete(changed));
  }

  /** In the order in which they came. @returns {Digit[]} */
  get digits() {
    this.#digits ??= this.#packs.flatMap(({ digits }) => digits);
    return this.#digits;
  }

  /** Those of each label. @returns {Digit[][]} */
  get byLabel() {
    this.#byLabel ??= Array.from({ length: 10 }, (_, label) => this.digits.filter((digit) => digit.label === label));
    return this.#byLabel;
  }

  /** Brings back what was kept, in front of what has been drawn since. */
  async load() {
    try {
      this.#packs.unshift(...(await load()).map(unpacked));
      this.isLoaded = true;
      this.#onChange();
    } catch (error) {
      this.isLoaded = true;
      this.#refused(error);
    }
  }

  /** Takes over what another tab has written; what could not be written here stays behind it. */
  async #reload() {
    try {
      const known = new Map(this.#packs.map((pack) => [pack.id, pack]));
      const kept = (await load()).map((record) => {
        const pack = known.get(record.id);
        return pack && (this.#unsaved.has(pack) || isAs(pack, record)) ? pack : unpacked(record);
      });
      const unwritten = this.#packs.filter((pack) => pack.id === undefined || this.#unsaved.has(pack));
      this.#packs = [...new Set([...kept, ...unwritten])];
      this.#onChange();
    } catch (error) {
      this.#refused(error);
    }
  }

  /** Refuses more than a set can hold, in a sentence. @param {Digit[]} digits */
  add(digits) {
    const all = this.digits.length + digits.length;
    if (all > MOST) throw new Refusal(`That would make ${count(all)} digits, but a set holds at most ${count(MOST)}.`);
    const packs = [];
    for (let at = 0; at < digits.length; at += PACK) packs.push({ digits: digits.slice(at, at + PACK) });
    this.#packs.push(...packs);
    this.#save(packs);
  }

  /** @param {Digit} digit @param {number} label */
  relabel(digit, label) {
    const pack = this.#packOf(digit);
    digit.label = label;
    this.#save([pack]);
  }

  /** @param {Digit} digit */
  remove(digit) {
    const pack = this.#packOf(digit);
    pack.digits = pack.digits.filter((other) => other !== digit);
    this.#save([pack]);
  }

  /** Removes all digits. @returns {Digit[]} those that were there, which `add` brings back */
  clear() {
    const { digits } = this;
    for (const pack of this.#packs) pack.digits = [];
    this.#save(this.#packs);
    return digits;
  }

  /** @param {Digit} digit */
  #packOf(digit) {
    const pack = this.#packs.find(({ digits }) => digits.includes(digit));
    if (!pack) throw new Refusal('This digit is not in your set any more: another tab has changed it.');
    return pack;
  }

  /** @param {Pack[]} packs that have changed */
  #save(packs) {
    for (const pack of packs) this.#unsaved.add(pack);
    this.#packs = this.#packs.filter(({ digits }) => digits.length > 0);
    this.#saving = this.#saving.then(() => this.#saveNow());
    this.#onChange();
  }

  /** What could not be kept is tried again with the next change. */
  async #saveNow() {
    const packs = [...this.#unsaved];
    this.#unsaved.clear();
    try {
      const written = packs.filter(({ id, digits }) => id !== undefined || digits.length > 0);
      const ids = await save(written.map((pack) => () => changeOf(pack)));
      for (const [i, pack] of written.entries()) pack.id = ids[i];
      this.#tabs.postMessage('written');
      if (this.refusal === null) return;
      this.refusal = null;
      this.#onChange();
    } catch (error) {
      for (const pack of packs) this.#unsaved.add(pack);
      this.#refused(error);
    }
  }

  #onChange() {
    [this.#digits, this.#byLabel] = [null, null];
    for (const tell of this.#listeners) tell();
  }

  /** @param {unknown} error */
  #refused(error) {
    if (!(error instanceof DOMException)) return reportError(error);
    const isFull = error.name === 'QuotaExceededError';
    this.refusal = isFull
      ? 'This device has no room left: what you taught last is kept until this page closes. Export it, or delete some digits.'
      : 'This browser lets the page keep nothing, as in private windows: your digits are kept until this page closes. Export them to keep them.';
    this.#onChange();
  }
}

/** The set that all labs on the page share, once one has asked for it. @type {OwnSet | null} */
let shared = null;

export function ownSet() {
  if (shared) return shared;
  shared = new OwnSet();
  shared.load();
  return shared;
}

/** Whether a pack is as it is kept: pictures never change, digits go or are named anew. @param {Pack} pack @param {import('./store.js').Record} record */
function isAs({ digits }, { labels }) {
  return digits.length === labels.length && digits.every(({ label }, i) => label === labels[i]);
}

/** @param {Pack} pack @returns {Change} */
function changeOf({ id, digits }) {
  if (id !== undefined && digits.length === 0) return { remove: id };
  const labels = Uint8Array.from(digits, ({ label }) => label);
  const pictures = new Uint8Array(784 * digits.length);
  for (const [i, { picture }] of digits.entries()) pictures.set(picture, 784 * i);
  return { put: id === undefined ? { labels, pictures } : { id, labels, pictures } };
}

/** @param {import('./store.js').Record} record @returns {Pack} */
function unpacked({ id, labels, pictures }) {
  const digit = (/** @type {number} */ label, /** @type {number} */ i) => ({
    picture: pictures.subarray(784 * i, 784 * (i + 1)),
    label,
  });
  return { id, digits: Array.from(labels, digit) };
}
