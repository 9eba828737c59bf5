// @ts-check
// Makes the map of each model little by little, and keeps the last one: in copies, for the core goes on to the next.

import { HiddenMap } from '../../pkg/gradual_rest.js';
import { owned } from '../../shared/owned.js';

/** @typedef {import('../sections.js').DigitsView} DigitsView */

/**
 * @typedef {object} Made a map that was made
 * @property {number[]} digits the test digits on it, counted from the first: others may be learned since
 * @property {number[]} labels
 * @property {Float32Array} places x and y of one after the other
 * @property {import('../../pkg/gradual.js').MapSummary} summary
 */

/** Before there is a map. @type {Made} */
export const none = {
  digits: [],
  labels: [],
  places: new Float32Array(0),
  summary: { units: undefined, explainedVarianceRatio: [], agreement: undefined },
};

export class Maker {
  /** The last map of each model. @type {Made[]} */
  #made = [];

  #maps;
  #lab;

  /** @param {DigitsView} lab @param {import('../../shared/scope.js').Scope} scope */
  constructor(lab, scope) {
    this.#lab = lab;
    this.#maps = lab.models().map(() => owned(scope, new HiddenMap()));
  }

  /** The last map of a model. @param {number} model */
  made(model) {
    return this.#made[model] ?? none;
  }

  /** Whether that is the map of the present weights and digits. @param {number} model */
  isCurrent(model) {
    return this.#maps[model].isCurrent(this.#lab.race(), model);
  }

  /** View `[2]`: where an image of `[784]` is on it; undefined before there is a map. @param {number} model @param {Float32Array} image */
  place(model, image) {
    return this.#maps[model].place(image);
  }

  /** Some pieces of the next map; true when there is another one. @param {number} model @param {number} milliseconds */
  advance(model, milliseconds) {
    const [race, map] = [this.#lab.race(), this.#maps[model]];
    const end = performance.now() + milliseconds;
    while (performance.now() < end) {
      if (!map.advance(race, model)) continue;
      this.#made[model] = this.#read(map);
      return true;
    }
    return false;
  }

  /** @param {HiddenMap} map @returns {Made} */
  #read(map) {
    const race = this.#lab.race();
    const { trainCount } = race;
    const labels = race.labels();
    const digits = Array.from(map.examples(), (example) => example - trainCount);
    return {
      digits,
      labels: digits.map((digit) => labels[trainCount + digit]),
      places: map.places().slice(),
      summary: digits.length > 0 ? map.summary() : none.summary,
    };
  }
}
