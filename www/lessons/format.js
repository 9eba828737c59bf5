// @ts-check
// A lesson as data: what one of its files may hold, and sentences for what it may not.
//
// {
//   "lesson": 1,                       version of this format
//   "id": "one-line", "title": "…", "minutes": 5,
//   "lab": "points",                   or "digits", or "machine" for Boltzmann machines
//   "recipe": { … },                   the run it begins with, as a link holds it, without stopping rules; of machines, see `machine/recipe.js`
//   "view": { … },                     how the lab is looked at, as a link holds it; may be left out
//   "hide": ["data", "settings"],      of data, settings, progress
//   "show": ["inside"],                of inside, timeline and the closer looks loss-surface, hidden, s-curve, errors, arrows; of
//                                      digits: layers, hidden-map, judge; of machines: state, states, weight, filters, dreams, repair, duel
//   "wrong": { "learningRate": 1e-9 }, settings of all models with which the run must fail; this is how it is without
//   "scenes": [{
//     "say": "…",                      at most 60 words
//     "picture": "neuron",             a drawing: neuron, dendrites, activations, half-planes
//     "run": { "models": […] },        parts of the recipe that are others from here on; the run begins anew
//     "predict": { "kind": "choice", "ask": "…", "options": [{ "say": "…", "if": condition, "why": "…" }] }
//              | { "kind": "number", "ask": "…", "from": 0, "to": 100, "near": 5, "truth": quantity, "why": "…" }
//              | { "kind": "line", "ask": "…", "model": 0, "near": 10, "why": "…" }      near: percent of the map
//              | { "kind": "curve", "ask": "…", "of": "heldOutLoss", "model": 0, "epochs": 60, "from": 0, "to": 1, "near": 0.1, "why": "…" }
//              | { "kind": "order", "ask": "…", "items": [{ "say": "…", "value": quantity }], "largest": "first", "why": "…" },
//     "sweep": { "seeds": 20, "epochs": 150, "good": condition },   the same run from so many beginnings
//     "until": condition,              when the run has answered
//     "ask": "…",                      what to do until then
//     "reveal": "…"                    what it showed
//   }]
// }
//
// A quantity is { "of": "heldOutAccuracy", "model": 0 }, see `measure.js`; "output" has a place, "at": [x₁, x₂]. Those of machines are in
// `machine/quantities.js`: "at" has pixel and unit, or how many labels, or all pixels of a picture. A condition is a quantity with "least"
// or "most", or { "all": [conditions] } or { "any": [conditions] }. Machines know no line, curve or sweep.

import { Refusal } from '../shared/refusal.js';
import { problemOfRecipe } from './machine/recipe.js';
import { isQuantity, partsOf, quantitiesOf } from './measure.js';

/** @typedef {import('./measure.js').Condition} Condition */
/** @typedef {import('./measure.js').Quantity} Quantity */
/** @typedef {Omit<import('../pkg/gradual.js').Recipe, 'rules'>} Recipe */
/** @typedef {{ say: string, if: Condition, why: string }} Option */
/** @typedef {{ kind: 'choice', ask: string, options: Option[] }} Choice */
/** @typedef {{ kind: 'number', ask: string, from: number, to: number, near: number, truth: Quantity, why: string }} NumberAsked */
/** @typedef {{ kind: 'line', ask: string, model: number, near: number, why: string }} Line */
/** @typedef {{ kind: 'curve', ask: string, of: import('../pkg/gradual.js').Quantity, model: number, epochs: number, from: number, to: number, near: number, why: string }} Curve */
/** @typedef {{ kind: 'order', ask: string, items: { say: string, value: Quantity }[], largest: 'first' | 'last', why: string }} Order */
/** @typedef {Choice | NumberAsked | Line | Curve | Order} Prediction */
/** @typedef {{ say: string, picture?: string, run?: Partial<Recipe>, predict?: Prediction, sweep?: import('./sweep.js').SweepAsked, until?: Condition, ask?: string, reveal?: string }} Scene */
/** @typedef {{ lesson: 1, id: string, title: string, minutes: number, lab: 'points' | 'digits' | 'machine', recipe: Recipe, view: import('../shared/view-state.js').ViewValue, hide: string[], show: string[], wrong?: Partial<import('../pkg/gradual.js').ModelConfig>, scenes: Scene[] }} Lesson */

/** The most words of a scene, minutes of a lesson, and beginnings that are tried. */
const [MOST_WORDS, MOST_MINUTES, MOST_SEEDS] = [60, 8, 20];

