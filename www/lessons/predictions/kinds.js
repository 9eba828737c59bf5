// @ts-check
// What one may be asked to predict. One more kind is a file of its own, an entry here, and what it needs in `format.js`.

import { choice } from './choice.js';
import { curve } from './curve.js';
import { line } from './line.js';
import { number } from './number.js';
import { order } from './order.js';

/** @typedef {import('../format.js').Prediction} Prediction */
/** @typedef {import('../measure.js').Run} Run */
/** What one expects: an option, a number, or several. @typedef {number | number[]} Guess */
/** What was said before a run: skipped, or a guess with how it turned out. @typedef {{ skipped: boolean, guess?: Guess, right?: boolean }} Said */

/**
 * What a prediction is drawn with.
 * @template [R=Run]
 * @typedef {object} Asking
 * @property {R} run
 * @property {Guess | null} guess as it stands
 * @property {(guess: Guess) => void} set
 * @property {boolean} answered whether the run has said how it is
 * @property {import('../../shared/scope.js').Scope} scope ends with the scene
 * @property {<T>(make: () => T) => T} once what is made at the first drawing of the scene, and then again and again the same
 */

/**
 * `R`: the runs of which it can be asked.
 * @template {Prediction} P
 * @template [R=Run]
 * @typedef {object} Kind
 * @property {(predict: P, run: R) => Guess | null} first where one begins; null where one must choose
 * @property {(predict: P, asking: Asking<R>) => unknown} fields
 * @property {(predict: P, guess: Guess, run: R) => boolean} isRight
 * @property {(predict: P, said: Said, run: R) => unknown} verdict how it turned out, and why
 * @property {(predict: P, guesses: Guess[]) => string} summary what a class said
 */

/** @type {Record<string, Kind<any, any>>} */
export const kinds = { choice, number, line, curve, order };
