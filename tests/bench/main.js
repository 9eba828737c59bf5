// @ts-check
// The benchmark: `cargo xtask bench` runs this.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { openBench, openDist } from './browser.js';
import { growthOf } from './growth.js';
import { measureMobile } from './lighthouse.js';
import { describeMachine, inWords } from './machine.js';
import { writeTable } from './markdown.js';
import { startNative } from './native.js';
import { HELP, readOptions } from './options.js';
import { plot } from './plot.js';
import { duelTable, goalsTable, growthTable, workloadTable } from './report.js';
import { measurePage } from './smooth.js';
import { timeWorkload } from './timing.js';
import { workloads } from './workloads.js';

/** @typedef {import('./options.js').Options} Options */

const RESULTS = 'target/bench/results.json';

/** @param {Options} options */
async function timeAll(options) {
  const chosen = workloads.filter(({ name }) => options.names.includes(name));
  const { tab, browser, close } = await openBench(options);
  const native = options.native ? await startNative() : null;
  try {
    const machine = describeMachine(browser);
    console.log(`${inWords(machine)}; load ${machine.load.toFixed(1)} at the start\n`);
    await sayNotes(tab, native?.missing ?? []);
    const results = [];
    for (const workload of chosen) {
      results.push(await timeWorkload(tab, native, workload, options));
      console.log(workloadTable(results[results.length - 1]));
    }
    const growth = options.names.includes('growth') ? await growthOf(tab, options) : null;
    console.log([goalsTable(results), duelTable(results), growth ? growthTable(growth) : ''].join('\n'));
    keep({ machine, rounds: options.rounds, results, growth }, options);
  } finally {
    native?.close();
    await close();
  }
}

/** @param {import('./browser.js').Tab} tab @param {string[]} missing */
async function sayNotes(tab, missing) {
  for (const note of await tab.call('notes')) console.log(note);
  for (const name of missing) console.log(`${name} is left out: python3 does not have it.`);
  console.log('');
}

/** @param {import('./markdown.js').Run & { growth: import('./growth.js').Growth | null }} run @param {Options} options */
function keep(run, { markdown, plot: picture }) {
  save(RESULTS, `${JSON.stringify(run, null, 2)}\n`);
  if (run.growth) save(picture, plot(run.growth));
  if (markdown) writeTable(markdown, run);
}

/** @param {string} file @param {string} text */
function save(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`${file} written`);
}

/** @param {Options} options */
async function runPage({ long, hour }) {
  const { page, browser, close } = await openDist();
  try {
    console.log(`${inWords(describeMachine(browser))}\n`);
    await measurePage(page, { long, hour });
  } finally {
    await close();
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(HELP);
  else if (options.mobile) await measureMobile();
  else await (options.page ? runPage(options) : timeAll(options));
} catch (error) {
  console.error(`error: ${/** @type {Error} */ (error).message}`);
  process.exit(1); // whatever is still open, such as a server, goes too
}
