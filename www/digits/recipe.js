// @ts-check
// What a run of digits is built from is the core's; which digits are to be learned is known here, for the page brings them.

import { Recipes } from '../pkg/gradual_rest.js';
import { Refusal } from '../shared/refusal.js';
import { defaultModels } from './models.js';

/** @typedef {import('../pkg/gradual.js').DigitsConfig} DigitsConfig */
/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').Recipe} Recipe */

/** @param {Race} race @param {DigitsConfig} digits that are to be learned @returns {Recipe} */
export function recipeOf(race, digits) {
  return { ...race.recipe(), data: { kind: 'digits', ...digits } };
}

/** Builds the models anew, or refuses in a sentence. @param {Race} race @param {Recipe} recipe @returns {DigitsConfig} the digits they are to learn */
export function applyRecipe(race, recipe) {
  const { data, models } = recipe;
  if (data?.kind !== 'digits') throw new Refusal('This state is none of a run on digits.');
  if (models?.length !== defaultModels.length)
    throw new Refusal(`This lab has ${defaultModels.length} models, and those of this state are not as many.`);
  Recipes.apply(race, recipe);
  return data;
}
