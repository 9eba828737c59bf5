// @ts-check
// The same run from many beginnings: seed after seed, an epoch at a time, and how each of them ended.

import { Recipes } from '../pkg/gradual_rest.js';
import { holds, measured, ofModel, partsOf } from './measure.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').Recipe} Recipe */
/** @typedef {import('./measure.js').Condition} Condition */
/** What a scene says of it. @typedef {{ seeds: number, epochs: number, good: Condition, measure?: string }} SweepAsked */
/** How one model ended from one seed. @template T @typedef {{ value: number, good: boolean, picture: T }} End */
/** @template T @typedef {{ seed: number, ends: End<T>[] }} Tried */

/** Every point is scored. */
const ALL = 1e9;

/** @template [T=unknown] */
export class Sweep {
  /** From the first seed on. @type {Tried<T>[]} */
  tried = [];
  #recipe;
  #asked;
  #pictureOf;
  /** The run of the seed whose turn it is. @type {Race | null} */
  #race = null;

  /** @param {Recipe} recipe @param {SweepAsked} asked @param {(race: Race, model: number) => T} pictureOf what is kept of each end */
  constructor(recipe, asked, pictureOf) {
    this.#recipe = recipe;
    this.#asked = asked;
    this.#pictureOf = pictureOf;
  }

  get isDone() {
    return this.tried.length === this.#asked.seeds;
  }

  /** An epoch of the run whose turn it is. @returns {boolean} whether more is left */
  step() {
    if (!this.isDone) this.#stepEpoch();
    return !this.isDone;
  }

  /** Lets go of the run that is not at its end. */
  cancel() {
    this.#race?.free();
    this.#race = null;
  }

  #stepEpoch() {
    const seed = this.tried.length + 1;
    this.#race ??= Recipes.open({ ...this.#recipe, seed, rules: [] });
    this.#race.stepEpoch();
    const { models } = this.#race.report();
    const isOver = models.every(({ epoch, stopped }) => stopped || epoch >= this.#asked.epochs);
    if (!isOver) return;
    this.tried.push({ seed, ends: this.#endsOf(this.#race) });
    this.cancel();
  }

  /** @param {Race} race @returns {End<T>[]} */
  #endsOf(race) {
    race.evaluate(ALL);
    const { good, measure = partsOf(good)[0].of } = this.#asked;
    return race.report().models.map((_, model) => ({
      value: measured({ race }, { of: measure, model }) ?? Number.NaN,
      good: holds({ race }, ofModel(good, model)),
      picture: this.#pictureOf(race, model),
    }));
  }

  /** What came of a model, once all seeds are tried: how many ended well, and its measure from the least to the most. @param {number} model */
  summary(model) {
    if (!this.isDone) return null;
    const ends = this.tried.map(({ ends }) => ends[model]);
    const values = ends.map(({ value }) => value).sort((a, b) => a - b);
    return {
      good: ends.filter(({ good }) => good).length,
      least: values[0],
      middle: values[values.length >> 1],
      most: values[values.length - 1],
    };
  }
}
