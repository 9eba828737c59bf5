// @ts-check
// Digits of which a half is lost, as a machine brings them back: with the known half held, and without; and as white paper would.

import { MachineInside, Repairs } from '../../pkg/gradual_rest.js';

/** @typedef {import('../../pkg/gradual.js').Boltzmann} Boltzmann */

/** How many digits are repaired, and in how many steps. */
export const [REPAIRED, STEPS] = [10, 60];

/** The ways in which the machine repairs. @type {import('../../pkg/gradual.js').RepairMode[]} */
export const WAYS = ['known-held', 'mean-field'];

export class Repairing {
  steps = 0;
  /** As they were, as they are now, and which pixels are known. */
  originals;
  damaged;
  /** The share of the lost pixels that white paper has right. */
  paper;
  #machine;
  #known;
  /** By way and digit. @type {Repairs[][]} */
  #repairs = [];

  /** @param {Boltzmann} machine @param {{ lost: import('./recipe.js').Lost }} asked @param {number} side */
  constructor(machine, { lost }, side) {
    this.#machine = machine;
    this.#known = Repairs.known(side, lost);
    this.originals = Array.from({ length: REPAIRED }, (_, i) => machine.heldOut(i, 1).slice());
    this.damaged = this.originals.map((picture) => Repairs.damaged(picture, this.#known));
    const blank = (/** @type {Float32Array} */ picture) => picture.map((pixel, i) => (this.#known[i] ? pixel : 0));
    const white = this.originals.map((picture) => MachineInside.recovered(blank(picture), picture, this.#known));
    this.paper = mean(white);
    this.anew();
  }

  /** From the beginning, once more. */
  anew() {
    this.free();
    this.#repairs = WAYS.map((way) => this.#of(way));
    this.steps = 0;
  }

  free() {
    this.#repairs.forEach(free);
    this.#repairs = [];
  }

  get isDone() {
    return this.steps >= STEPS;
  }

  step() {
    if (this.isDone) return;
    for (const repair of this.#repairs.flat()) repair.run(this.#machine, 1);
    this.steps++;
  }

  /** @param {import('../../pkg/gradual.js').RepairMode} way */
  #of(way) {
    return this.originals.map((picture) => Repairs.of(this.#machine, picture, this.#known, way));
  }

  /** @param {number} way @returns {number[]} of all digits, one after the other */
  pictures(way) {
    return this.#repairs[way].flatMap((repair) => Array.from(repair.picture()));
  }

  /** The share of the lost pixels that are right again. @param {number} way */
  recovered(way) {
    return mean(this.#repairs[way].map((repair) => repair.recovered()));
  }
}

/** Of digits that have lost as many pixels each. @param {(number | undefined)[]} shares */
const mean = (shares) => shares.reduce((/** @type {number} */ sum, share) => sum + (share ?? 0), 0) / shares.length;

/** @param {Repairs[]} repairs */
function free(repairs) {
  for (const repair of repairs) repair.free();
}
