// @ts-check
// Scores a race little by little, so that no frame becomes long.

/** @typedef {import('../pkg/gradual.js').Race} Race */

/** Milliseconds of scoring in a frame, beside training and when there is nothing else to do. */
const BUDGET = { busy: 4, idle: 10 };

/** Examples scored at once, at least and at most. */
const [LEAST, MOST] = [20, 2000];

/** @param {Race} race */
export function createScorer(race) {
  let examples = 100;
  return {
    /** Scores some examples; true when a sweep over all of them ended. @param {'busy' | 'idle'} load */
    score(load) {
      const began = performance.now();
      const swept = race.evaluate(Math.round(examples));
      const fits = (examples * BUDGET[load]) / Math.max(0.1, performance.now() - began);
      examples = Math.min(MOST, Math.max(LEAST, examples + 0.2 * (fits - examples)));
      return swept;
    },
    /** Whether the scores are those of the present weights. */
    isCurrent() {
      return race.report().models.every(({ heldOut, evaluatedAt, iteration }) => heldOut && evaluatedAt === iteration);
    },
  };
}
