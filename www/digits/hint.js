// @ts-check
// One line that says what is to be seen now.

/** @typedef {import('../pkg/gradual.js').Report} Report */

/** @param {Report | null} report @param {boolean} drawn whether there is something to guess at */
export function hint(report, drawn) {
  if (!report) return 'Two models will learn to read handwritten digits. Draw one while theirs load.';
  if (report.models.every(({ iteration }) => iteration === 0)) return untrained(drawn);
  if (!drawn) return 'Draw a digit, even while they train: the guesses change with every stroke.';
  return 'Both models see the same 28 × 28 pixels; only the network has a hidden layer to combine them.';
}

/** @param {boolean} drawn */
function untrained(drawn) {
  return drawn
    ? 'Not trained yet: these are the guesses of models that know nothing. Press Train and watch them.'
    : 'Not trained yet: press Train, then draw a digit and watch both models guess.';
}
