// @ts-check
// What a run begins with, and who may learn which points.

import { Race, Stopping, Timeline } from '../pkg/gradual.js';
import { isRestHere, rest } from '../shared/rest.js';
import { firstOf, forClasses, forValues } from './lineup.js';
import { firstRules } from './time/rules.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../pkg/gradual.js').Recipe} Recipe */
/** @typedef {import('../pkg/gradual.js').Source} Source */

/** Circles, which a line can't part and a network can. @param {number} seed @returns {Recipe} */
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

/** The race of a recipe: that on a set needs no more than is there for the first paint. @param {Recipe} recipe */
export function raceOf(recipe) {
  if (isRestHere() || recipe.data.kind !== 'set') return rest().Recipes.open(recipe);
  const race = Race.ofSet(pointsOf(recipe.data), recipe.models, recipe.seed);
  Timeline.keep(race);
  Stopping.setRules(race, recipe.rules);
  return race;
}

/** Other points; sets can be chosen before the rest of the core is there. @param {Race} race @param {Source} source @param {ModelConfig[]} models */
export function beginOn(race, source, models) {
  if (source.kind === 'set') race.beginOnSet(pointsOf(source), models);
  else rest().Recipes.beginOn(race, source, models);
}

/** What to draw, without the kind of source that it is. @param {Source & { kind: 'set' }} source @returns {import('../pkg/gradual.js').PointsConfig} */
function pointsOf({ set, count, noise, heldOut, seed }) {
  return { set, count, noise, heldOut, seed };
}
