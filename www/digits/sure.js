// @ts-check
// When a guess is worth saying.

/** @typedef {import('./guesses.js').Guess} Guess */

/** The least probability of a sure guess. */
const SURE = 0.7;

/** @param {Guess[]} guesses in falling order */
export function isSure([first]) {
  return first.probability >= SURE;
}
