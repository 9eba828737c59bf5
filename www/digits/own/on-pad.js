// @ts-check
// Whether what is on the pad is one of the set: then it can be labelled anew or deleted, and is not taught again.

/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {import('./set.js').Digit} Digit */

/**
 * `chosen`: which of the digits is on the pad, by its place in the set; `taught`: whether what is there has been taught, or
 * comes from the set.
 * @typedef {{ chosen: number | null, taught: boolean }} OnPadSlice
 */

/** @type {OnPadSlice} */
export const firstOnPad = { chosen: null, taught: false };

export class OnPad {
  /** The chosen digit itself: its place may become another. @type {Digit | null} */
  #digit = null;

  /** The picture that has been taught, or comes from the set. @type {Float32Array | null} */
  #taught = null;

  /** How often another state had been put in place when this one was taken up. */
  #applied = 0;

  #lab;
  #set;
  #slice;

  /**
   * @param {DigitsView} lab @param {ReturnType<typeof import('./set.js').ownSet>} set
   * @param {import('../../shared/view-state.js').Slice<OnPadSlice>} slice
   */
  constructor(lab, set, slice) {
    this.#lab = lab;
    this.#set = set;
    this.#slice = slice;
  }

  /** The chosen digit. */
  get digit() {
    return this.#digit;
  }

  /** Whether what is on the pad is in the set. */
  get isTaught() {
    const image = this.#lab.image();
    return image !== null && image === this.#taught;
  }

  /** The slice may be another. */
  changed() {
    const { chosen, taught } = this.#slice.value;
    this.#digit = chosen === null ? null : (this.#set.digits[chosen] ?? null);
    if (this.#lab.applied() === this.#applied || this.#lab.image() === null) return;
    this.#applied = this.#lab.applied();
    this.#taught = taught ? this.#lab.image() : null;
  }

  /** Something else is on the pad. */
  picked() {
    const taught = this.isTaught;
    this.#remember({ taught, chosen: taught ? this.#slice.value.chosen : null });
  }

  /** The set is another: the chosen digit may stand elsewhere in it, or be gone. */
  setChanged() {
    if (this.#digit) this.#remember({ ...this.#slice.value, chosen: this.#placeOf(this.#digit) });
    this.changed();
  }

  /** What is on the pad has been taught. */
  teach() {
    this.#taught = this.#lab.image();
    this.#remember({ ...this.#slice.value, taught: true });
  }

  /** Puts one of the digits on the pad. @param {Digit} digit */
  choose(digit) {
    this.#lab.showPicture(digit.picture, `One of yours, a ${digit.label}`);
    this.#taught = this.#lab.image();
    this.#remember({ chosen: this.#placeOf(digit), taught: true });
  }

  /** What is on the pad is not of the set any more, and may be taught. */
  forget() {
    this.#taught = null;
    this.#remember({ chosen: null, taught: false });
  }

  /** @param {Digit} digit */
  #placeOf(digit) {
    const place = this.#set.digits.indexOf(digit);
    return place < 0 ? null : place;
  }

  /** @param {OnPadSlice} now */
  #remember({ chosen, taught }) {
    const before = this.#slice.value;
    if (chosen !== before.chosen || taught !== before.taught) this.#slice.set({ chosen, taught });
  }
}
