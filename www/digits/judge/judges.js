// @ts-check
// Who is judged: the networks of the race, and naive Bayes beside them.

import { html } from 'lit';
import { percent } from '../../shared/numbers.js';
import { ranked } from '../guesses/ranking.js';
import { defaultModels } from '../models.js';

/** @typedef {import('../../pkg/gradual.js').Judge} Judge */
/** @typedef {import('../../pkg/gradual.js').JudgeReport} JudgeReport */
/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../guesses/ranking.js').Guess} Guess */
/** @typedef {import('../sections.js').DigitsView} DigitsView */

/** The models in the order of the core, with names for where room is scarce. */
export const judged = [
  { name: 'Logistic unit', short: 'Unit' },
  { name: 'Network', short: 'Network' },
  { name: 'Convolutional network', short: 'CNN' },
  { name: 'Gaussian naive Bayes', short: 'Gaussian' },
  { name: 'Bernoulli naive Bayes', short: 'Bernoulli' },
];

/** How many of them are networks; they come first. */
const NETWORKS = defaultModels.length;

/**
 * What each of them takes an image for, now; null for those that know nothing yet.
 * @param {DigitsView} lab @param {Judge} judge @param {Float32Array} image @returns {(Guess | null)[]}
 */
export function guesses(lab, judge, image) {
  const race = lab.race();
  return judged.map((_, i) => first(i < NETWORKS ? lab.guess(i, image) : judge.guess(race, i - NETWORKS, image)));
}

/**
 * What each of them took an example for when it was judged.
 * @param {Race} race @param {Judge} judge @param {number} example @returns {(Guess | null)[]}
 */
export function thoughts(race, judge, example) {
  return judged.map((_, i) => first(judge.probabilities(race, i, example)));
}

/** @param {Float32Array} probabilities */
function first(probabilities) {
  return ranked(probabilities).at(0) ?? null;
}

/** @param {Guess | null} guess */
export function inWords(guess) {
  return guess ? `${guess.digit}, ${percent(guess.probability, 0)}` : '–';
}

/** One line a model. @param {(Guess | null)[]} guesses @param {number} truth */
export function thoughtList(guesses, truth) {
  const line = (
    /** @type {Guess | null} */ guess,
    /** @type {number} */ i,
  ) => html`<li class="model-${i}" ?data-right=${guess?.digit === truth}>
    <span>${judged[i].short}</span> ${inWords(guess)}
  </li>`;
  return html`<ul class="thoughts">${guesses.map(line)}</ul>`;
}
