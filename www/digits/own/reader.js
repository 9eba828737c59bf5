// @ts-check
// Has the models read one's own digits, a little in each frame, while somebody can see what they take them for.

/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {import('./readings.js').Readings} Readings */

/** Milliseconds of reading in a frame. */
const BUDGET = 3;

export class Reader {
  #visible = false;

  /** The moment of the models whose readings are known, or being found. */
  #moment = -1;

  /** Takes back the next frame of reading while the clock stands. */
  #rest = () => {};

  #lab;
  #set;
  #readings;
  #scope;
  #onRead;

  /**
   * @param {DigitsView} lab @param {{ set: ReturnType<typeof import('./set.js').ownSet>, readings: Readings }} digits
   * @param {import('../../shared/scope.js').Scope} scope @param {() => void} onRead called when all have been read
   */
  constructor(lab, { set, readings }, scope, onRead) {
    this.#lab = lab;
    this.#set = set;
    this.#readings = readings;
    this.#scope = scope;
    this.#onRead = onRead;
  }

  /** Whether somebody can see it. */
  set visible(/** @type {boolean} */ visible) {
    this.#visible = visible;
    this.#read();
  }

  /** A frame of training has moved the weights: once all digits are read it begins anew. */
  frame() {
    if (!this.#visible) return;
    this.#advance();
    if (!this.#readings.isDone) return;
    this.#onRead();
    this.#begin();
  }

  /** While the clock stands, digits are read once for each moment of the models. */
  changed() {
    if (this.#lab.moment() !== this.#moment) this.anew();
    else this.#read();
  }

  /** There are other digits. */
  anew() {
    this.#begin();
    this.#read();
  }

  #begin() {
    this.#moment = this.#lab.moment();
    this.#readings.begin(this.#set.digits);
  }

  #read() {
    this.#rest();
    if (!this.#visible || this.#lab.running() || this.#readings.isDone) return;
    this.#rest = this.#scope.inFrame(() => {
      this.#advance();
      if (this.#readings.isDone) this.#onRead();
      else this.#read();
    });
  }

  #advance() {
    this.#readings.advance({ guess: this.#lab.guess, models: this.#lab.models().length }, BUDGET);
  }
}
