// @ts-check
// The strokes of a drawing as a plain value, and back.

import { Drawing } from '../pkg/gradual_rest.js';

/** x and y of one point after the other, from 0 to 1. @typedef {number[]} Stroke */

/** So many digits tell all numbers of single precision apart. */
const DIGITS = 9;

/** @param {Drawing} drawing @returns {Stroke[]} */
export function strokesOf(drawing) {
  const lengths = [...drawing.lengths()];
  const points = Array.from(drawing.points(), (coordinate) => Number(coordinate.toPrecision(DIGITS)));
  return lengths.map((length) => points.splice(0, 2 * length));
}

/** Puts strokes in place of those that are there; refuses what are none. @param {Drawing} drawing @param {Stroke[]} strokes */
export function putStrokes(drawing, strokes) {
  const lengths = strokes.map(({ length }) => length / 2);
  drawing.put(Float32Array.from(strokes.flat()), Uint32Array.from(lengths));
}

/** Refuses what are no strokes, by putting them on a pad of their own. @param {Stroke[]} strokes */
export function checkStrokes(strokes) {
  const pad = new Drawing();
  try {
    putStrokes(pad, strokes);
  } finally {
    pad.free();
  }
}
