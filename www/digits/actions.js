// @ts-check
// What one may ask of the lab with the buttons at its top.

import { randomSeed } from '../pkg/gradual.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */

/**
 * @typedef {object} ActionLab
 * @property {import('./reader.js').Reader} reader
 * @property {import('./run.js').Run} run
 * @property {import('./training-digits.js').TrainingDigits} training
 * @property {import('./ready.js').ReadyWeights} weights
 * @property {(change: (race: Race) => void) => void} attempt
 * @property {() => void} fromWeights has them start from weights that have learned already
 * @property {(models: import('../pkg/gradual.js').ModelConfig[]) => void} setModels
 */

/** @param {ActionLab} lab @returns {import('./head.js').Actions} */
export function createActions({ reader, run, training, weights, attempt, fromWeights, setModels }) {
  const fromNothing = (/** @type {Race} */ race, seed = race.seed) => {
    race.newWeights(seed);
    weights.wanted = false;
  };
  return {
    toggle: () => run.toggle(),
    step: () => attempt((race) => race.step(1)),
    stepEpoch: () => attempt(() => run.trainAnEpoch()),
    restart: () => attempt((race) => race.restart()),
    newWeights: (seed = randomSeed()) => attempt((race) => fromNothing(race, seed)),
    fromNothing: () => attempt((race) => fromNothing(race)),
    ready: fromWeights,
    augment: (on) => setModels(reader.models.map((model) => ({ ...model, augmentation: Number(on) }))),
    setSpeed: (speed) => {
      run.speed = speed;
    },
    loadAll: () => training.loadAll(),
  };
}
