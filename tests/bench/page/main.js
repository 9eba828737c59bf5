// @ts-check
// The page's side of the benchmark: contenders come, are timed a block at a time, show what they learn, and go.

import { contenders, startOthers } from 'virtual:contenders';
import init from '../../../www/pkg/gradual.js';
import wasm from '../../../www/pkg/gradual_bg.wasm?url';
import { restOfCore } from '../../../www/shared/rest.js';
import { train } from '../contenders/ours.js';
import { layersOf } from '../network.js';
import { startCeiling } from './ceiling.js';
import { dataOf, grid } from './data.js';
import * as growth from './growth.js';
import { doBlock, forget, prepare } from './timing.js';

/** @typedef {import('../workloads.js').Workload} Workload */
/** @typedef {import('../contender.js').Contender} Contender */
/** @typedef {import('../contender.js').Task} Task */
/** @typedef {import('../contender.js').Model} Model */
/** @typedef {{ contender: Contender, model: Model }} Player */

/** Milliseconds after which learning ends, for those who would take minutes. */
const PATIENCE = 15_000;

/** @type {Task} */
let task;

/** @type {Map<string, Player>} */
const players = new Map();

const bench = {
  names: () => contenders.map(({ name }) => name),
  notes: () => contenders.flatMap(({ name, note }) => (note ? [`${name}: ${note}`] : [])),
  ...growth,
  startCeiling,

  /** Makes the data and the first weights of a workload, which all contenders start from. @param {Workload} workload */
  async open(workload) {
    const data = await dataOf(workload.data);
    task = { workload, layers: layersOf(workload), data, start: train(workload, data) };
  },

  /** What a contender outside the browser needs of it. */
  handOver() {
    const { start, data, layers } = task;
    const { train, test } = data;
    const points = data.features === 2;
    const lists = { inputs: [...(points ? train.inputs : [])], labels: [...(points ? train.labels : [])] };
    const tests = { inputs: [...(points ? test.inputs : [])], labels: [...(points ? test.labels : [])] };
    return { layers, start: [...start], train: lists, test: tests, grid: points ? [...grid(100)] : [] };
  },

  /** Lets a contender take its place; `null`, or why it can't. @param {string} name @param {number} block milliseconds */
  async enter(name, block) {
    const contender = find(name);
    if (task.workload.machine && !contender.machines) return 'it has no Boltzmann machine';
    const refusal = contender.refuses(task.workload);
    if (refusal) return refusal;
    const model = await contender.create(task);
    const work = task.workload.task === 'train' ? model.train : asking(model);
    await model.enter?.();
    players.set(name, { contender, model });
    await prepare(name, work, block);
    return null;
  },

  /** @param {string} name */
  async block(name) {
    await players.get(name)?.model.enter?.();
    return doBlock(name);
  },

  /** Trains from the first weights and scores on the test examples. @param {string} name @param {number} steps */
  async learn(name, steps) {
    const { contender, model } = player(name);
    if (!(await answer(model)).every(Number.isFinite))
      throw new Error(`${name} has left the finite numbers in ${task.workload.name}.`);
    if (task.workload.task === 'predict') return { accuracy: await accuracy(model), steps: 0 };
    const fresh = await contender.create(task);
    await fresh.enter?.();
    const done = await trainFor(fresh, steps);
    const learned = { accuracy: done ? await accuracy(fresh) : null, steps: done };
    fresh.free?.();
    return learned;
  },

  /** The largest difference from our outputs, for a workload without training. @param {string} name */
  async difference(name) {
    const ours = (await answer(player('ours').model)).slice();
    const theirs = await answer(player(name).model);
    return ours.reduce((largest, y, i) => Math.max(largest, Math.abs(y - theirs[i])), 0);
  },

  close() {
    for (const { model } of players.values()) model.free?.();
    players.clear();
    forget();
  },
};

/** @param {string} name */
function find(name) {
  const contender = contenders.find((contender) => contender.name === name);
  if (!contender) throw new Error(`There is no contender ${name}.`);
  return contender;
}

/** @param {string} name */
function player(name) {
  const player = players.get(name);
  if (!player) throw new Error(`${name} has not entered.`);
  return player;
}

/** Work that asks for outputs. @param {Model} model @returns {import('./timing.js').Work} */
function asking({ predict }) {
  const asked = questions();
  return async (steps) => {
    for (let step = 0; step < steps; step++) {
      const answer = predict(asked[step % asked.length]);
      if (answer instanceof Promise) await answer;
    }
  };
}

/** What is asked in a workload without training: the grid, or one test digit after the other. */
function questions() {
  const { workload, data } = task;
  if (workload.data === 'points') return [grid(100)];
  const digit = (/** @type {number} */ i) => data.test.inputs.subarray(784 * i, 784 * (i + 1));
  return Array.from({ length: 64 }, (_, i) => digit(i));
}

/** Trains until the steps are done or patience ends. @param {Model} model @param {number} steps */
async function trainFor(model, steps) {
  const end = performance.now() + PATIENCE;
  let done = 0;
  while (done < steps && performance.now() < end) {
    const piece = Math.min(Math.ceil(steps / 20), steps - done);
    await model.train(piece);
    done += piece;
  }
  return done;
}

/** The outputs for a first question, which even ours can answer on points. @param {Model} model */
async function answer(model) {
  await model.enter?.();
  return model.predict(questions()[0]);
}

/** Share of the test examples that are classified right. @param {Model} model */
async function accuracy(model) {
  const { test, outputs } = task.data;
  if (model.accuracy) return model.accuracy();
  const y = await model.predict(test.inputs);
  const right = test.labels.filter((label, i) => decide(y.subarray(i * outputs, (i + 1) * outputs)) === label);
  return right.length / test.count;
}

/** The class that outputs speak for. @param {Float32Array} y */
function decide(y) {
  return y.length === 1 ? Number(y[0] > 0.5) : y.indexOf(Math.max(...y));
}

async function start() {
  if (crossOriginIsolated) throw new Error('An isolated page would lend the rivals more than one thread.');
  await init({ module_or_path: wasm });
  await restOfCore();
  await startOthers();
}

Object.assign(window, { bench: { ...bench, ready: start() } });
