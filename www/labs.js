// @ts-check
// The labs of the page, in the order of their tabs. One more lab is one more entry, and a folder of its own.

import { imported } from './shared/loading.js';
import { restOfCore } from './shared/rest.js';

/** @typedef {import('./shared/view-state.js').LabState} LabState */
/**
 * What a lab is to the page it stands on.
 * @typedef {object} Lab
 * @property {import('./pkg/gradual.js').Race} race
 * @property {Lab | null} [inner] the lab that stands within this one
 * @property {LabState} [state] all that is needed to build it anew
 * @property {(state: LabState, goOn?: (race: import('./pkg/gradual.js').Race) => void) => void} [apply] builds everything anew from a state; `goOn` has the race go on with a run
 * @property {(act: (race: import('./pkg/gradual.js').Race) => void) => void} [change] changes the race; throws what is refused
 * @property {import('./points/section.js').Points} [points] what the boundaries are drawn of
 * @property {(wanted: boolean) => void} [train] starts or stops learning
 * @property {() => boolean} [running] whether its models learn at this moment
 * @property {() => boolean} [hasOwn] whether it holds what the visitor made and nothing keeps
 * @property {() => void} show it is in sight now
 * @property {() => void} hide it no longer is
 * @property {() => Promise<void>} [complete] brings what need not be there for the first paint
 * @property {() => void} [dispose] lets go of everything it holds
 */
/** Comes when all that one sees at first is there. @typedef {(element: HTMLElement, options: { seed: number, state?: LabState }) => Promise<Lab>} CreateLab */
/**
 * `name` is its address and the key of its state, `title` its tab; the page is called and described as the lab that is open.
 * @typedef {{ name: string, title: string, page: string, description: string, load: () => Promise<{ createLab: CreateLab }> }} LabEntry
 */

/** @type {LabEntry[]} */
export const labs = [
  {
    name: 'points',
    title: 'Points',
    page: 'Gradual: watch a network learn',
    description:
      'Watch networks learn: a straight line and a bent one on the same points, side by side, down to every number.',
    load: () => imported(import('./points/lab.js')),
  },
  {
    name: 'digits',
    title: 'Digits',
    page: 'Digits · Gradual',
    description:
      'Draw a digit, read what three networks take it for, and watch them learn handwriting from nothing in seconds.',
    load: async () => (await Promise.all([imported(import('./digits/lab.js')), restOfCore()]))[0],
  },
  {
    name: 'lessons',
    title: 'Lessons',
    page: 'Lessons · Gradual',
    description:
      'A course that runs: from a probability to backpropagation, digits and dreaming machines. Say what you expect, then watch.',
    load: async () => (await Promise.all([imported(import('./lessons/lab.js')), restOfCore()]))[0],
  },
];
