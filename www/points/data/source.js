// @ts-check
// What points come from: a set, points above a formula, or a table.

import { pointSets } from './sets.js';

/** @typedef {import('../../pkg/gradual.js').PointsConfig} PointsConfig */
/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../pkg/gradual.js').ModelConfig} ModelConfig */
/** A set, unless it is points above `formula` or out of a table called `table`, which may have `numbers` to predict. @typedef {PointsConfig & { formula?: string, table?: string, numbers?: boolean }} Source */

/** Draws the points of a set, or those above a curve. @param {Race} race @param {Source} source @param {ModelConfig[]} models */
export function drawPoints(race, { set, formula, table: _, numbers: __, ...amounts }, models) {
  if (formula === undefined) race.begin({ set, ...amounts }, models);
  else race.beginAbove({ formula, ...amounts }, models);
}

/** Whether the points have values to predict, not classes. @param {Source} source */
export function isRegression({ set, formula, table, numbers }) {
  if (table) return Boolean(numbers);
  return !formula && Boolean(pointSets.find((other) => other.set === set)?.values);
}

/** Whether the values are those of a curve over x₁ alone. @param {Source} source */
export function isCurve({ set, formula, table }) {
  return set === 'curve' && !formula && !table;
}
