// @ts-check
// How our cost grows with points, digits and hidden units: prepares each size as work of its own.

import { createRace, digitSet, modelConfig, raceOn } from '../contenders/ours.js';
import { circles, dataOf, rest } from './data.js';
import { prepare } from './timing.js';

/** @typedef {import('../workloads.js').Workload} Workload */

/** A step is an epoch over so many points. @param {string} name @param {Workload} workload @param {number} count @param {number} block */
export async function growPoints(name, workload, count, block) {
  const race = raceOn({ kind: 'set', ...circles, count, heldOut: 0 }, modelConfig(workload));
  await prepare(name, (steps) => repeat(steps, () => race.stepEpoch()), block);
}

/** A step is an epoch over so many digits, 10,000 or more. @param {string} name @param {Workload} workload @param {number} count @param {number} block */
export async function growDigits(name, workload, count, block) {
  const data = await dataOf('digits');
  const race = createRace(workload, data);
  const more = count - race.trainCount;
  if (more > 0) {
    const [images, labels] = await rest();
    const [trainImages, trainLabels, testImages, testLabels] = data.files;
    const train = digitSet(trainImages, trainLabels);
    train.append(digitSet(first(images, 16, 784, more), first(labels, 8, 1, more)));
    train.teach(race, digitSet(testImages, testLabels));
  }
  await prepare(name, (steps) => repeat(steps, () => race.stepEpoch()), block);
}

/** A step is a step. @param {string} name @param {Workload} workload @param {number} _ units, which the workload has @param {number} block */
export async function growUnits(name, workload, _, block) {
  const race = createRace(workload, await dataOf('digits'));
  await prepare(name, (steps) => race.step(steps), block);
}

/** @param {number} times @param {() => void} once */
function repeat(times, once) {
  for (let i = 0; i < times; i++) once();
}

/** The first examples of a file. @param {Uint8Array} file @param {number} header @param {number} each bytes @param {number} count */
function first(file, header, each, count) {
  const cut = file.slice(0, header + each * count);
  new DataView(cut.buffer).setUint32(4, count);
  return cut;
}
