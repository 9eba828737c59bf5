// @ts-check
// The strokes of a drawing as a plain value, and back.

/** @typedef {import('../pkg/gradual.js').Drawing} Drawing */
/** x and y of one point after the other, from 0 to 1. @typedef {number[]} Stroke */

/** So many digits tell all numbers of single precision apart. */
const DIGITS = 9;

/** @param {Drawing} drawing @returns {Stroke[]} */
export function strokesOf(drawing) {
  const lengths = [...drawing.lengths()];
  const points = Array.from(drawing.points(), (coordinate) => Number(coordinate.toPrecision(DIGITS)));
  return lengths.map((length) => points.splice(0, 2 * length));
}

/** Puts strokes in place of those that are there. @param {Drawing} drawing @param {Stroke[]} strokes */
export function putStrokes(drawing, strokes) {
  drawing.clear();
  for (const [x, y, ...rest] of strokes) {
    drawing.begin(x, y);
    for (let at = 0; at < rest.length; at += 2) drawing.extend(rest[at], rest[at + 1]);
    drawing.finish();
  }
}
