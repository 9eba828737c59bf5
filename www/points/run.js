// @ts-check
// The run: a race on points, with the recipe that it was built from.

import { Race } from '../pkg/gradual.js';
import { drawPoints, isRegression } from './data/source.js';
import { dataWords } from './data/words.js';
import { firstOf, forClasses, forValues, renamed } from './lineup.js';
import { firstRules } from './time/rules.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../pkg/gradual.js').StopRule} StopRule */
/** @typedef {import('./data/source.js').Source} Source */
/** @typedef {import('./section.js').Points} Points */
/** What a run is built from. @typedef {{ source: Source, models: ModelConfig[], seed: number, rules: StopRule[] }} Recipe */
/** Gives a race its points, for these models. @typedef {(race: Race, models: ModelConfig[]) => void} Draw */

/** What one begins with: circles, which a line can't part and a network can. @param {number} seed @returns {Recipe} */
export function firstRecipe(seed) {
  const source = /** @type {Source} */ ({ set: 'circles', count: 400, noise: 0.1, heldOut: 0.3, seed });
  return { source, models: firstOf(forClasses), seed, rules: structuredClone(firstRules) };
}

export class Run {
  race;
  /** @type {Source} */
  #source;
  /** @type {StopRule[]} */
  #rules;
  /** The models for points of the other kind: with values, or with classes. */
  #others;
  /** @type {Points} */
  #points;
  /** What the points of each run came from. @type {Map<number, Source>} */
  #sources = new Map();

  /** @param {Recipe} recipe @param {import('../shared/view-state.js').Slice<{ others: ModelConfig[] | null }>} others */
  constructor({ source, models, seed, rules }, others) {
    this.#others = others;
    const { set, count, noise, heldOut, seed: dataSeed } = source;
    this.race = Race.onPoints({ set, count, noise, heldOut, seed: dataSeed }, models, seed);
    this.race.keepTime();
    if (source.formula !== undefined) drawPoints(this.race, source, models);
    this.#source = source;
    this.#rules = rules;
    this.race.setStopRules(rules);
    this.#points = this.#newPoints();
  }

  /** What the points come from. */
  get source() {
    return this.#source;
  }

  /** The points, the same value as long as they are the same. */
  get points() {
    return this.#points;
  }

  get rules() {
    return this.#rules;
  }

  /** Whether points were painted, erased or moved. */
  get isEdited() {
    return this.race.canUndoPainting || this.race.canRedoPainting;
  }

  /** @returns {ModelConfig[]} */
  get models() {
    return this.race.report().models.map((_, i) => this.race.config(i));
  }

  /** @returns {Recipe} */
  get recipe() {
    return { source: this.#source, models: this.models, seed: this.race.seed, rules: this.#rules };
  }

  /** Everything anew. @param {Recipe} recipe */
  apply({ source, models, seed, rules }) {
    drawPoints(this.race, source, models);
    this.race.newWeights(seed);
    this.race.setStopRules(rules);
    this.#source = source;
    this.#rules = rules;
    this.#newPoints();
  }

  /** Other points; values and classes need other last layers, and so other models. @param {Source} source @param {Draw} [draw] */
  setSource(source, draw = (race, models) => drawPoints(race, source, models)) {
    const before = this.models;
    const swaps = isRegression(source) !== isRegression(this.#source);
    const models = swaps ? (this.#others.value.others ?? firstOf(choiceFor(source))) : before;
    draw(this.race, models);
    this.#source = source;
    if (swaps) this.#others.set({ others: before });
    this.#newPoints();
  }

  /** Another share held out of points that stay. @param {number} heldOut */
  holdOut(heldOut) {
    this.race.holdOut(heldOut);
    this.race.usePainted();
    this.#source = { ...this.#source, heldOut };
    this.#newPoints();
  }

  /** The models learn the points as they have been painted. */
  useEdited() {
    this.race.usePainted();
    this.#newPoints();
  }

  /** @param {ModelConfig} another */
  add(another) {
    this.race.addModel(renamed(structuredClone(another), this.models));
  }

  /** @param {StopRule[]} rules */
  setRules(rules) {
    this.race.setStopRules(rules);
    this.#rules = rules;
  }

  /** Takes up an earlier run. @param {number} number */
  replay(number) {
    const before = this.models;
    this.race.replay(number);
    const source = this.#sources.get(number) ?? this.#source;
    if (isRegression(source) !== isRegression(this.#source)) this.#others.set({ others: before });
    this.#source = source;
    this.#newPoints();
  }

  #newPoints() {
    this.#points = pointsOf(this.race);
    this.race.nameData(dataWords(this.#source));
    this.#sources.set(this.race.runs().number, this.#source);
    return this.#points;
  }
}

/** Who may learn such points. @param {Source} source */
export function choiceFor(source) {
  return isRegression(source) ? forValues : forClasses;
}

/** @param {Race} race @returns {Points} */
function pointsOf(race) {
  return {
    inputs: race.inputs().slice(),
    labels: race.labels().slice(),
    targets: race.targets().slice(),
    classes: race.classes,
    count: race.count,
    trainCount: race.trainCount,
  };
}
