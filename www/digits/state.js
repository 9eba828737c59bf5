// @ts-check
// The state of the lab as one plain value; what comes from elsewhere is looked at before it is believed.

import { Refusal } from '../shared/refusal.js';
import { checkState } from '../shared/view-state.js';
import { checkStrokes } from './strokes.js';

/** @typedef {import('../pkg/gradual.js').Recipe} Recipe */
/** @typedef {import('../shared/view-state.js').LabState} LabState */
/** @typedef {import('../shared/view-state.js').ViewValue} ViewValue */
/** @typedef {import('./strokes.js').Stroke} Stroke */

const LAB = 'digits';

/** The key of the strokes among the slices of the view: they are the core's. */
const DRAWING = 'drawing';

/** @param {{ recipe: Recipe, view: ViewValue, strokes: Stroke[] }} parts @returns {LabState} */
export function written({ recipe, view, strokes }) {
  const whole = strokes.length > 0 ? { ...view, [DRAWING]: { strokes } } : view;
  return { version: 1, lab: LAB, recipe, view: whole };
}

/** Refuses, in a sentence, what is no state of this lab. @param {LabState} state */
export function read(state) {
  const { recipe, view } = checkState(state, LAB);
  if (!isRecord(recipe) || !Object.values(view).every(isRecord))
    throw new Refusal('This state is incomplete: it lacks its recipe, or tells nothing of how one looks at it.');
  const { [DRAWING]: drawing, ...slices } = view;
  return {
    recipe: /** @type {Recipe} */ (/** @type {unknown} */ (recipe)),
    view: slices,
    strokes: strokesIn(drawing?.strokes ?? []),
  };
}

/** @param {unknown} strokes @returns {Stroke[]} */
function strokesIn(strokes) {
  const isStroke = (/** @type {unknown} */ stroke) => Array.isArray(stroke) && stroke.every(Number.isFinite);
  if (!Array.isArray(strokes) || !strokes.every(isStroke))
    throw new Refusal('The drawing of this state must be lists of numbers.');
  checkStrokes(strokes);
  return strokes;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
