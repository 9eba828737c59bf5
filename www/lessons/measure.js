// @ts-check
// What a lesson asks of the run: numbers of the core, and whether they are what a condition says.

import { Curves } from '../pkg/gradual.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {{ of: string, model?: number }} Quantity */
/** @typedef {(Quantity & { least?: number, most?: number }) | { all: Condition[] } | { any: Condition[] }} Condition */
/** @typedef {ReturnType<Race['report']>['models'][number]} Model */

/** Percent, so that people read what they type. @param {number | null | undefined} share */
const percent = (share) => (share === null || share === undefined ? null : 100 * share);

/** @type {Record<string, (model: Model, race: Race, index: number) => number | null | undefined>} */
const quantities = {
  epoch: ({ epoch }) => epoch,
  iteration: ({ iteration }) => iteration,
  trainLoss: ({ train }) => train?.loss,
  heldOutLoss: ({ heldOut }) => heldOut?.loss,
  trainAccuracy: ({ train }) => percent(train?.accuracy),
  heldOutAccuracy: ({ heldOut }) => percent(heldOut?.accuracy),
  gradientNorm: ({ gradientNorm }) => gradientNorm,
  stopped: ({ stopped }) => Number(Boolean(stopped)),
  heldOutRise: (_, race, index) => riseOf(Curves.of(race, index, 'heldOutLoss')),
};

export const QUANTITIES = Object.keys(quantities);

/** By how much a curve stands above its lowest point. @param {Float32Array} curve */
function riseOf(curve) {
  const values = Array.from(curve).filter(Number.isFinite);
  return values.length > 0 ? values[values.length - 1] - Math.min(...values) : null;
}

/** @param {any} value */
export const isQuantity = (value) =>
  QUANTITIES.includes(value?.of) && (value.model === undefined || Number.isInteger(value.model));

/** Null where the run has no such number. @param {Race} race @param {Quantity} quantity @returns {number | null} */
export function measured(race, { of, model = 0 }) {
  const report = race.report().models[model];
  return (report && quantities[of](report, race, model)) ?? null;
}

/** @param {Race} race @param {Condition} condition @returns {boolean} */
export function holds(race, condition) {
  if ('all' in condition) return condition.all.every((each) => holds(race, each));
  if ('any' in condition) return condition.any.some((each) => holds(race, each));
  const value = measured(race, condition);
  const { least = -Infinity, most = Infinity } = condition;
  return value !== null && value >= least && value <= most;
}
