// @ts-check
// What a model makes of the points, as the core tells it row by row.

/** @typedef {import('../../pkg/gradual.js').Race} Race */

/** Numbers in a row, and where each stands. */
export const ROW = 8;
export const [Z, Y, T, , COST, SQUARE, RESIDUAL, WRONG] = Array(ROW).keys();

/** What an output is: a probability, something that fires or not, z itself. @typedef {'probability' | 'step' | 'identity'} Output */

/** @param {Race} race @param {number} model @returns {Output} */
export function outputOf(race, model) {
  const activation = race.layers(model).at(-1)?.activation;
  return activation === 'step' || activation === 'identity' ? activation : 'probability';
}

/** How many rows are wrong. @param {Float32Array} rows */
export function mistakes(rows) {
  let count = 0;
  for (let i = WRONG; i < rows.length; i += ROW) count += rows[i];
  return count;
}

/** Where points are, by two columns of their rows. @param {Float32Array} rows @param {(row: number) => [number, number]} place the start of a row to CSS pixels */
export function placesOf(rows, place) {
  const places = new Float32Array((2 * rows.length) / ROW);
  for (let i = 0; i < places.length / 2; i++) places.set(place(ROW * i), 2 * i);
  return places;
}