/** Where a run may take place. */
const LABS = ['points', 'digits', 'machine'];

/** What a lesson may hide, and what it may show that else is left out. */
const HIDEABLE = ['data', 'settings', 'progress'];
const OF_POINTS = ['inside', 'timeline', 'loss-surface', 'hidden', 's-curve', 'errors', 'arrows'];
const OF_DIGITS = ['layers', 'hidden-map', 'judge'];
const OF_MACHINES = ['state', 'states', 'weight', 'filters', 'dreams', 'repair', 'duel'];
export const SHOWABLE = [...OF_POINTS, ...OF_DIGITS, ...OF_MACHINES];

/** The drawings there are. */
export const PICTURES = ['neuron', 'dendrites', 'activations', 'half-planes'];

/** What may be sketched. */
const CURVES = ['trainLoss', 'heldOutLoss', 'trainAccuracy', 'heldOutAccuracy'];

/** Refuses, in a sentence, what is no lesson. @param {any} value @returns {Lesson} */
export function checkLesson(value) {
  const refuse = (/** @type {string} */ problem) => {
    throw new Refusal(`The lesson ${value?.id ?? 'without id'} can't be used: ${problem}.`);
  };
  const problem = problemOfFrame(value);
  if (problem) refuse(problem);
  value.scenes.forEach((/** @type {any} */ scene, /** @type {number} */ i) => {
    const problem = problemOf(scene) ?? problemOfLab(scene, value.lab ?? 'points') ?? problemOfRun(value, i);
    if (problem) refuse(`in scene ${i + 1}, ${problem}`);
  });
  return { lab: 'points', view: {}, hide: [], show: [], ...value };
}

/** What is wrong beside the scenes. @param {any} value @returns {string | undefined} */
function problemOfFrame(value) {
  if (value?.lesson !== 1) return 'its "lesson" must be 1, the version that this page reads';
  for (const key of ['id', 'title']) if (!isText(value[key])) return `its "${key}" must be a text`;
  if (!(value.minutes > 0 && value.minutes <= MOST_MINUTES)) return `its "minutes" must be from 1 to ${MOST_MINUTES}`;
  if (value.lab !== undefined && !LABS.includes(value.lab)) return `its "lab" is none of ${LABS.join(', ')}`;
  if (!value.recipe) return 'it has no "recipe"';
  for (const key of ['recipe', 'view', 'wrong'])
    if (value[key] !== undefined && !isRecord(value[key])) return `its "${key}" must be an object`;
  const ofRecipe = value.lab === 'machine' && problemOfRecipe(value.recipe);
  if (ofRecipe) return ofRecipe;
  const oddOne = (/** @type {string} */ key, /** @type {string[]} */ known) =>
    [value[key] ?? []].flat().find((part) => !known.includes(part));
  const [hidden, shown] = [oddOne('hide', HIDEABLE), oddOne('show', SHOWABLE)];
  if (hidden !== undefined) return `it hides ${hidden}, which is none of ${HIDEABLE.join(', ')}`;
  if (shown !== undefined) return `it shows ${shown}, which is none of ${SHOWABLE.join(', ')}`;
  if (!Array.isArray(value.scenes) || value.scenes.length === 0) return 'it has no "scenes"';
}

/** @param {any} scene @returns {string | null} */
function problemOf(scene) {
  if (!isText(scene?.say)) return '"say" must be a text';
  const words = scene.say.split(/\s+/).length;
  if (words > MOST_WORDS) return `"say" has ${words} words, and ${MOST_WORDS} are the most`;
  const { picture, run, sweep, until } = scene;
  if (picture !== undefined && !PICTURES.includes(picture)) return `"picture" is none of ${PICTURES.join(', ')}`;
  if (run !== undefined && !isRecord(run)) return '"run" must be an object, with parts of the recipe';
  if (sweep !== undefined && !isSweep(sweep))
    return `"sweep" needs "seeds" from 2 to ${MOST_SEEDS}, "epochs", and "good", a condition`;
  if (until && !isCondition(until))
    return '"until" is no condition: it needs a quantity with "least" or "most", or several in "all" or "any"';
  if (until && !isText(scene.ask)) return '"ask" must say what to do until then';
  return scene.predict ? problemOfPrediction(scene) : null;
}

