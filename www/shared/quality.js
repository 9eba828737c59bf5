// @ts-check
// How good a model is, as people say it: the share it gets right or, for values, the share of their variance it explains.

import { fixed, percent } from './numbers.js';

/** @param {boolean} regression */
export function quality(regression) {
  return regression
    ? { name: 'R²', word: 'R²', told: told(explained) }
    : { name: 'Accuracy', word: 'accuracy', told: told(percent) };
}

/** @param {number} share below 0 where a constant would do better */
function explained(share) {
  return fixed(share, 3);
}

/** Values that are all the same have no R². @param {(share: number) => string} tell @returns {(share: number | null | undefined) => string} */
function told(tell) {
  return (share) => (share == null ? '–' : tell(share));
}
