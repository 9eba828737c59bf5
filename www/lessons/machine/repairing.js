// @ts-check
// Digits of which a half is lost, as a machine brings them back: with the known half held, and without; and as white paper would.

import { MachineInside, Repairs } from '../../pkg/gradual_rest.js';
import { heldOut } from './dreaming.js';

/** @typedef {import('../../pkg/gradual.js').Boltzmann} Boltzmann */

/** How many digits are repaired, and in how many steps. */
export const [REPAIRED, STEPS] = [10, 60];

/** What a pixel is of which nothing is known. */
const UNKNOWN = 0.5;

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
    this.#known = knownOf(lost, side);
    const painted = (/** @type {Float32Array} */ picture, /** @type {number} */ value) =>
      picture.map((pixel, i) => (this.#known[i] ? pixel : value));
    this.originals = heldOut(machine, REPAIRED);
    this.damaged = this.originals.map((picture) => painted(picture, UNKNOWN));
    const white = this.originals.map((picture) => MachineInside.recovered(painted(picture, 0), picture, this.#known));
    this.paper = mean(white);
    this.anew();
  }

  /** From the beginning, once more. */
  anew() {
    this.free();
    this.#repairs = WAYS.map((way) => this.#of(this.damaged, way));
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

  /** @param {Float32Array[]} pictures @param {import('../../pkg/gradual.js').RepairMode} way */
  #of(pictures, way) {
    const of = (/** @type {Float32Array} */ picture, /** @type {number} */ i) =>
      Repairs.of(this.#machine, this.originals[i], picture, this.#known, way);
    return pictures.map(of);
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

/** @param {import('./recipe.js').Lost} lost @param {number} side */
function knownOf(lost, side) {
  return Uint8Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    return Number((lost === 'left' ? x : side - 1 - y) >= side / 2);
  });
}

/** Of digits that have lost as many pixels each. @param {(number | undefined)[]} shares */
const mean = (shares) => shares.reduce((/** @type {number} */ sum, share) => sum + (share ?? 0), 0) / shares.length;

/** @param {Repairs[]} repairs */
function free(repairs) {
  for (const repair of repairs) repair.free();
}
