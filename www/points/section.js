// @ts-check
// The parts of the Points lab: what each of them may know and ask, beyond what the parts of every lab may.

/** @typedef {import('../shared/section.js').Section} Section */
/** @typedef {import('../shared/section.js').Own} Own */
/** @typedef {import('../shared/section.js').SectionEntry<LabView>} Entry */

/**
 * Copies, not views; training points come first. `labels` are the classes, or `targets` the values to predict.
 * @typedef {object} Points
 * @property {Float32Array} inputs `[count, 2]`
 * @property {Uint8Array} labels `[count]`, empty for regression
 * @property {Float32Array} targets `[count]`, empty for classes
 * @property {number} classes 1 for regression
 * @property {number} count
 * @property {number} trainCount
 */

/** What belongs to the points that are there: the one that all views mark, and the seeds of those that models made up. @typedef {{ picked: number | null, made: Record<string, number> }} Marked */
/** What of the past is on the chart of losses; `hidden`: numbers of earlier runs that are not. @typedef {{ flags: boolean, hidden: number[] }} Chart */

/**
 * @typedef {object} PointsView
 * @property {HTMLElement} root the element of the lab
 * @property {() => import('./data/source.js').Described} source what the points come from
 * @property {() => import('../pkg/gradual.js').StopRule[]} rules
 * @property {(data: import('./data/source.js').Source) => void} setData gives the models other points, on which they begin anew
 * @property {import('../shared/clock.js').Clock} clock
 * @property {() => Points} points the same value as long as they are the same
 * @property {() => import('../pkg/gradual.js').Watched[]} watched what the rules have seen of every model, read once a frame
 * @property {() => import('../pkg/gradual.js').Past} past the moment one looks at, read once a frame
 * @property {() => import('../pkg/gradual.js').AllRuns} runs
 * @property {import('../shared/view-state.js').Slice<Marked>} marked
 * @property {import('../shared/view-state.js').Slice<Chart>} chart
 * @property {import('../shared/view-state.js').Slice<import('./kept.js').Kept>} kept
 * @property {() => number | null} picked the point that all views mark
 * @property {(point: number | null) => void} pick
 * @property {() => void} refresh draws everything that shows the race, which stands elsewhere now
 * @property {(done: boolean) => void} edited the points are others: they were painted, erased or moved; `done`: the gesture has ended
 * @property {() => HTMLElement[]} boundaries the places of the models' boundaries
 */

/** @typedef {import('../shared/section.js').LabView & PointsView} LabView */

export {};
