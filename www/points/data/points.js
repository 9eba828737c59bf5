// @ts-check
// The points that are there, as plain arrays.

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../section.js').Points} Points */

/** The points of a race: the ones from before, as long as they are the same. @param {Race} race @param {Points | null} before @returns {Points} */
export function pointsOf(race, before) {
  return before && isSame(race, before) ? before : read(race);
}

/** @param {Race} race @returns {Points} */
function read(race) {
  return {
    inputs: race.inputs().slice(),
    labels: race.labels().slice(),
    targets: race.targets().slice(),
    classes: race.classes,
    count: race.count,
    trainCount: race.trainCount,
  };
}

/** @param {Race} race @param {Points} before */
function isSame(race, { inputs, labels, targets, classes, count, trainCount }) {
  return (
    race.count === count &&
    race.trainCount === trainCount &&
    race.classes === classes &&
    areEqual(race.inputs(), inputs) &&
    areEqual(race.labels(), labels) &&
    areEqual(race.targets(), targets)
  );
}

/** @param {Float32Array | Uint8Array} one @param {Float32Array | Uint8Array} other */
function areEqual(one, other) {
  return (
    one.length === other.length &&
    one.every((/** @type {number} */ value, /** @type {number} */ i) => value === other[i])
  );
}
