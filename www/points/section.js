// @ts-check
// The parts of the Points lab below the boundaries: what each of them is told, and what it may ask.

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('./data.js').Source} Source */
/** Draws points in a race, for these models. @typedef {(race: Race, models: ModelConfig[]) => void} Draw */

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

/**
 * A part of the page, made with the element it fills and a view of the lab.
 * @typedef {object} Section
 * @property {() => void} [changed] when models, data or settings have changed, or the clock has started or stopped
 * @property {() => void} [scored] when there are new scores, in each frame of training
 * @property {() => void} [picked] when another point is picked
 */

/**
 * @typedef {object} LabView
 * @property {() => Race} race
 * @property {() => ModelConfig[]} models
 * @property {() => Points} points
 * @property {() => boolean} running whether the models learn
 * @property {() => void} pause
 * @property {() => void} refresh draws everything that shows the race, which stands elsewhere now
 * @property {(data: Source) => void} replayed the race has taken up the models and the data of an earlier run
 * @property {import('./time/marks.js').Marks} marks what of the past is on the chart
 * @property {() => Source} data what the points were drawn from
 * @property {(source: Source, draw?: Draw) => void} setData gives the models other points, on which they begin anew
 * @property {(done: boolean) => void} edited says that points were painted, erased or moved; `done`: that the gesture has ended
 * @property {() => HTMLElement[]} boundaries the places of the models' boundaries
 * @property {() => number | null} picked the point that all views mark
 * @property {(point: number | null) => void} pick
 * @property {(change: (race: Race) => void) => void} attempt asks something of the race; a refusal is told in a sentence
 * @property {(index: number, config: ModelConfig) => void} setModel gives a model other settings
 * @property {(message: string | null) => void} say shows a sentence above everything, or takes it away
 */

export {};
