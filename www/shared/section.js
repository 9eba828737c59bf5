// @ts-check
// The contract between a lab and the parts of its page. A new view is a folder and an entry in the lab's list of sections.

/**
 * A part of the page. A lab tells it what has happened; it draws only what has changed and can be seen.
 * @typedef {object} Section
 * @property {() => void} [changed] models, data, settings or the way of looking have changed, or the clock has started or stopped
 * @property {() => void} [scored] there are new scores, in each frame of training
 * @property {() => void} [frame] after each frame of training
 * @property {() => void} [picked] another point or drawing is looked at
 */

/**
 * What every part may know of its lab, and ask of it. Each lab adds its own.
 * @typedef {object} LabView
 * @property {() => import('../pkg/gradual.js').Race} race
 * @property {() => import('../pkg/gradual.js').Report} report where every model is, read once a frame
 * @property {() => import('../pkg/gradual.js').ModelConfig[]} models as the core has them
 * @property {() => boolean} running whether the models learn
 * @property {() => void} pause
 * @property {(change: (race: import('../pkg/gradual.js').Race) => void) => void} attempt asks something of the race; a refusal is told in a sentence
 * @property {(message: string | null) => void} say shows a sentence above everything, or takes it away
 */

/**
 * An entry in a lab's list: what the part is called, what it remembers, and what makes it. All that it registers it
 * registers with its scope, so that nothing stays behind when the lab goes.
 * @template {LabView} L
 * @typedef {object} SectionEntry
 * @property {string} name its class and the key of its slice
 * @property {string} label its accessible name
 * @property {object} [first] what its slice begins with
 * @property {(element: HTMLElement, lab: L, own: { scope: import('./scope.js').Scope, slice: import('./view-state.js').Slice<any> }) => Section} create
 */

export {};
