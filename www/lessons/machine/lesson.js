// @ts-check
// A lesson about Boltzmann machines: the stage of its run, as scenes use one.

import { firstSettings } from '../../digits/dreams/machine.js';
import { defaultModels } from '../../digits/models.js';
import { beginningOf, recipeOf } from '../format.js';
import { createMachineStage } from './stage.js';

/** @typedef {import('../format.js').Lesson} Lesson */
/** @typedef {import('./recipe.js').MachineRecipe} MachineRecipe */

/** @param {HTMLElement} element @param {Lesson} lesson @param {number} scene with which it begins @returns {import('../stage.js').LessonStage} */
export function createMachineLesson(element, lesson, scene) {
  const recipeAt = (/** @type {number} */ at) =>
    /** @type {MachineRecipe} */ (/** @type {unknown} */ (recipeOf(lesson, at)));
  const stage = createMachineStage(element, recipeAt(scene), lesson.show);
  let begun = beginningOf(lesson, scene);

  return {
    lab: null,
    run: { machine: stage.run },
    isMeasured: () => true,
    enter(next) {
      if (beginningOf(lesson, next) === begun) return;
      begun = beginningOf(lesson, next);
      stage.apply(recipeAt(next));
    },
    anew: () => stage.anew(),
    lock(locked) {
      if (locked && !element.inert) stage.rest();
      element.inert = locked;
    },
    full: () => fullState(stage.run.recipe),
    dispose: () => stage.dispose(),
  };
}

/** The Digits lab, with the first machine in its section on dreams. @param {MachineRecipe} recipe */
function fullState({ data, models, seed }) {
  const [{ name: _, ...config }] = models;
  const settings = { ...firstSettings, data: data.kind, seed, config };
  const digits = { kind: 'digits', mnist: 'sixth', own: false };
  return {
    version: /** @type {const} */ (1),
    lab: 'digits',
    recipe: { version: 1, data: digits, models: defaultModels, seed, rules: [] },
    view: { dreams: { settings } },
  };
}
