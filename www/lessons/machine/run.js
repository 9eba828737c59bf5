// @ts-check
// The run of a lesson about Boltzmann machines, without what shows it: machines in training, one state that is looked at, chains that
// dream, digits under repair, and a duel.

import { SIDE } from '../../digits/side.js';
import { Boltzmann, Duel, MachineInside } from '../../pkg/gradual_rest.js';
import { Dreams } from './dreaming.js';
import { trainAlike } from './recipe.js';
import { Repairing } from './repairing.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('./recipe.js').MachineRecipe} MachineRecipe */
/** One state of the first machine: which of its units are on. @typedef {{ visible: number[], hidden: number[] }} State */

/** Its machines are made one by one, by `prepare`, at the beginning and whenever a recipe trains others. */
export class MachineRun {
  /** Those that are there: none while the digits that they learn are not. @type {Boltzmann[]} */
  machines = [];
  /** The state that is looked at. @type {State} */
  state = { visible: [], hidden: [] };
  /** @type {Dreams | null} */
  dreams = null;
  /** @type {Repairing | null} */
  repairing = null;
  /** Once it has begun. @type {Duel | null} */
  duel = null;
  recipe;
  /** @type {Race | null} */
  #digits = null;

  /** @param {MachineRecipe} recipe @param {Race} [digits] a race that has them, where they are there */
  constructor(recipe, digits) {
    this.recipe = recipe;
    this.#digits = digits ?? null;
    this.#begin();
  }

  /** The digits have come. @param {Race} digits */
  give(digits) {
    this.#digits = digits;
    this.#begin();
  }

  /** Goes on as another recipe says: machines that it trains alike stay as they are. @param {MachineRecipe} recipe */
  apply(recipe) {
    const stay = trainAlike(recipe, this.recipe);
    this.recipe = recipe;
    if (stay) this.#beginRest();
    else this.#begin();
  }

  /** From the beginning, once more; machines are to be prepared anew. */
  anew() {
    this.#begin();
  }

  free() {
    this.#freeRest();
    for (const machine of this.machines.splice(0)) machine.free();
  }

  /** Whether all machines are there. */
  get isThere() {
    return this.machines.length === this.recipe.models.length;
  }

  /** Whether there is something to learn. */
  get hasData() {
    return this.recipe.data.kind === 'bars' || this.#digits !== null;
  }

  /** Makes the next machine, where there is something to learn: of digits that takes as long as some frames. */
  prepare() {
    if (this.isThere || !this.hasData) return;
    this.machines.push(this.#create(this.recipe.models[this.machines.length]));
    if (this.isThere) this.#beginRest();
  }

  /** Whether no machine learns any further. */
  get isTrained() {
    return this.machines.every((machine) => this.#rests(machine));
  }

  /** Pixels on a side of what the machines see. */
  get side() {
    const { data } = this.recipe;
    return data.kind === 'bars' ? data.side : SIDE;
  }

  /** So many batches of each machine, until they rest. @param {number} batches @param {number} [most] the epoch at whose beginning they rest anyway */
  step(batches, most = Number.POSITIVE_INFINITY) {
    this.#forget();
    for (const machine of this.machines)
      for (let batch = 0; batch < batches && !this.#rests(machine) && machine.epochs < most; batch++) machine.step(1);
  }

  /** Looks at another state. @param {Partial<State>} change */
  look(change) {
    this.state = { ...this.state, ...change };
  }

  /** A little more of the duel, which begins with it. @returns {boolean} whether more is left */
  stepDuel() {
    this.duel ??= this.#createDuel();
    this.duel?.step();
    return this.duel?.isDone === false;
  }

  /** A little more of what a quantity counts. @param {string} counted */
  advance(counted) {
    if (counted === 'epoch' || counted === 'iteration') this.step(1);
    else if (counted === 'dreamSteps') this.dreams?.step(1);
    else if (counted === 'repairSteps') this.repairing?.step();
    else this.stepDuel();
  }

  /** All visible states of a machine. @param {number} model */
  states(model) {
    return MachineInside.states(this.machines[model]);
  }

  /** @param {Boltzmann} machine */
  #rests(machine) {
    return machine.stopped || machine.epochs >= this.recipe.passes;
  }

  #begin() {
    this.free();
    const [{ hidden }] = this.recipe.models;
    this.state = { visible: Array(this.side ** 2).fill(0), hidden: Array(hidden).fill(0) };
  }

  /** @param {import('./recipe.js').MachineModel} model */
  #create({ name: _, ...config }) {
    const { data, seed, parameters } = this.recipe;
    const machine =
      data.kind === 'bars'
        ? Boltzmann.ofBars(data.side, config, seed)
        : Boltzmann.ofDigits(/** @type {Race} */ (this.#digits), data.count, false, config, seed);
    if (parameters) MachineInside.setParameters(machine, Float32Array.from(parameters));
    return machine;
  }

  /** Chains, repairs and the duel begin anew. */
  #beginRest() {
    this.#freeRest();
    const { dreams, repair, seed } = this.recipe;
    if (!this.isThere) return;
    if (dreams) this.dreams = new Dreams(this.machines, dreams, seed);
    if (repair) this.repairing = new Repairing(this.machines[0], repair, this.side);
  }

  /** What was dreamt and repaired was so by machines that are about to be others. */
  #forget() {
    if (this.dreams?.steps) this.dreams.anew();
    if (this.repairing?.steps) this.repairing.anew();
  }

  #createDuel() {
    const { duel, models, passes, seed } = this.recipe;
    if (!duel || !this.#digits) return null;
    const [{ name: _, ...machine }] = models;
    return Duel.of(this.#digits, { ...duel, machine, machineEpochs: passes }, seed);
  }

  #freeRest() {
    this.dreams?.free();
    this.repairing?.free();
    this.duel?.free();
    [this.dreams, this.repairing, this.duel] = [null, null, null];
  }
}
