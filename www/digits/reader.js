// @ts-check
// What the core says of the models, asked once until it may be otherwise.

import { DigitPicture, Guesser } from '../pkg/gradual_rest.js';
import { once } from '../shared/once.js';
import { owned } from '../shared/owned.js';

/** @typedef {ReturnType<typeof createReader>} Reader */

/** @param {import('../pkg/gradual.js').Race} race @param {import('../shared/scope.js').Scope} scope */
export function createReader(race, scope) {
  const guesser = owned(scope, new Guesser());
  const picture = owned(scope, new DigitPicture());
  const report = once(() => /** @type {import('../pkg/gradual.js').Report} */ (race.report()));
  const models = once(() => /** @type {import('../pkg/gradual.js').ModelConfig[]} */ (race.models()));
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
    /** View: the probabilities that a model gives to the ten digits. @param {number} model @param {Float32Array} image `[784]` */
    guess: (model, image) => guesser.guess(race, model, image),
    /** A test digit, counted from the first: a copy, `[784]`. @param {number} test */
    picture: (test) => picture.pixels(race, race.trainCount + test).slice(),
    /** How many test digits there are. */
    get tests() {
      return race.count - race.trainCount;
    },
    /** What a test digit is. @param {number} test */
    label: (test) => race.labels()[race.trainCount + test],
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
