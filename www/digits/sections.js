// @ts-check
// The parts of the Digits lab beside the guesses, in their order on the page, and what all parts may know and ask.
// One more view is one more entry, and a folder of its own.

import { createDreams, firstDreams } from './dreams/panel.js';
import { createJudge, firstJudge } from './judge/panel.js';
import { createLayers, firstLayers } from './layers/panel.js';
import { createMap, firstMap } from './map/panel.js';
import { createOwn, firstOwn } from './own/panel.js';
import { createProgressPanel } from './progress.js';

/** @typedef {import('../pkg/gradual.js').DigitSet} DigitSet */
/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('./training-digits.js').Source} Source */

/** One picture for each digit on the pad, from left to right, row after row, where each stands, whether they look like none of the ten digits, which of them is looked at, and whether a stroke is being drawn. @typedef {{ images: Float32Array[], places: import('./guesses/ranking.js').Place[], none: boolean, chosen: number, isMoving: boolean }} Drawn */

/**
 * What the parts of this lab may know and ask beside what all labs offer.
 * @typedef {object} OfDigits
 * @property {(model: number, image: Float32Array) => Float32Array} guess a view: the probabilities that a model gives to the ten digits
 * @property {(test: number) => Float32Array} picture the pixels of a test digit, counted from the first: a copy, `[784]`
 * @property {(test: number) => number} label what a test digit is
 * @property {() => Drawn} drawing what is on the pad
 * @property {() => Float32Array | null} image what the networks see, `[784]`, of the digit that is looked at; null while nothing is drawn
 * @property {() => number} applied how often another state was put in place of the present one
 * @property {() => number} moment another number whenever the models may read a digit otherwise than before
 * @property {(example: number) => void} show puts a test digit on the pad, counted from the first
 * @property {(bytes: Uint8Array, remark: string) => void} showPicture puts any picture on the pad, `[784]`, 0 (paper) to 255 (ink)
 * @property {() => Source} source which digits the models are to learn
 * @property {(source: Source) => void} chooseSource says so; the digits follow with `learn`
 * @property {(own: DigitSet | null) => void} learn gives the models the digits of the source; their weights stay, and the lab frees `own`
 * @property {(index: number, model: ModelConfig) => void} setModel gives a model other settings
 */
/** @typedef {import('../shared/section.js').LabView & OfDigits} DigitsView */
/** @typedef {import('../shared/section.js').SectionEntry<DigitsView>} Entry */

/** @type {Entry[]} */
export const sections = [
  { name: 'progress-panel', label: 'How it goes', create: createProgressPanel },
  { name: 'own', label: 'Your digits', first: firstOwn, create: createOwn },
  { name: 'layers', label: 'What each layer saw', first: firstLayers, create: createLayers },
  {
    name: 'hidden-map',
    label: 'How the last hidden layer sorts the digits',
    first: firstMap,
    create: createMap,
  },
  { name: 'judge', label: 'How good are they?', first: firstJudge, create: createJudge },
  { name: 'dreams', label: 'Dreams', first: firstDreams, create: createDreams },
];
