// @ts-check
// What a lesson asks of the run: numbers of the core, and whether they are what a condition says.

import { Curves } from '../pkg/gradual.js';
import { Measures } from '../pkg/gradual_rest.js';
import { MACHINE_AT, MACHINE_PLACES, MACHINE_QUANTITIES, measuredOfMachine } from './machine/quantities.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** The run of a lesson in a lab, and the beginnings that were tried beside it. @typedef {{ race: Race, sweep?: import('./sweep.js').Sweep | null }} RaceRun */
/** That of a lab, or of Boltzmann machines. @typedef {RaceRun | { machine: import('./machine/run.js').MachineRun }} Run */
/** @typedef {{ of: string, model?: number, at?: number[] }} Quantity */
/** @typedef {(Quantity & { least?: number, most?: number }) | { all: Condition[] } | { any: Condition[] }} Condition */
/** @typedef {ReturnType<Race['report']>['models'][number]} Model */
/** @typedef {{ run: RaceRun, index: number, at: number[] | undefined }} Asked */

/** Percent, so that people read what they type. @param {number | null | undefined} share */
const percent = (share) => (share === null || share === undefined ? null : 100 * share);

/** @type {Record<string, (model: Model, asked: Asked) => number | null | undefined>} */
const quantities = {
  epoch: ({ epoch }) => epoch,
  iteration: ({ iteration }) => iteration,
  trainLoss: ({ train }) => train?.loss,
  heldOutLoss: ({ heldOut }) => heldOut?.loss,
  trainAccuracy: ({ train }) => percent(train?.accuracy),
  heldOutAccuracy: ({ heldOut }) => percent(heldOut?.accuracy),
  gradientNorm: ({ gradientNorm }) => gradientNorm,
  stopped: ({ stopped }) => Number(Boolean(stopped)),
  heldOutRise: (_, { run, index }) => riseOf(Curves.of(run.race, index, 'heldOutLoss')),
  parameters: (_, { run, index }) => Measures.weights(run.race, index).parameters,
  weightSum: (_, { run, index }) => Measures.weights(run.race, index).sum,
  largestWeight: (_, { run, index }) => Measures.weights(run.race, index).largest,
  zeroWeights: (_, { run, index }) => Measures.weights(run.race, index).nearlyZero,
  output: (_, { run, index, at }) => Measures.outputAt(run.race, index, Float32Array.from(at ?? [])),
  seedsGood: (_, { run, index }) => run.sweep?.summary(index)?.good,
  sweepLeast: (_, { run, index }) => run.sweep?.summary(index)?.least,
  sweepMiddle: (_, { run, index }) => run.sweep?.summary(index)?.middle,
  sweepMost: (_, { run, index }) => run.sweep?.summary(index)?.most,
};

export const QUANTITIES = Object.keys(quantities);

/** Those that are of a place, and how many numbers `at` has. @type {Record<string, number>} */
const AT = { output: 2, ...MACHINE_AT };

/** Those that count how far a run is. */
const PLACES = [...new Set(['epoch', 'iteration', ...MACHINE_PLACES])];

/** The quantities of a lesson in a lab, or of machines. @param {string} lab */
export const quantitiesOf = (lab) => (lab === 'machine' ? MACHINE_QUANTITIES : QUANTITIES);

/** By how much a curve stands above its lowest point. @param {Float32Array} curve */
function riseOf(curve) {
  const values = Array.from(curve).filter(Number.isFinite);
  return values.length > 0 ? values[values.length - 1] - Math.min(...values) : null;
}

/** A curve of the run at some epochs, each as it was scored last before; NaN where it has not come so far. @param {RaceRun} run @param {{ of: import('../pkg/gradual.js').Quantity, model?: number }} curve @param {number[]} epochs */
export function curveAt({ race }, { of, model = 0 }, epochs) {
  const done = Curves.of(race, model, 'epochs').slice();
  const values = Curves.of(race, model, of).slice();
  const unit = of.endsWith('Accuracy') ? 100 : 1;
  return epochs.map((epoch) => {
    const at = done.findLastIndex((x, i) => x <= epoch && Number.isFinite(values[i]));
    return at >= 0 && done[done.length - 1] >= epoch ? unit * values[at] : Number.NaN;
  });
}

/** @param {any} value */
export function isQuantity(value) {
  const isPlace = Array.isArray(value?.at) && value.at.length === AT[value.of] && value.at.every(Number.isFinite);
  return (
    [...QUANTITIES, ...MACHINE_QUANTITIES].includes(value?.of) &&
    (value.model === undefined || (Number.isInteger(value.model) && value.model >= 0)) &&
    (AT[value.of] === undefined || isPlace)
  );
}

/** Null where the run has no such number. @param {Run} run @param {Quantity} quantity @returns {number | null} */
export function measured(run, quantity) {
  if ('machine' in run) return measuredOfMachine(run.machine, quantity);
  const { of, model: index = 0, at } = quantity;
  const model = run.race.report().models[index];
  return (model && quantities[of]?.(model, { run, index, at })) ?? null;
}

/** @param {Run} run @param {Condition} condition @returns {boolean} */
export function holds(run, condition) {
  if ('all' in condition) return condition.all.every((each) => holds(run, each));
  if ('any' in condition) return condition.any.some((each) => holds(run, each));
  const value = measured(run, condition);
  const { least = -Infinity, most = Infinity } = condition;
  return value !== null && value >= least && value <= most;
}

/** Whether the run has gone as far as a condition asks, whatever came of it; without such a place it never has. @param {Run} run @param {Condition} condition @returns {boolean} */
export function isPast(run, condition) {
  const places = placesOf(condition);
  return places.length > 0 && places.every((place) => holds(run, { ...place, most: Infinity }));
}

/** What of a condition says how far the run is to go. @param {Condition} condition */
export function placesOf(condition) {
  return partsOf(condition).filter(({ of }) => PLACES.includes(of));
}

/** The quantities that a condition asks for. @param {Condition} condition @returns {(Quantity & { least?: number, most?: number })[]} */
export function partsOf(condition) {
  if ('all' in condition) return condition.all.flatMap(partsOf);
  if ('any' in condition) return condition.any.flatMap(partsOf);
  return [condition];
}

/** The same condition, asked of another model. @param {Condition} condition @param {number} model @returns {Condition} */
export function ofModel(condition, model) {
  if ('all' in condition) return { all: condition.all.map((each) => ofModel(each, model)) };
  if ('any' in condition) return { any: condition.any.map((each) => ofModel(each, model)) };
  return { ...condition, model };
}
