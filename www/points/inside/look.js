// @ts-check
// How one looks inside: what is open of which model or worked example, and where one has walked to.

/** What is open. @typedef {{ what: 'unit', level: number, unit: number } | { what: 'parameter', index: number } | { what: 'loss' }} Chosen */
/**
 * `at`: the operation that one has walked to, none where all is shown; `worked`: the name of a worked example, and the `row` of
 * it; `folds`: what is folded open.
 * @typedef {{ model: number, chosen: Chosen | null, at: number | null, batch: boolean, all: boolean, worked: string | null, row: number, folds: string[] }} Look
 */

/** @type {Look} */
export const firstLook = {
  model: 1,
  chosen: null,
  at: null,
  batch: false,
  all: false,
  worked: null,
  row: 0,
  folds: [],
};
