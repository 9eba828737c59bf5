// @ts-check
// How the panel writes numbers: with few digits or with all that single precision has, and "–" for what is not known yet.

import { fixed, precise } from '../../shared/numbers.js';

/** @typedef {import('../../pkg/gradual.js').Shown} Shown */
/** @typedef {ReturnType<typeof numbersOf>} Numbers */

const FEW = 4;
const ALL = 9;

/** @param {boolean} all whether all digits are wanted */
export function numbersOf(all) {
  /** @param {number | null | undefined} value */
  const tell = (value) => (value == null || !Number.isFinite(value) ? '–' : precise(value, all ? ALL : FEW));
  return {
    tell,
    /** A part of a sum, with as many decimals as make it add up. @param {number} value @param {Shown | null} [shown] */
    part: (value, shown) => (all || !shown ? tell(value) : fixed(value, shown.decimals)),
    /** The sum itself. @param {number} value @param {Shown | null} [shown] */
    total: (value, shown) => (all || !shown ? tell(value) : fixed(shown.total, shown.decimals)),
  };
}
