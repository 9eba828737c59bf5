// @ts-check
// The table of the README.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inWords } from './machine.js';
import { figure, OURS, ours, range, shareOfCeiling, timesFaster } from './report.js';

/** @typedef {import('./timing.js').Result} Result */
/** @typedef {import('./timing.js').Score} Score */
/** @typedef {{ machine: import('./machine.js').Machine, rounds: number, results: Result[] }} Run */

const BEGIN = '<!-- bench -->';
const END = '<!-- /bench -->';

/** Puts the table between the markers of a file, or makes the file of it. @param {string} file @param {Run} run */
export function writeTable(file, run) {
  const text = `${BEGIN}\n${markdown(run)}\n${END}`;
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const [begin, end] = [before.indexOf(BEGIN), before.indexOf(END)];
  const marked = begin >= 0 && end > begin;
  if (before && !marked) throw new Error(`${file} has no lines ${BEGIN} and ${END} to put the table between.`);
  writeFileSync(file, marked ? before.slice(0, begin) + text + before.slice(end + END.length) : `${text}\n`);
  console.log(`${file} written`);
}

/** @param {Run} run */
function markdown({ machine, rounds, results }) {
  const native = results.some(({ scores }) => scores.some((score) => score.native));
  const columns = ['µs per step', 'ours', 'best in a browser', 'ours is faster'];
  const more = native ? ['PyTorch, 1 thread', 'ours is faster'] : [];
  const heads = [...columns, ...more, 'share of the ceiling'];
  const rule = heads.map((_, i) => (i === 0 ? '---' : '---:'));
  const rows = results.map((result) => row(result, native));
  const lines = [heads, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n\n${inWords(machine)}; medians of ${rounds} interleaved rounds [min–max]. Each row has rounds of its own, so only ratios within a row count. Ceiling: what a loop of
SIMD multiplications and additions reaches in the same rounds; leaving out products with zero goes beyond it.`;
}

/** @param {Result} result @param {boolean} native */
function row(result, native) {
  const { workload, scores } = result;
  const rivals = scores.filter((score) => !score.native && score.name !== OURS);
  const best = rivals.toSorted((a, b) => a.time.median - b.time.median).at(0);
  const share = `${Math.round(100 * shareOfCeiling(result, ours(result)))} %`;
  const inBrowser = [best ? `${best.name} ${cell(best)}` : '', best ? times(result, best.name) : ''];
  const outside = native ? [outsiders(scores), times(result, 'PyTorch')] : [];
  return [`${workload.name}: ${workload.what}`, `**${cell(ours(result))}**`, ...inBrowser, ...outside, share];
}

/** @param {Score} score */
function cell({ time }) {
  return `${figure(time.median)} ${range(time)}`;
}

/** PyTorch, and NumPy and scikit-learn where they took part. @param {Score[]} scores */
function outsiders(scores) {
  const of = (/** @type {string} */ name) => scores.filter((score) => score.name === name);
  const others = ['NumPy', 'scikit-learn'].flatMap(of).map(({ name, time }) => `${name} ${figure(time.median)}`);
  return [...of('PyTorch').map(cell), ...(others.length ? [`(${others.join(', ')})`] : [])].join(' ');
}

/** @param {Result} result @param {string} over */
function times(result, over) {
  const ratio = timesFaster(result, over);
  return ratio === null ? '' : `${figure(ratio)}×`;
}
