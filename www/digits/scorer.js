// @ts-check
// Scores a race little by little, so that no frame becomes long.

/** Milliseconds of scoring in a frame: beside training, without it, and while the page is still coming. */
const BUDGET = { busy: 4, idle: 12, first: 7 };

/** Examples from one look at the time to the next: about 1 ms for all models together. */
const PIECE = 16;

/** @param {import('../pkg/gradual.js').Race} race @param {import('./reader.js').Reader} reader */
export function createScorer(race, reader) {
  return {
    /** Scores some examples; true when a sweep over all of them ended. @param {keyof typeof BUDGET} load */
    score(load) {
      const end = performance.now() + BUDGET[load];
      do {
        if (race.evaluate(PIECE)) {
          reader.scored();
          return true;
        }
      } while (performance.now() < end);
      return false;
    },
    /** Whether the scores are those of the present weights. */
    isCurrent() {
      return reader.report.models.every(({ heldOut, evaluatedAt, iteration }) => heldOut && evaluatedAt === iteration);
    },
  };
}
