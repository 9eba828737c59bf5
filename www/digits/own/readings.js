// @ts-check
// What the models take one's own digits for: now, and before they learned from them.

import { ranked } from '../guesses/ranking.js';
import { pixelsOf } from '../pixels.js';

/** Who reads: so many models, and what one of them gives to the ten digits. @typedef {{ models: number, guess: (model: number, image: Float32Array) => Float32Array }} Readers */
/** @typedef {import('./set.js').Digit} Digit */

/** The digits that are read, the newest: more would take the models too long. */
export const MOST_READ = 1000;

export class Readings {
  /** What each model takes a digit for. @type {WeakMap<Digit, number[]>} */
  #now = new WeakMap();

  /** The same before they learned from it. @type {WeakMap<Digit, number[]>} */
  #before = new WeakMap();

  /** The digits that are still to be read, with the weights of now. @type {Digit[]} */
  #waiting = [];

  /** Everything is to be read anew. @param {Digit[]} digits */
  begin(digits) {
    this.#waiting = newest(digits);
  }

  get isDone() {
    return this.#waiting.length === 0;
  }

  /** Reads for some milliseconds. @param {Readers} readers @param {number} milliseconds */
  advance(readers, milliseconds) {
    const end = performance.now() + milliseconds;
    do {
      const digit = this.#waiting.pop();
      if (digit) this.#now.set(digit, read(readers, digit));
    } while (!this.isDone && performance.now() < end);
  }

  /**
   * Notes how digits are read before the models learn from them.
   * @param {Digit[]} digits @param {Readings} readings of then @param {boolean} anew also of those noted already
   */
  remember(digits, readings, anew) {
    for (const digit of digits) {
      const reading = readings.#now.get(digit);
      if (reading && (anew || !this.#before.has(digit))) this.#before.set(digit, reading);
    }
  }

  /** What a model takes a digit for; undefined while that is not known. @param {Digit} digit @param {number} model */
  of(digit, model) {
    return this.#now.get(digit)?.[model];
  }

  /** @param {'before' | 'now'} when @param {Digit[]} digits @param {number} model @returns {{ right: number, of: number }} */
  score(when, digits, model) {
    const readings = when === 'before' ? this.#before : this.#now;
    const known = newest(digits).filter((digit) => readings.has(digit));
    return { right: known.filter((digit) => readings.get(digit)?.[model] === digit.label).length, of: known.length };
  }
}

/** @param {Digit[]} digits */
function newest(digits) {
  return digits.slice(-MOST_READ);
}

/** @param {Readers} readers @param {Digit} digit @returns {number[]} */
function read({ models, guess }, { picture }) {
  const image = pixelsOf(picture);
  return Array.from({ length: models }, (_, model) => ranked(guess(model, image))[0].digit);
}
