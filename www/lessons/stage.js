// @ts-check
// Where the run of a lesson takes place: one of the labs, with what the lesson leaves out of it.

import { createLab as createPoints } from '../points/lab.js';
import { firstRules } from '../points/time/rules.js';
import { imported } from '../shared/loading.js';
import { beginningOf, recipeOf } from './format.js';

/** @typedef {import('../labs.js').Lab} Lab */
/** @typedef {import('./format.js').Lesson} Lesson */
/** @typedef {Lab & Required<Pick<Lab, 'state' | 'apply' | 'dispose'>>} FullLab */

/** @param {HTMLElement} element @param {Lesson} lesson @param {number} scene with which it begins */
export async function createStage(element, lesson, scene) {
  const stateAt = (/** @type {number} */ at) => stateOf(lesson, at);
  const create = lesson.lab === 'digits' ? (await imported(import('../digits/lab.js'))).createLab : createPoints;
  const { seed } = lesson.recipe;
  const lab = /** @type {FullLab} */ (/** @type {unknown} */ (create(element, { seed, state: stateAt(scene) })));
  lab.show();
  element.classList.toggle('bare', lesson.show.length === 0);
  if (lesson.show.length > 0) lab.complete?.().catch(() => {}); // without them, the lesson goes on
  let begun = beginningOf(lesson, scene);

  return {
    lab,
    /** @param {number} next */
    enter(next) {
      if (beginningOf(lesson, next) === begun) return;
      begun = beginningOf(lesson, next);
      scene = next;
      lab.apply(stateAt(next));
    },
    /** @param {{ seed?: number }} [change] */
    anew(change) {
      const { recipe, ...state } = stateAt(scene);
      lab.apply({ ...state, recipe: { ...recipe, ...change } });
    },
    /** Nothing goes on, and nothing can be touched, until one has said what one expects. @param {boolean} locked */
    lock(locked) {
      if (locked && !element.inert) {
        lab.hide();
        lab.show();
      }
      element.inert = locked;
    },
    dispose: () => lab.dispose(),
  };
}

/** Digits are learned from nothing, unless the lesson says otherwise. @type {import('../shared/view-state.js').ViewValue} */
const FROM_NOTHING = { beginning: { ready: false } };

/** Points begin with the rules that the lab has by itself; digits have none. @param {Lesson} lesson @param {number} scene */
function stateOf(lesson, scene) {
  const isDigits = lesson.lab === 'digits';
  const [rules, first] = isDigits ? [[], FROM_NOTHING] : [firstRules, {}];
  return {
    version: /** @type {const} */ (1),
    lab: lesson.lab,
    recipe: { ...recipeOf(lesson, scene), rules },
    view: { ...first, ...lesson.view },
  };
}
