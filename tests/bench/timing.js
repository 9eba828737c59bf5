// @ts-check
// Times one workload: everybody enters, plays the rounds, and shows what it learns.

import { assemble, ceilingNames, FLOPS, ROUNDS } from './ceiling.js';
import { flops } from './network.js';
import { OURS } from './report.js';
import { play, spread } from './rounds.js';

/** @typedef {import('./browser.js').Tab} Tab */
/** @typedef {import('./workloads.js').Workload} Workload */
/** @typedef {import('./native.js').Native} Native */
/** @typedef {import('./rounds.js').Player} Player */
/** @typedef {import('./rounds.js').Spread} Spread */

/**
 * What one contender did: microseconds a step in each round, the share of test examples it has right after so many steps of its own
 * training (`null` where nothing can be learned), and by how much its outputs differ from ours where nothing is trained.
 * @typedef {{ name: string, native: boolean, times: number[], time: Spread, accuracy: number | null, steps: number, difference: number | null }} Score
 */

/**
 * @typedef {object} Result
 * @property {Workload} workload
 * @property {number} flops of one step, nothing skipped
 * @property {Record<string, Spread>} ceilings GFLOP/s
 * @property {Score[]} scores
 * @property {{ name: string, reason: string }[]} refusals
 */

/** Somebody who can be asked to enter, to learn and so on, in the page or in Python. @typedef {Player & { native: boolean, ask: (what: string, value?: unknown) => Promise<any> }} Rival */

/**
 * @param {Tab} tab @param {Native | null} native @param {Workload} workload
 * @param {{ rounds: number, block: number, quick: boolean }} options
 * @returns {Promise<Result>}
 */
export async function timeWorkload(tab, native, workload, { rounds, block, quick }) {
  const asked = quick ? { ...workload, learn: Math.ceil(workload.learn / 4) } : workload;
  const { rivals, refusals } = await enter(await open(tab, native, asked), block);
  const ceilings = await startCeilings(tab, block);
  const times = await play([...rivals, ...ceilings], rounds);
  const scores = [];
  for (const rival of rivals) scores.push(await score(rival, asked, times.get(rival.name) ?? []));
  await tab.call('close');
  const heights = ceilings.map(({ name }) => [name, spread(times.get(name) ?? [])]);
  return { workload: asked, flops: flops(asked), ceilings: Object.fromEntries(heights), scores, refusals };
}

/** Prepares the workload everywhere; returns all who might take part. @param {Tab} tab @param {Native | null} native @param {Workload} workload @returns {Promise<Rival[]>} */
async function open(tab, native, workload) {
  await tab.call('open', workload);
  if (native?.names.length) await native.ask({ do: 'open', workload, ...(await tab.call('handOver')) });
  /** @type {string[]} */
  const names = await tab.call('names');
  const inPage = names.map((name) => ({
    ...{ name, native: false, block: () => tab.block(name) },
    ask: (/** @type {string} */ what, /** @type {unknown} */ value) => tab.call(what, name, value),
  }));
  const outside = native
    ? native.names.map((name) => ({
        ...{ name, native: true, block: () => native.ask({ do: 'block', name }) },
        ask: (/** @type {string} */ what, /** @type {unknown} */ value) => native.ask({ do: what, name, value }),
      }))
    : [];
  return [...inPage, ...outside];
}

/** @param {Rival[]} all @param {number} block */
async function enter(all, block) {
  const rivals = [];
  const refusals = [];
  for (const rival of all) {
    const reason = await rival.ask('enter', block).catch(failure(rival.name));
    if (reason) refusals.push({ name: rival.name, reason });
    else rivals.push(rival);
  }
  return { rivals, refusals };
}

/** A rival that fails is told with the others that can't; ours may not. @param {string} name */
function failure(name) {
  return (/** @type {Error} */ error) => {
    if (name === OURS) throw error;
    return `it failed: ${error.message.split('\n')[0]}`;
  };
}

/** @param {Rival} rival @param {Workload} workload @param {number[]} times @returns {Promise<Score>} */
async function score({ name, native, ask }, { task, learn }, times) {
  const learned = await ask('learn', learn);
  const difference = task === 'predict' && !native ? await ask('difference') : null;
  return { name, native, times, time: spread(times), ...learned, difference };
}

/** @param {Tab} tab @param {number} block @returns {Promise<Player[]>} */
async function startCeilings(tab, block) {
  for (const name of ceilingNames) await tab.call('startCeiling', name, assemble(name), ROUNDS, block);
  return ceilingNames.map((name) => ({ name, block: async () => FLOPS / (await tab.block(name)) / 1e3 }));
}