/** What the lab of a lesson does not have: each has quantities of its own. @param {any} scene @param {string} lab @returns {string | null} */
function problemOfLab({ predict, sweep, until }, lab) {
  if (lab === 'machine' && (sweep || ['line', 'curve'].includes(predict?.kind)))
    return 'machines know no "sweep", and no prediction of the kind line or curve';
  const options = predict?.options?.map((/** @type {Option} */ option) => option.if) ?? [];
  const items = predict?.items?.map((/** @type {{ value: Quantity }} */ item) => item.value) ?? [];
  const asked = [until, predict?.truth, ...options, ...items].filter(Boolean).flatMap(partsOf);
  const odd = asked.find(({ of }) => !quantitiesOf(lab).includes(of));
  return odd ? `"${odd.of}" is none of what can be measured here: ${quantitiesOf(lab).join(', ')}` : null;
}

/** What of machines can't be run from a scene on. @param {any} lesson @param {number} scene */
function problemOfRun(lesson, scene) {
  return lesson.lab === 'machine' ? problemOfRecipe(recipeOf(lesson, scene)) : undefined;
}

/** @param {any} sweep */
const isSweep = ({ seeds, epochs, good, measure }) =>
  Number.isInteger(seeds) &&
  seeds >= 2 &&
  seeds <= MOST_SEEDS &&
  epochs > 0 &&
  isCondition(good) &&
  (measure === undefined || quantitiesOf('points').includes(measure));

/** @param {any} scene @returns {string | null} */
function problemOfPrediction({ predict, until }) {
  if (!until) return 'a prediction needs "until", when the run has answered it';
  if (!isText(predict.ask)) return 'the prediction\'s "ask" must be a text';
  const kind = kinds[predict.kind];
  if (!kind)
    return `predictions are a line, a curve, an order, or of the kind choice or number, and not ${predict.kind}`;
  return kind.isRight(predict) ? null : kind.needs;
}

/** What each kind of prediction must have. @type {Record<string, { needs: string, isRight: (predict: any) => boolean }>} */
const kinds = {
  choice: {
    needs: 'a choice needs two or more options, each with "say", "if" and "why"',
    isRight: ({ options }) =>
      isListOf(options, 2, (option) => isText(option?.say) && isText(option.why) && isCondition(option.if)),
  },
  number: {
    needs: 'a number needs "from", "to", "near", "truth" and "why"',
    isRight: (predict) => isRange(predict) && isQuantity(predict.truth) && isText(predict.why),
  },
  line: {
    needs: 'a line needs "near", in percent of the map, and "why"',
    isRight: ({ near, model = 0, why }) => near > 0 && Number.isInteger(model) && isText(why),
  },
  curve: {
    needs: `a curve needs "of", one of ${CURVES.join(', ')}, "epochs", "from", "to", "near" and "why"`,
    isRight: (predict) => CURVES.includes(predict.of) && predict.epochs > 0 && isRange(predict) && isText(predict.why),
  },
  order: {
    needs: 'an order needs two or more items, each with "say" and "value", "largest", first or last, and "why"',
    isRight: ({ items, largest, why }) =>
      isListOf(items, 2, (item) => isText(item?.say) && isQuantity(item.value)) &&
      ['first', 'last'].includes(largest) &&
      isText(why),
  },
};

/** @param {any} predict */
const isRange = ({ from, to, near }) => [from, to, near].every(Number.isFinite) && from < to;

/** @param {any} list @param {number} least @param {(value: any) => boolean} isOne */
const isListOf = (list, least, isOne) => Array.isArray(list) && list.length >= least && list.every(isOne);

/** @param {any} condition @returns {boolean} */
function isCondition(condition) {
  const list = condition?.all ?? condition?.any;
  if (Array.isArray(list)) return isListOf(list, 1, isCondition);
  return isQuantity(condition) && [condition.least, condition.most].some(Number.isFinite);
}

/** @param {unknown} value */
const isText = (value) => typeof value === 'string' && value.trim() !== '';

/** @param {unknown} value */
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is run in a scene: the recipe of the lesson, with what other scenes up to this one say otherwise. @param {Lesson} lesson @param {number} scene @returns {import('../pkg/gradual.js').Recipe} */
export function recipeOf({ recipe, scenes }, scene) {
  const changes = scenes.slice(0, scene + 1).map(({ run }) => run);
  return Object.assign({}, recipe, ...changes, { rules: [] });
}

/** The scene at which the run of a scene begins; −1 where it is that of the lesson. @param {Lesson} lesson @param {number} scene */
export const beginningOf = ({ scenes }, scene) => scenes.slice(0, scene + 1).findLastIndex(({ run }) => run);
