// @ts-check
// What of a network's diagram lies under the pointer: a unit, a weight's line, or a bias' dot.

/** @typedef {import('../../views/diagram.js').Place} Place */
/** @typedef {import('../../views/diagram.js').Drawing} Drawing */
/** @typedef {import('./look.js').Chosen} Chosen */

/** How near to a line or a dot is near enough, in CSS pixels. */
const NEAR = 7;

/** Places along a line that are looked at. */
const STEPS = 24;

/** @param {Drawing} drawing @param {number} x @param {number} y @returns {Chosen | null} */
export function partAt(drawing, x, y) {
  return biasAt(drawing, x, y) ?? unitAt(drawing, x, y) ?? weightAt(drawing, x, y);
}

/** @param {Drawing} drawing @param {number} x @param {number} y @returns {Chosen | null} */
function unitAt({ places, tile }, x, y) {
  for (const [level, column] of places.entries())
    for (const [unit, place] of column.entries())
      if (Math.max(Math.abs(place.x - x), Math.abs(place.y - y)) <= tile / 2) return { what: 'unit', level, unit };
  return null;
}

/** @param {Drawing} drawing @param {number} x @param {number} y @returns {Chosen | null} */
function biasAt({ layers, places, tile }, x, y) {
  for (const [l, { weights, biases }] of layers.entries())
    for (const [unit, place] of (weights === biases ? [] : places[l + 1]).entries())
      if (Math.hypot(place.x - tile / 2 - x, place.y + tile / 2 - y) <= Math.min(NEAR, tile / 4))
        return { what: 'parameter', index: biases + unit };
  return null;
}

/** The nearest line. @param {Drawing} drawing @param {number} x @param {number} y @returns {Chosen | null} */
function weightAt({ layers, places, tile }, x, y) {
  let [best, index] = [NEAR, -1];
  for (const [l, { inputs, outputs, weights, biases }] of layers.entries()) {
    if (weights === biases) continue;
    for (let i = 0; i < inputs; i++)
      for (let o = 0; o < outputs; o++) {
        const away = distance(places[l][i], places[l + 1][o], tile, x, y);
        if (away < best) [best, index] = [away, weights + i * outputs + o];
      }
  }
  return index < 0 ? null : { what: 'parameter', index };
}

/** From a line as it is drawn, level at both ends. @param {Place} from @param {Place} to @param {number} tile @param {number} x @param {number} y */
function distance(from, to, tile, x, y) {
  const [left, right] = [from.x + tile / 2, to.x - tile / 2];
  if (x < left - NEAR || x > right + NEAR) return Infinity;
  let least = Infinity;
  for (let step = 0; step <= STEPS; step++) {
    const t = step / STEPS;
    const [across, along] = [1.5 * t - 1.5 * t * t + t ** 3, 3 * t * t - 2 * t ** 3];
    least = Math.min(least, Math.hypot(left + (right - left) * across - x, from.y + (to.y - from.y) * along - y));
  }
  return least;
}
