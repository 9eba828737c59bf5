// @ts-check
// The state of the lab as one plain value; what comes from elsewhere is looked at before it is believed.

import { Refusal } from '../shared/refusal.js';

/** @typedef {import('../shared/view-state.js').LabState} LabState */
/** @typedef {import('../shared/view-state.js').ViewValue} ViewValue */
/** @typedef {import('./recipe.js').Recipe} Recipe */
/** @typedef {import('./strokes.js').Stroke} Stroke */

const VERSION = 1;

/** The key of the strokes among the slices of the view. */
const DRAWING = 'drawing';

/** @param {{ recipe: Recipe, view: ViewValue, strokes: Stroke[] }} parts @returns {LabState} */
export function written({ recipe, view, strokes }) {
  const whole = strokes.length > 0 ? { ...view, [DRAWING]: { strokes } } : view;
  return { version: VERSION, lab: 'digits', recipe, view: whole };
}

/** Refuses, in a sentence, what is no state of this lab. @param {LabState} state */
export function read({ version, lab, recipe, view }) {
  if (version !== VERSION || lab !== 'digits')
    throw new Refusal(`This is no state of the Digits lab, version ${VERSION}.`);
  if (!isRecord(recipe) || !isRecord(view) || !Object.values(view).every(isRecord))
    throw new Refusal('This state is incomplete: it lacks its recipe or its view.');
  const { [DRAWING]: drawing, ...slices } = view;
  return { recipe: /** @type {Recipe} */ (recipe), view: slices, strokes: strokesIn(drawing?.strokes ?? []) };
}

/** @param {unknown} strokes @returns {Stroke[]} */
function strokesIn(strokes) {
  const isStroke = (/** @type {unknown} */ stroke) => Array.isArray(stroke) && stroke.every(Number.isFinite);
  if (Array.isArray(strokes) && strokes.every(isStroke)) return strokes;
  throw new Refusal('The drawing of this state must be lists of numbers.');
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
