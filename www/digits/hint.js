// @ts-check
// One line that says what is to be seen now.

/** @typedef {import('../pkg/gradual.js').Report} Report */

/**
 * @param {Report | null} report @param {boolean} drawn whether there is something to guess at
 * @param {number} ready how many models started from weights that have learned already
 */
export function hint(report, drawn, ready) {
  if (!report) return 'Three models read handwritten digits. Draw one while they load.';
  const untrained = report.models.every(({ iteration }) => iteration === 0);
  if (untrained && ready > 0 && ready < report.models.length) return learned.some;
  if (untrained && ready > 0) return drawn ? learned.drawn : learned.empty;
  if (untrained && drawn) return 'Not trained yet: these guesses mean nothing. Press Train and watch them.';
  if (untrained) return 'Not trained yet: press Train, then draw a digit and watch three models guess.';
  if (ready > 0) return learned.further;
  if (!drawn) return 'Draw a digit, even while they train: the guesses follow every stroke.';
  return 'The convolutional network finds small shapes anywhere; the others weigh each pixel by its place.';
}

const learned = {
  some: 'A model with other layers starts from nothing; the others have learned already. Press Train and compare.',
  empty: 'These models have learned 60,000 digits already: draw one, and they read it at once.',
  further:
    'These models had learned 60,000 digits before. Fewer digits can make them a little worse: Start from nothing shows how they learn.',
  drawn: 'These models have learned already. Start from nothing, press Train, and watch how they get there.',
};
