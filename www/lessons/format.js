// @ts-check
// A lesson as data: what one of its files may hold, and sentences for what it may not.
//
// {
//   "lesson": 1,                       version of this format
//   "id": "one-line", "title": "…", "minutes": 5,
//   "recipe": { … },                   the run it begins with, as a link holds it, without stopping rules
//   "hide": ["data", "settings"],      of data, settings, progress
//   "scenes": [{
//     "say": "…",                      at most 60 words
//     "predict": { "kind": "choice", "ask": "…", "options": [{ "say": "…", "if": condition, "why": "…" }] }
//              | { "kind": "number", "ask": "…", "from": 0, "to": 100, "near": 5, "truth": quantity, "why": "…" },
//     "until": condition,              when the run has answered
//     "ask": "…",                      what to do until then
//     "reveal": "…"                    what it showed
//   }]
// }
//
// A quantity is { "of": "heldOutAccuracy", "model": 0 }, see `measure.js`; a condition is a quantity with "least" or "most", or
// { "all": [conditions] } or { "any": [conditions] }.

import { Refusal } from '../shared/refusal.js';
import { isQuantity, QUANTITIES } from './measure.js';

/** @typedef {import('./measure.js').Condition} Condition */
/** @typedef {import('./measure.js').Quantity} Quantity */
/** @typedef {{ say: string, if: Condition, why: string }} Option */
/** @typedef {{ kind: 'choice', ask: string, options: Option[] }} Choice */
/** @typedef {{ kind: 'number', ask: string, from: number, to: number, near: number, truth: Quantity, why: string }} NumberAsked */
/** @typedef {{ say: string, predict?: Choice | NumberAsked, until?: Condition, ask?: string, reveal?: string }} Scene */
/** @typedef {{ lesson: 1, id: string, title: string, minutes: number, recipe: Omit<import('../pkg/gradual.js').Recipe, 'rules'>, hide: string[], scenes: Scene[] }} Lesson */

/** The most words of a scene, and minutes of a lesson. */
const [MOST_WORDS, MOST_MINUTES] = [60, 8];

/** What a lesson may hide. */
const HIDEABLE = ['data', 'settings', 'progress'];

/** Refuses, in a sentence, what is no lesson. @param {any} value @returns {Lesson} */
export function checkLesson(value) {
  const refuse = (/** @type {string} */ problem) => {
    throw new Refusal(`The lesson ${value?.id ?? 'without id'} can't be used: ${problem}.`);
  };
  if (value?.lesson !== 1) refuse('its "lesson" must be 1, the version that this page reads');
  for (const key of ['id', 'title']) if (!isText(value[key])) refuse(`its "${key}" must be a text`);
  if (!(value.minutes > 0 && value.minutes <= MOST_MINUTES)) refuse(`its "minutes" must be from 1 to ${MOST_MINUTES}`);
  if (typeof value.recipe !== 'object' || value.recipe === null) refuse('it has no "recipe"');
  const odd = (value.hide ?? []).find((/** @type {string} */ part) => !HIDEABLE.includes(part));
  if (odd) refuse(`it hides ${odd}, which is none of ${HIDEABLE.join(', ')}`);
  if (!Array.isArray(value.scenes) || value.scenes.length === 0) refuse('it has no "scenes"');
  value.scenes.forEach((/** @type {any} */ scene, /** @type {number} */ i) => {
    const problem = problemOf(scene);
    if (problem) refuse(`in scene ${i + 1}, ${problem}`);
  });
  return { hide: [], ...value };
}

/** @param {any} scene @returns {string | null} */
function problemOf(scene) {
  if (!isText(scene?.say)) return '"say" must be a text';
  const words = scene.say.split(/\s+/).length;
  if (words > MOST_WORDS) return `"say" has ${words} words, and ${MOST_WORDS} are the most`;
  if (scene.until && !isCondition(scene.until))
    return `"until" is no condition: it needs one of ${QUANTITIES.join(', ')} with "least" or "most"`;
  if (scene.until && !isText(scene.ask)) return '"ask" must say what to do until then';
  return scene.predict ? problemOfPrediction(scene) : null;
}

/** @param {any} scene @returns {string | null} */
function problemOfPrediction({ predict, until }) {
  if (!until) return 'a prediction needs "until", when the run has answered it';
  if (!isText(predict.ask)) return 'the prediction\'s "ask" must be a text';
  if (predict.kind === 'number') {
    const numbers = [predict.from, predict.to, predict.near].every(Number.isFinite) && predict.from < predict.to;
    return numbers && isQuantity(predict.truth) && isText(predict.why)
      ? null
      : 'a number needs "from", "to", "near", "truth" and "why"';
  }
  if (predict.kind !== 'choice') return `predictions are of the kind choice or number, and not ${predict.kind}`;
  const isOption = (/** @type {any} */ option) => isText(option?.say) && isText(option.why) && isCondition(option.if);
  return Array.isArray(predict.options) && predict.options.length > 1 && predict.options.every(isOption)
    ? null
    : 'a choice needs two or more options, each with "say", "if" and "why"';
}

/** @param {any} condition @returns {boolean} */
function isCondition(condition) {
  const list = condition?.all ?? condition?.any;
  if (Array.isArray(list)) return list.length > 0 && list.every(isCondition);
  return isQuantity(condition) && [condition.least, condition.most].some(Number.isFinite);
}

/** @param {unknown} value */
const isText = (value) => typeof value === 'string' && value.trim() !== '';
