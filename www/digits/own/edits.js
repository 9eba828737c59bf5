// @ts-check
// What one does to the set: teaches, labels anew, deletes, brings back; and what is said of it.

import { count } from '../../shared/numbers.js';
import { sentenceOf } from '../../shared/sentence.js';
import { bytesOf } from '../pixels.js';

/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {import('./files.js').Found} Found */
/** @typedef {import('./set.js').Digit} Digit */

export class Edits {
  /** Delete all was pressed once. */
  isSure = false;

  /** What Delete all took away, until something else is done. @type {Digit[] | null} */
  deleted = null;

  /** What there is to say. @type {string | null} */
  message = null;

  #lab;
  #set;
  #onPad;
  #onChange;

  /**
   * @param {DigitsView} lab @param {{ set: ReturnType<typeof import('./set.js').ownSet>, onPad: import('./on-pad.js').OnPad }} digits
   * @param {() => void} onChange called whenever there is something else to say
   */
  constructor(lab, { set, onPad }, onChange) {
    this.#lab = lab;
    this.#set = set;
    this.#onPad = onPad;
    this.#onChange = onChange;
  }

  /** Does what may be refused with a sentence; what was deleted before that is gone. @param {() => void} change */
  attempt(change) {
    [this.message, this.deleted, this.isSure] = [null, null, false];
    try {
      change();
    } catch (error) {
      this.message = sentenceOf(error);
    }
    this.#onChange();
  }

  /** @param {string} sentence */
  tell(sentence) {
    this.message = sentence;
    this.#onChange();
  }

  /** What is on the pad is such a digit. @param {number} label */
  teach(label) {
    const image = this.#lab.image();
    if (!image) return;
    this.attempt(() => {
      this.#set.add([{ picture: bytesOf(image), label }]);
      this.#onPad.teach();
    });
  }

  /** The chosen digit is another. @param {number} label */
  relabel(label) {
    this.#edit((digit) => {
      this.#set.relabel(digit, label);
      this.#onPad.choose(digit);
    });
  }

  /** Deletes the chosen digit. */
  remove() {
    this.#edit((digit) => {
      this.#onPad.forget();
      this.#set.remove(digit);
    });
  }

  /** Asks once more, then deletes all. */
  clear() {
    const { digits } = this.#set;
    const wasSure = this.isSure;
    this.attempt(() => {
      this.isSure = !wasSure;
      if (!wasSure) return;
      this.#onPad.forget();
      this.deleted = digits;
      this.#set.clear();
    });
  }

  /** Thinks better of it. */
  keep() {
    this.isSure = false;
    this.#onChange();
  }

  /** Brings back what was deleted. */
  undo() {
    const digits = this.deleted ?? [];
    this.attempt(() => this.#set.add(digits));
  }

  /** Takes what was in files: digits join the set, a picture is put on the pad to be named. @param {Found} found */
  use(found) {
    this.attempt(() => {
      if ('digits' in found) {
        this.#set.add(found.digits);
        this.message = `${count(found.digits.length)} digits joined your set.`;
        return;
      }
      const remark = `From ${found.name}: which digit is it? Teach it under "Your digits".`;
      this.#lab.showPicture(bytesOf(found.picture), remark);
    });
  }

  /** @param {(digit: Digit) => void} change */
  #edit(change) {
    const { digit } = this.#onPad;
    if (digit) this.attempt(() => change(digit));
  }
}
