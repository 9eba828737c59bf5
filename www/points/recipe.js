// @ts-check
// The recipe of a run: what it begins with, and who may learn the points.

import { hasValues } from './data/source.js';
import { firstOf, forClasses, forValues } from './lineup.js';
import { firstRules } from './time/rules.js';

/** @typedef {import('../pkg/gradual.js').Recipe} Recipe */
/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('./data/source.js').Source} Source */

/** Circles, which a line can't part and a network can. @param {number} seed @returns {Recipe} */
export function firstRecipe(seed) {
  const data = /** @type {Source} */ ({ kind: 'set', set: 'circles', count: 400, noise: 0.1, heldOut: 0.3, seed });
  return { version: 1, data, models: firstOf(forClasses), seed, rules: firstRules };
}

/** The same with other points. Values and classes need other last layers, and so other models. @param {Recipe} recipe @param {Source} data @param {ModelConfig[] | null} others those that there were last for points of the other kind @returns {Recipe} */
export function withData(recipe, data, others) {
  const suit = hasValues(data) === hasValues(recipe.data);
  return { ...recipe, data, models: suit ? recipe.models : (others ?? firstOf(choiceFor(data))) };
}

/** Who may learn such points. @param {Source} source */
export function choiceFor(source) {
  return hasValues(source) ? forValues : forClasses;
}
