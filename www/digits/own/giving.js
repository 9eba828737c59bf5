// @ts-check
// Gives the models one's own digits to learn, once it is noted how they read them before.

import { pause } from '../pieces.js';
import { digitSet } from './idx.js';
import { Readings } from './readings.js';
import { objection } from './training.js';

/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {import('../training-digits.js').Source} Source */
/** @typedef {import('./set.js').Digit} Digit */

/** Milliseconds of reading without a pause. */
const BUDGET = 3;

export class Giving {
  /** What the models were given last. @type {Source} */
  #given = 'MNIST';

  /** Counts the times: a later one makes an earlier one pointless. */
  #turn = 0;

  #lab;
  #set;
  #readings;
  #signal;
  #onTooFew;

  /**
   * @param {DigitsView} lab @param {{ set: ReturnType<typeof import('./set.js').ownSet>, readings: Readings }} digits
   * @param {import('../../shared/scope.js').Scope} scope @param {() => void} onTooFew called when the models learn MNIST again for want of digits
   */
  constructor(lab, { set, readings }, { signal }, onTooFew) {
    this.#lab = lab;
    this.#set = set;
    this.#readings = readings;
    this.#signal = signal;
    this.#onTooFew = onTooFew;
  }

  /** Another source may have been chosen. */
  changed() {
    if (this.#set.isLoaded && this.#lab.source() !== this.#given) this.#give(this.#given === 'MNIST');
  }

  /** There are other digits. */
  setChanged() {
    if (this.#set.isLoaded && this.#lab.source() !== 'MNIST') this.#give(this.#given === 'MNIST');
  }

  /** @param {boolean} anew whether they learn them from now on */
  async #give(anew) {
    const turn = ++this.#turn;
    const isWanted = () => turn === this.#turn && !this.#signal.aborted;
    const { digits } = this.#set;
    if (objection(this.#lab.source(), digits)) {
      this.#lab.chooseSource('MNIST');
      this.#onTooFew();
      if (!isWanted()) return;
    }
    this.#given = this.#lab.source();
    const own = this.#given === 'MNIST' ? null : await this.#prepared(digits, anew, isWanted);
    if (isWanted()) this.#lab.learn(own);
    else own?.free();
  }

  /** @param {Digit[]} digits @param {boolean} anew @param {() => boolean} isWanted */
  async #prepared(digits, anew, isWanted) {
    const readers = { guess: this.#lab.guess, models: this.#lab.models().length };
    const before = new Readings();
    before.begin(digits);
    while (!before.isDone && isWanted()) {
      before.advance(readers, BUDGET);
      await pause();
    }
    this.#readings.remember(digits, before, anew);
    return digitSet(digits);
  }
}
