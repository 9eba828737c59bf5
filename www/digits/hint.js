// @ts-check
// One line that says what is to be seen now.

/** @typedef {import('../pkg/gradual.js').Report} Report */

/** @param {Report | null} report @param {boolean} drawn whether there is something to guess at */
export function hint(report, drawn) {
  if (!report) return 'Three models will learn to read handwritten digits. Draw one while theirs load.';
  const untrained = report.models.every(({ iteration }) => iteration === 0);
  if (untrained && drawn) return 'Not trained yet: these guesses mean nothing. Press Train and watch them.';
  if (untrained) return 'Not trained yet: press Train, then draw a digit and watch three models guess.';
  if (!drawn) return 'Draw a digit, even while they train: the guesses follow every stroke.';
  return 'The convolutional network finds small shapes anywhere; the others weigh each pixel by its place.';
}
