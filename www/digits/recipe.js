// @ts-check
// What a run of digits is built from: models and seed are the core's, the digits are named here, for the page brings them.

import { Refusal } from '../shared/refusal.js';
import { defaultModels } from './models.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('./training-digits.js').Wanted} Wanted */
/** @typedef {{ data: { digits: Wanted }, models: ModelConfig[], seed: number }} Recipe */

/** @param {Race} race @param {ModelConfig[]} models @param {Wanted} digits @returns {Recipe} */
export function recipeOf({ seed }, models, digits) {
  return structuredClone({ data: { digits }, models, seed });
}

/** Builds the models anew, or refuses in a sentence. @param {Race} race @param {Recipe} recipe @returns {Wanted} the digits they are to learn */
export function applyRecipe(race, recipe) {
  const { source, all } = digitsOf(recipe);
  const { models, seed } = recipe;
  if (!Array.isArray(models) || models.length !== defaultModels.length)
    throw new Refusal(`This lab has ${defaultModels.length} models, and this state does not.`);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new Refusal(`The seed of this state must be a whole number below 2³², but it is ${seed}.`);
  race.setModels(models);
  race.newWeights(seed);
  return { source, all };
}

/** @param {Partial<Recipe>} recipe @returns {Wanted} */
function digitsOf({ data }) {
  const { source, all } = data?.digits ?? {};
  if ((source === 'MNIST' || source === 'Yours' || source === 'Both') && typeof all === 'boolean')
    return { source, all };
  throw new Refusal('This state does not say which digits are to be learned.');
}
