// @ts-check
// Chains of each machine of a lesson that are left to themselves, beside examples that the machines have not seen.

import { Fantasies, MachineInside } from '../../pkg/gradual_rest.js';

/** @typedef {import('../../pkg/gradual.js').Boltzmann} Boltzmann */

/** Chains of each machine, and examples beside them. */
export const CHAINS = 20;

export class Dreams {
  /** @type {Fantasies[]} */
  chains = [];
  #machines;
  #asked;
  #seed;

  /** @param {Boltzmann[]} machines @param {{ from: import('./recipe.js').Begin, steps: number }} asked @param {number} seed */
  constructor(machines, asked, seed) {
    this.#machines = machines;
    this.#asked = asked;
    this.#seed = seed;
    this.anew();
  }

  /** From the beginning, once more. */
  anew() {
    this.free();
    const pictures = this.#asked.from === 'noise' ? new Float32Array() : this.heldOut;
    this.chains = this.#machines.map((machine) => Fantasies.of(machine, CHAINS, pictures, this.#seed));
  }

  free() {
    for (const chains of this.chains.splice(0)) chains.free();
  }

  /** Examples that the machines have not seen, one after the other. */
  get heldOut() {
    return this.#machines[0].heldOut(0, CHAINS).slice();
  }

  get steps() {
    return this.chains[0].steps;
  }

  get isDone() {
    return this.steps >= this.#asked.steps;
  }

  /** So many steps of each chain, until they rest. @param {number} steps */
  step(steps) {
    const most = Math.min(steps, this.#asked.steps - this.steps);
    this.chains.forEach((chains, model) => {
      chains.run(this.#machines[model], most);
    });
  }

  /** What the dreams of a machine are like. @param {number} model */
  measures(model) {
    return MachineInside.picturesOf(this.#machines[model], this.chains[model].shown().slice());
  }

  /** F of the examples that a machine has not seen, the mean. @param {number} model */
  heldOutEnergy(model) {
    return MachineInside.freeEnergy(this.#machines[model], this.heldOut);
  }
}
