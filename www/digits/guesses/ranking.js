// @ts-check
// What a model takes a picture for: the ten digits by their probabilities, and what several pictures make together.

/** @typedef {{ digit: number, probability: number }} Guess */

const DIGITS = 10;

/** @param {ArrayLike<number>} probabilities of the digits 0 to 9 @returns {Guess[]} in falling order */
export function ranked(probabilities) {
  return Array.from(probabilities, (probability, digit) => ({ digit, probability })).sort(
    (a, b) => b.probability - a.probability || a.digit - b.digit,
  );
}

/** One picture's digits in falling order, made anew in each frame without new objects. */
export class Ranking {
  /** Of each digit. */
  probabilities = new Float32Array(DIGITS);

  /** The digits, the surest first. */
  order = Uint8Array.from({ length: DIGITS }, (_, digit) => digit);

  /** @param {Float32Array} probabilities a view is copied */
  read(probabilities) {
    this.probabilities.set(probabilities);
    // From frame to frame the order hardly changes: then insertion looks at each digit once.
    for (let rank = 1; rank < DIGITS; rank++) this.#insert(rank);
  }

  /** The probability of the digit that has this rank, 0 first. @param {number} rank */
  at(rank) {
    return this.probabilities[this.order[rank]];
  }

  /** Those before a rank are in order; puts the digit of that rank among them. @param {number} rank */
  #insert(rank) {
    const { order } = this;
    const digit = order[rank];
    for (; rank > 0 && this.#comesBefore(digit, order[rank - 1]); rank--) order[rank] = order[rank - 1];
    order[rank] = digit;
  }

  /** @param {number} digit @param {number} other */
  #comesBefore(digit, other) {
    const difference = this.probabilities[digit] - this.probabilities[other];
    return difference > 0 || (difference === 0 && digit < other);
  }
}

/** A guess in words, how sure it is, its rows, and the most signs in one. @typedef {{ text: string, probability: number, rows: number, longest: number }} Reading */
/** Where a picture stands, and whether it is no digit but a slash. @typedef {{ row: number, slash: boolean }} Place */

/**
 * A guess at all digits of a number, which is as sure as its least sure digit; in the second guess that digit is another.
 * Rows are lines of their own, and slashes stay slashes.
 * @param {Ranking[]} digits from left to right, row after row; at least one @param {0 | 1} rank the first or the second guess
 * @param {Place[]} [places] of each
 * @returns {Reading}
 */
export function reading(digits, rank, places = []) {
  let weakest = -1;
  for (let i = 0; i < digits.length; i++)
    if (!places[i]?.slash && (weakest < 0 || digits[i].at(0) < digits[weakest].at(0))) weakest = i;
  const signs = digits.map(({ order }, i) => (places[i]?.slash ? '/' : order[i === weakest ? rank : 0]));
  const begun = signs.map((sign, i) => (i > 0 && places[i]?.row !== places[i - 1]?.row ? `\n${sign}` : sign));
  const rows = begun.join('').split('\n');
  const longest = Math.max(...rows.map(({ length }) => length));
  return { text: rows.join('\n'), probability: digits[weakest]?.at(rank) ?? 0, rows: rows.length, longest };
}
