// @ts-check
// The parts of the Digits lab below the guesses: what each of them is told, and what it may ask.

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */

/**
 * A part of the page, made with the element it fills and a view of the lab.
 * @typedef {object} Section
 * @property {() => void} [frame] after each frame of training
 * @property {() => void} [changed] when models, data or settings have changed, or the clock has started or stopped
 * @property {() => void} [scored] when there are new scores
 * @property {() => void} [drawn] when there is something else on the pad
 */

/**
 * What the models learn.
 * @typedef {object} Lesson
 * @property {boolean} mnist the training digits of MNIST
 * @property {import('../pkg/gradual.js').DigitSet | null} own one's own digits; the lab frees them
 */

/**
 * @typedef {object} LabView
 * @property {() => Race} race
 * @property {() => Float32Array | null} image what the networks see, `[784]`; null while nothing is drawn
 * @property {() => ModelConfig[]} models
 * @property {() => boolean} running whether the models learn
 * @property {(index: number) => void} show puts a digit of the data on the pad, training digits first
 * @property {(pixels: Float32Array, remark: string) => void} showPicture puts any picture on the pad, `[784]`
 * @property {(lesson: Lesson) => void} learn gives the models other digits to learn; their weights stay
 * @property {(change: (race: Race) => void) => void} attempt asks something of the race; a refusal is told in a sentence
 * @property {(message: string | null) => void} say shows a sentence above everything, or takes it away
 */

export {};
