// @ts-check
// Gradual, through the same `Race` that the page drives.

import { Race } from '../../../www/pkg/gradual.js';
import { circles } from '../page/data.js';

/** @typedef {import('../workloads.js').Workload} Workload */
/** @typedef {import('../page/data.js').Data} Data */

const SEED = 1;
const SIDE = 100;

/** @type {import('../contender.js').Contender} */
export default {
  name: 'ours',
  refuses: () => null,
  create({ workload, data }) {
    const race = createRace(workload, data);
    if (workload.task === 'predict') race.step(workload.learn);
    return {
      train(steps) {
        race.step(steps);
        const { stopped } = race.report().models[0];
        if (stopped) throw new Error(stopped);
      },
      predict: (inputs) => (workload.data === 'points' ? race.boundary(0, SIDE) : race.guess(0, inputs)),
      accuracy: () => accuracy(race),
      free: () => race.free(),
    };
  },
};

/** @param {Race} race */
function accuracy(race) {
  race.evaluate(Number.MAX_SAFE_INTEGER);
  return race.report().models[0].heldOut?.accuracy ?? Number.NaN;
}

/** The weights that all contenders start from: untrained, or trained where there is nothing to train. @param {Workload} workload @param {Data} data */
export function train(workload, data) {
  const race = createRace(workload, data);
  if (workload.task === 'predict') race.step(workload.learn);
  const weights = race.parameters(0).slice();
  race.free();
  return weights;
}

/** @param {Workload} workload @param {Data} data */
export function createRace(workload, { files }) {
  const model = modelConfig(workload);
  const [images, labels, testImages, testLabels] = files;
  return workload.data === 'points'
    ? Race.onPoints(circles, [model], SEED)
    : Race.onDigits(images, labels, testImages, testLabels, [model], SEED);
}

/** @param {Workload} workload @returns {import('../../../www/pkg/gradual.js').ModelConfig} */
export function modelConfig({ name, task, data, hidden, initial, optimizer, rate, batch }) {
  const small = data === 'points' ? 10 : 32;
  const batchSize = task === 'train' ? batch : small;
  return { name, hidden, loss: 'cross-entropy', initial, optimizer, learningRate: rate, batchSize, l1: 0, l2: 0 };
}
