// @ts-check
// How the cost of ours grows with what it works on.

import { play, spread } from './rounds.js';
import { workloads } from './workloads.js';

/** @typedef {import('./workloads.js').Workload} Workload */
/** @typedef {{ what: string, unit: string, points: { size: number, cost: import('./rounds.js').Spread }[] }[]} Growth */

const series = [
  { what: 'points', unit: 'ms an epoch of batches of 10', ask: 'growPoints', of: () => find('T1a') },
  { what: 'digits', unit: 'ms an epoch of batches of 64', ask: 'growDigits', of: () => find('T3_64') },
  { what: 'hidden units', unit: 'ms a batch of 64 digits', ask: 'growUnits', of: wide },
];

/** @type {Record<string, number[]>} */
const sizes = {
  points: [500, 1000, 2000, 5000],
  digits: [10_000, 20_000, 40_000, 60_000],
  'hidden units': [16, 32, 64, 128, 256, 512, 1024],
};

/** @param {import('./browser.js').Tab} tab @param {{ rounds: number, block: number }} options @returns {Promise<Growth>} */
export async function growthOf(tab, { rounds, block }) {
  const growth = [];
  for (const { what, unit, ask, of } of series) {
    const names = sizes[what].map(String);
    for (const name of names) await tab.call(ask, name, of(Number(name)), Number(name), block);
    const times = await play(
      names.map((name) => ({ name, block: () => tab.block(name) })),
      rounds,
    );
    await tab.call('close');
    const points = [...times].map(([name, costs]) => ({ size: Number(name), cost: inMilliseconds(costs) }));
    growth.push({ what, unit, points });
  }
  return growth;
}

/** @param {number[]} microseconds */
function inMilliseconds(microseconds) {
  return spread(microseconds.map((time) => time / 1000));
}

/** @param {number} units @returns {Workload} */
function wide(units) {
  return { ...find('T3_64'), hidden: [{ kind: 'dense', units, activation: 'relu' }] };
}

/** @param {string} name */
function find(name) {
  return /** @type {Workload} */ (workloads.find((workload) => workload.name === name));
}
