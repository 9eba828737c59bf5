// @ts-check
// What a run begins with, and who may learn which points.

import { firstOf, forClasses, forValues } from './lineup.js';
import { firstRules } from './time/rules.js';

/** Circles, which a line can't part and a network can. @param {number} seed @returns {import('../pkg/gradual.js').Recipe} */
export function firstRecipe(seed) {
  return {
    version: 1,
    data: { kind: 'set', set: 'circles', count: 400, noise: 0.1, heldOut: 0.3, seed },
    models: firstOf(forClasses),
    seed,
    rules: firstRules,
  };
}

/** Who may learn points: values and classes need other last layers. @param {boolean} values whether they have values to predict */
export function choiceFor(values) {
  return values ? forValues : forClasses;
}
