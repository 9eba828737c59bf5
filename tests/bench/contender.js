// @ts-check
// What a contender is. One is added by adding a file that exports it as its default: to `rivals/` if it needs a package, else to
// `contenders/`.

/** @typedef {import('./workloads.js').Workload} Workload */

/**
 * @typedef {object} Task
 * @property {Workload} workload
 * @property {import('./network.js').Layer[]} layers
 * @property {import('./page/data.js').Data} data
 * @property {Float32Array} start the first weights, the same for all; trained ones where nothing is trained
 */

/**
 * @typedef {object} Model a network that starts from the weights of the task
 * @property {(steps: number) => void | Promise<void>} train does so many updates and returns when they are done
 * @property {(inputs: Float32Array) => Float32Array | Promise<Float32Array>} predict the probabilities `[examples, outputs]`; of a
 *   Boltzmann machine its weights
 * @property {() => void | Promise<void>} [enter] called before a block and not timed, for what contenders share
 * @property {() => number} [accuracy] the share of the test examples it has right, where `predict` can't answer for them; of a
 *   Boltzmann machine 1 − Σ (v − v̂)² / Σ v² of test digits v and their reconstructions
 * @property {() => void} [free]
 */

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {string} [note] where it does less or other than asked
 * @property {boolean} [machines] whether it has Boltzmann machines
 * @property {(workload: Workload) => string | null} refuses why it can't do a workload, or `null`
 * @property {(task: Task) => Model | Promise<Model>} create
 */

export {};
