// @ts-check
// What units and their numbers are called, for the eye and for the ear.

import { indexed, name } from './math.js';

/** @typedef {import('../../pkg/gradual.js').LayerShape} LayerShape */
/** @typedef {ReturnType<typeof namesOf>} Names */

/** @param {LayerShape[]} layers */
export function namesOf(layers) {
  const last = layers.length;
  const widths = [layers[0].inputs, ...layers.map(({ outputs }) => outputs)];
  const letter = (/** @type {number} */ level) => (level === 0 ? 'x' : level === last ? 'y' : 'h');
  const isOnly = (/** @type {number} */ level) => level === last && widths[level] === 1;
  return {
    last,
    widths,
    /** Such as "Unit 2 of layer 1". @param {number} level @param {number} unit */
    unit(level, unit) {
      if (level === 0) return `Input x${below(unit + 1)}`;
      if (level === last) return isOnly(level) ? 'Output' : `Output ${unit + 1}`;
      return `Unit ${unit + 1} of layer ${level}`;
    },
    /** Its value as text: x₁, h₂, y; by another letter where one is given. @param {number} level @param {number} unit @param {string} [other] */
    value: (level, unit, other = letter(level)) => other + (isOnly(level) ? '' : below(unit + 1)),
    /** The same in a formula, by another letter where one is given. @param {number} level @param {number} unit @param {string} [other] */
    symbol: (level, unit, other = letter(level)) => (isOnly(level) ? name(other) : indexed(other, unit + 1)),
    /** As one says it: "h 2". @param {number} level @param {number} unit @param {string} [other] */
    spoken: (level, unit, other = letter(level)) => (isOnly(level) ? other : `${other} ${unit + 1}`),
    /** Such as "Weight from x₁ to unit 2". @param {number} level of the unit it goes to @param {number | null} from @param {number} to */
    weight(level, from, to) {
      const target = level === last ? (isOnly(level) ? 'the output' : `output ${to + 1}`) : `unit ${to + 1}`;
      return from === null ? `Bias of ${target}` : `Weight from ${this.value(level - 1, from)} to ${target}`;
    },
  };
}

/** A number below the line. @param {number} number */
function below(number) {
  return [...String(number)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}
