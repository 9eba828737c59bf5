// @ts-check
// One line that says what is to be seen now.

import { count } from './data.js';

/** @typedef {import('../pkg/gradual.js').Report} Report */

/** @param {Report | null} report @returns {string} */
export function hint(report) {
  if (!report) return 'Draw a digit while the handwritten ones load: soon two models will learn to read it.';
  if (report.models.every(({ iteration }) => iteration === 0))
    return 'Not trained yet: press Train. Until then, the guesses are those of models that know nothing.';
  const stopped = report.models.find((model) => model.stopped)?.stopped;
  if (stopped) return stopped;
  return scores(report);
}

/** @param {Report} report */
function scores({ models }) {
  const parts = models.flatMap(({ name, heldOut }) => (heldOut ? [`${name} ${percent(heldOut.accuracy)}`] : []));
  const examples = models[0].heldOut?.examples ?? 0;
  return `Right on ${count(examples)} digits never trained on: ${parts.join(' · ')}`;
}

/** @param {number} share */
export function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}
