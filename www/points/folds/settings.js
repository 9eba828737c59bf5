// @ts-check
// What can be compared, and the values one begins with.

/** @typedef {import('../../pkg/gradual.js').Setting} Setting */

/** @type {Record<Setting, { name: string, values: string }>} */
export const settings = {
  'learning-rate': { name: 'Learning rate', values: '0.001, 0.003, 0.01, 0.03, 0.1, 0.3' },
  l2: { name: 'L2 penalty', values: '0, 0.0001, 0.001, 0.01, 0.1' },
  units: { name: 'Units per hidden layer', values: '1, 2, 4, 8, 16' },
};

/**
 * The numbers of a list; what is none becomes NaN, which the core refuses in words. A comma is a decimal one where something
 * else parts the numbers, semicolons or blanks, and each stands between two digits.
 * @param {string} list
 */
export function numbersIn(list) {
  const isDecimal = /;|\S\s+\S/.test(list) && !/,(?!\d)|(?:^|\D),/.test(list);
  const points = isDecimal ? list.replaceAll(',', '.') : list;
  return points
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
}
