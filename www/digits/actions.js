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
 * @property {import('./changes.js').Changes} changes
 */

/** @param {ActionLab} lab @returns {import('./head.js').Actions} */
export function createActions({ reader, run, training, weights, changes }) {
  const fromNothing = (/** @type {Race} */ race, seed = race.seed) => {
    race.newWeights(seed);
    weights.wanted = false;
  };
  return {
    toggle: () => run.toggle(),
    step: () => changes.attempt((race) => race.step(1)),
    stepEpoch: () => changes.attempt(() => run.trainAnEpoch()),
    restart: () => changes.attempt((race) => race.restart()),
    newWeights: (seed = randomSeed()) => changes.attempt((race) => fromNothing(race, seed)),
    fromNothing: () => changes.attempt((race) => fromNothing(race)),
    ready: () => changes.beginAnew(),
    augment: (on) => changes.configure(reader.models.map((model, i) => [i, { ...model, augmentation: Number(on) }])),
    setSpeed: (speed) => {
      run.speed = speed;
    },
    loadAll: () => training.loadAll(),
  };
}
