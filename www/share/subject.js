// @ts-check
// What a race's models read and say, in words for those who have them elsewhere.

/** @param {import('../labs.js').Lab} lab @returns {{ classes: string[], input: string }} */
export function described({ race, state }) {
  const source = /** @type {import('../pkg/gradual.js').Described} */ (race.source());
  const over = source?.over?.kind === 'table' ? source.over : null;
  const labels = over?.labels ?? [];
  const classes = Array.from({ length: race.classes }, (_, k) => labels[k] || String(k));
  return { classes: race.targets().length > 0 ? [] : classes, input: inputOf(state?.lab === 'digits', over?.columns) };
}

/** @param {boolean} isDigits @param {string[]} [columns] */
function inputOf(isDigits, columns) {
  if (isDigits) return 'a picture of 28 by 28 pixels row by row, each from 0 (paper) to 1 (ink)';
  return columns
    ? `x1 (${columns[0]}) and x2 (${columns[1]}) of a point, scaled as the page shows them`
    : 'x1 and x2 of a point';
}
