// @ts-check
// What the core says of the models, asked once until it may be otherwise.

import { once } from '../shared/once.js';

/** @typedef {ReturnType<typeof createReader>} Reader */

/** @param {import('../pkg/gradual.js').Race} race */
export function createReader(race) {
  const report = once(() => /** @type {import('../pkg/gradual.js').Report} */ (race.report()));
  const models = once(() => report.value.models.map((_, i) => race.config(i)));
  let moment = 0;
  return {
    /** Where every model is. */
    get report() {
      return report.value;
    },
    /** What was chosen for every model. */
    get models() {
      return models.value;
    },
    /** Another number whenever the models may read a digit otherwise than before. */
    get moment() {
      return moment;
    },
    /** There are new scores. */
    scored() {
      report.forget();
    },
    /** The models have learned. */
    moved() {
      report.forget();
      moment++;
    },
    /** Models, weights or digits are others. */
    changed() {
      report.forget();
      models.forget();
      moment++;
    },
  };
}
