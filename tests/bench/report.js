// @ts-check
// The results as tables of text.

/** @typedef {import('./timing.js').Result} Result */
/** @typedef {import('./timing.js').Score} Score */
/** @typedef {import('./rounds.js').Spread} Spread */

import { quantile } from './rounds.js';

export const OURS = 'ours';

/** The core of another checkout. */
export const THEIRS = 'the other checkout';

/** @param {Result} result */
export function workloadTable(result) {
  const { workload, flops, ceilings, scores, refusals } = result;
  const heights = Object.entries(ceilings).map(([name, { median }]) => `${name} ${median.toFixed(1)}`);
  const head = `${workload.name}: ${workload.what}; ${engineering(flops)}FLOP; ceilings ${heights.join(', ')} GFLOP/s`;
  const rows = scores
    .toSorted((a, b) => a.time.median - b.time.median)
    .map((score) => [score.name, ...figures(result, score), learned(workload.learn, score)]);
  const columns = ['', 'µs', '[min–max]', '× ours', 'GFLOP/s', '% mul+add', 'right'];
  const left = refusals.map(({ name, reason }) => `  without ${name}: ${reason}`);
  return [head, table([columns, ...rows]), ...left, ''].join('\n');
}

/** Whether ours is as much faster as it is meant to be. @param {Result[]} results */
export function goalsTable(results) {
  const rows = results.flatMap((result) =>
    Object.entries(result.workload.goals).flatMap(([over, goal]) => {
      const reached = over === 'ceiling' ? shareOfCeiling(result, ours(result)) : timesFaster(result, over);
      if (reached === null) return [];
      return [
        [result.workload.name, `over ${over}`, figure(reached), `goal ${goal}`, reached >= goal ? 'reached' : 'MISSED'],
      ];
    }),
  );
  return rows.length ? `Ours, in times or shares:\n${table(rows)}\n` : '';
}

/**
 * How many times as fast as the other checkout's core ours is. What disturbs the machine for a while disturbs both in that
 * round, so each round has a ratio of its own; the least times of both are those of the rounds that nothing disturbed.
 * @param {Result[]} results
 */
export function duelTable(results) {
  const duels = results.flatMap((result) => duel(result) ?? []);
  if (!duels.length) return '';
  const rows = duels.map(({ name, ratios, times, least }) => [
    ...[name, ...times.map(figure), quantile(ratios, 0.5).toFixed(3)],
    ...[`[${quantile(ratios, 0.25).toFixed(3)}–${quantile(ratios, 0.75).toFixed(3)}]`, least.toFixed(3)],
  ]);
  const columns = ['', 'µs', 'µs other', '× as fast', '[middle half of rounds]', 'least over least'];
  const slowest = Math.min(...duels.map(({ ratios }) => quantile(ratios, 0.5)));
  return `Against the other checkout:\n${table([columns, ...rows])}\nThe slowest row: ${slowest.toFixed(3)}\n`;
}

/** @param {Result} result */
function duel(result) {
  const theirs = result.scores.find(({ name }) => name === THEIRS);
  if (!theirs) return null;
  const mine = ours(result);
  return {
    name: result.workload.name,
    ratios: mine.times.map((time, round) => theirs.times[round] / time),
    times: [mine.time.median, theirs.time.median],
    least: theirs.time.min / mine.time.min,
  };
}

/** @param {import('./growth.js').Growth} growth */
export function growthTable(growth) {
  const rows = growth.flatMap(({ what, unit, points }) => [
    [`${what}`, '', ''],
    ...points.map(({ size, cost }) => [
      `  ${size.toLocaleString('en')}`,
      `${figure(cost.median)} ${range(cost)}`,
      unit,
    ]),
  ]);
  return `How the cost of ours grows:\n${table(rows)}\n`;
}

/** @param {Result} result */
export function ours({ scores }) {
  return /** @type {Score} */ (scores.find(({ name }) => name === OURS));
}

/** How many times faster than a contender ours is, if that took part. @param {Result} result @param {string} over */
export function timesFaster(result, over) {
  const rival = result.scores.find(({ name }) => name === over);
  return rival ? rival.time.median / ours(result).time.median : null;
}

/** @param {Result} result @param {Score} score */
export function shareOfCeiling({ flops, ceilings }, { time }) {
  return flops / time.median / 1e3 / ceilings['mul+add'].median;
}

/** Three digits that count. @param {number} value */
export function figure(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toPrecision(value < 1 ? 2 : 3);
}

/** @param {Spread} spread */
export function range({ min, max }) {
  return `[${figure(min)}–${figure(max)}]`;
}

/** @param {Result} result @param {Score} score */
function figures(result, score) {
  const { median } = score.time;
  const share = Math.round(100 * shareOfCeiling(result, score));
  const ratio = median / ours(result).time.median;
  return [figure(median), range(score.time), figure(ratio), figure(result.flops / median / 1e3), String(share)];
}

/** The accuracy, where training was cut short with its steps, and by how much outputs differ from ours. @param {number} wanted @param {Score} score */
function learned(wanted, { accuracy, steps, difference }) {
  if (accuracy === null) return '';
  const cut = steps && steps < wanted ? ` (${steps} of ${wanted} steps)` : '';
  const off = difference ? `, off by ${difference.toExponential(0)}` : '';
  return `${(100 * accuracy).toFixed(1)} %${cut}${off}`;
}

/** Such as "26.2 M". @param {number} value */
function engineering(value) {
  const powers = ['', 'k', 'M', 'G'];
  const power = Math.floor(Math.log10(value) / 3);
  return `${(value / 1000 ** power).toPrecision(3)} ${powers[power]}`;
}

/** Aligned columns: the first to the left, the last as it is, the others to the right. @param {string[][]} rows */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, i) => (i === 0 || i === row.length - 1 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join('  ');
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n');
}
