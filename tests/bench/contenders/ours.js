// @ts-check
// Gradual, through the same `Race` that the page drives.

import { BoundaryPlane } from '../../../www/pkg/gradual.js';
import { Boltzmann, DigitSet, Guesser, Recipes } from '../../../www/pkg/gradual_rest.js';
import { HIDDEN, MOMENTUM, PENALTY } from '../boltzmann.js';
import { circles } from '../page/data.js';

/** @typedef {import('../workloads.js').Workload} Workload */
/** @typedef {import('../page/data.js').Data} Data */
/** @typedef {import('../../../www/pkg/gradual.js').Race} Race */

const SEED = 1;
const SIDE = 100;

/** @type {import('../contender.js').Contender} */
export default {
  name: 'ours',
  machines: true,
  refuses: () => null,
  create({ workload, data }) {
    if (workload.machine) return createBoltzmann(workload, data);
    const race = createRace(workload, data);
    if (workload.task === 'predict') race.step(workload.learn);
    const [plane, guesser] = [new BoundaryPlane(), new Guesser()];
    return {
      train(steps) {
        race.step(steps);
        const { stopped } = race.report().models[0];
        if (stopped) throw new Error(stopped);
      },
      predict: (inputs) => (workload.data === 'points' ? plane.outputs(race, 0, SIDE) : guesser.guess(race, 0, inputs)),
      accuracy: () => accuracy(race),
      free() {
        for (const made of [plane, guesser, race]) made.free();
      },
    };
  },
};

/** @param {Workload} workload @param {Data} data @returns {import('../contender.js').Model} */
function createBoltzmann(workload, data) {
  const race = createRace(workload, data);
  const machine = Boltzmann.ofDigits(race, data.train.count, false, machineConfig(workload), SEED);
  const ink = data.test.inputs.reduce((sum, value) => sum + value * value, 0) / data.test.count;
  return {
    train: (steps) => machine.step(steps),
    predict: () => machine.filters(true),
    accuracy() {
      while (!machine.measure(Number.MAX_SAFE_INTEGER));
      return 1 - (machine.report().heldOut?.reconstructionError ?? Number.NaN) / ink;
    },
    free() {
      for (const made of [machine, race]) made.free();
    },
  };
}

/** @param {Workload} workload @returns {import('../../../www/pkg/gradual.js').RbmConfig} */
function machineConfig({ machine, rate, batch }) {
  const momentum = { momentum: MOMENTUM, laterMomentum: MOMENTUM, momentumEpoch: 0, l2: PENALTY };
  const kind = { hidden: HIDDEN, units: /** @type {const} */ ('binary'), persistent: machine === 'pcd', gibbsSteps: 1 };
  return { ...kind, ...momentum, learningRate: rate, batchSize: batch, sparsity: undefined, centred: false };
}

/** @param {Race} race */
function accuracy(race) {
  race.evaluate(Number.MAX_SAFE_INTEGER);
  return race.report().models[0].heldOut?.accuracy ?? Number.NaN;
}

/** The weights that all contenders start from: untrained, or trained where there is nothing to train. @param {Workload} workload @param {Data} data */
export function train(workload, data) {
  if (workload.machine) return new Float32Array(); // each draws its own
  const race = createRace(workload, data);
  if (workload.task === 'predict') race.step(workload.learn);
  const weights = race.parameters(0).slice();
  race.free();
  return weights;
}

/** @param {Workload} workload @param {Data} data */
export function createRace(workload, { files }) {
  const model = modelConfig(workload);
  if (workload.data === 'points') return raceOn({ kind: 'set', ...circles }, model);
  const [images, labels, testImages, testLabels] = files;
  const [train, test] = [digitSet(images, labels), digitSet(testImages, testLabels)];
  const race = raceOn({ kind: 'digits', mnist: 'sixth', own: false }, model);
  train.teach(race, test);
  for (const set of [train, test]) set.free();
  return race;
}

/** @param {import('../../../www/pkg/gradual.js').Source} data @param {import('../../../www/pkg/gradual.js').ModelConfig} model */
export function raceOn(data, model) {
  return Recipes.open({ version: 1, data, models: [model], seed: SEED, rules: [] });
}

/** @param {Uint8Array} images @param {Uint8Array} labels the files of an IDX pair */
export function digitSet(images, labels) {
  const set = new DigitSet('digits');
  set.pushImages(images);
  set.pushLabels(labels);
  set.finish();
  return set;
}

/** @param {Workload} workload @returns {import('../../../www/pkg/gradual.js').ModelConfig} */
export function modelConfig({ name, task, data, hidden, initial, optimizer, rate, batch }) {
  const small = data === 'points' ? 10 : 32;
  const batchSize = task === 'train' ? batch : small;
  return { name, hidden, loss: 'cross-entropy', initial, optimizer, learningRate: rate, batchSize, l1: 0, l2: 0 };
}
