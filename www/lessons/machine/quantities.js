// @ts-check
// What a lesson asks of machines: numbers of the core. Pixels, units and labels are counted as people do, from 1.

import { MachineInside } from '../../pkg/gradual_rest.js';
import { numberOf } from './pixels.js';

/** @typedef {import('./run.js').MachineRun} MachineRun */
/** @typedef {{ run: MachineRun, model: number, at: number[] }} Asked */
/** @typedef {(asked: Asked) => number | null | undefined} Quantity */

/** Percent, so that people read what they type. @param {number | null | undefined} share */
const percent = (share) => (share === null || share === undefined ? null : 100 * share);

/** @param {Asked} asked */
const weightOf = ({ run, model, at: [pixel, unit] }) => run.machines[model].weight(pixel - 1, unit - 1);

/** @param {Asked} asked */
const energyOf = ({ run }) => {
  const { visible, hidden } = run.state;
  return MachineInside.energy(run.machines[0], Float32Array.from(visible), Float32Array.from(hidden)).energy;
};

/** @param {Asked} asked */
const boutOf = ({ run, at: [labels] }) => run.duel?.bouts().find((bout) => bout.labels === labels);

/** @type {Record<string, Quantity>} */
const quantities = {
  epoch: ({ run, model }) => run.machines[model].epochs,
  iteration: ({ run, model }) => MachineInside.iteration(run.machines[model]),
  freeEnergy: ({ run, model, at }) => run.states(model).freeEnergies[numberOf(at)],
  probability: ({ run, model, at }) => percent(run.states(model).probabilities[numberOf(at)]),
  learnedProbability: ({ run, model }) => percent(run.states(model).learnedProbability),
  energyShown: energyOf,
  probabilityShown: ({ run }) => percent(run.states(0).probabilities[numberOf(run.state.visible)]),
  weight: (asked) => weightOf(asked).weight,
  dataStatistic: (asked) => weightOf(asked).data,
  modelStatistic: (asked) => weightOf(asked).model,
  difference: (asked) => weightOf(asked).difference,
  update: (asked) => weightOf(asked).update,
  heldOutEnergy: ({ run, model }) => run.dreams?.heldOutEnergy(model),
  dreamSteps: ({ run }) => run.dreams?.steps,
  dreamGap: ({ run, model }) => run.dreams && run.dreams.measures(model).freeEnergy - run.dreams.heldOutEnergy(model),
  dreamInk: ({ run, model }) => run.dreams?.measures(model).ink,
  dreamSpread: ({ run, model }) => run.dreams?.measures(model).spread,
  repairSteps: ({ run }) => run.repairing?.steps,
  recoveredHeld: ({ run }) => percent(run.repairing?.recovered(0)),
  recoveredFree: ({ run }) => percent(run.repairing?.recovered(1)),
  recoveredPaper: ({ run }) => percent(run.repairing?.paper),
  bouts: ({ run }) => run.duel?.bouts().reduce((sum, { random }) => sum + random.length, 0),
  gain: (asked) => boutOf(asked)?.gain,
};

export const MACHINE_QUANTITIES = Object.keys(quantities);

/** Those that count how far a run is. */
export const MACHINE_PLACES = ['epoch', 'iteration', 'dreamSteps', 'repairSteps', 'bouts'];

/** How many numbers `at` has, for those that are of a place: pixel and unit, labels, or one for each pixel. @type {Record<string, number>} */
export const MACHINE_AT = {
  ...{ weight: 2, dataStatistic: 2, modelStatistic: 2, difference: 2, update: 2 },
  gain: 1,
  ...{ freeEnergy: 4, probability: 4 },
};

/** Null where the run has no such number. @param {MachineRun} run @param {{ of: string, model?: number, at?: number[] }} quantity @returns {number | null} */
export function measuredOfMachine(run, { of, model = 0, at = [] }) {
  if (!run.machines[model]) return null;
  return quantities[of]?.({ run, model, at }) ?? null;
}
