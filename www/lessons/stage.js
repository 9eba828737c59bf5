// @ts-check
// Where the run of a lesson takes place: one of the labs, with what the lesson leaves out of it.

import { createLab as createPoints } from '../points/lab.js';
import { firstRules } from '../points/time/rules.js';
import { imported } from '../shared/loading.js';
import { beginningOf, recipeOf } from './format.js';

/** @typedef {import('../labs.js').Lab} Lab */
/** @typedef {import('./format.js').Lesson} Lesson */
/** @typedef {Lab & Required<Pick<Lab, 'state' | 'apply' | 'dispose'>>} FullLab */
/**
 * What a lesson asks of the place of its run.
 * @typedef {object} LessonStage
 * @property {FullLab | null} lab that it stands in; none of machines
 * @property {import('./measure.js').Run} run
 * @property {() => boolean} isMeasured whether all that the run has come to is measured
 * @property {(scene: number) => void} enter brings the run of a scene, where it is another
 * @property {(change?: { seed: number }) => void} anew begins the run of the scene once more, perhaps from another seed
 * @property {() => void} [rest] the run has come as far as the scene asks, and waits
 * @property {(locked: boolean) => void} lock nothing goes on, and nothing can be touched, until one has said what one expects
 * @property {() => import('../shared/view-state.js').LabState} full the state with which the full lab goes on
 * @property {() => void} dispose
 */

/** @param {HTMLElement} element @param {Lesson} lesson @param {number} scene with which it begins @returns {Promise<LessonStage>} */
export async function createStage(element, lesson, scene) {
  if (lesson.lab === 'machine')
    return (await imported(import('./machine/lesson.js'))).createMachineLesson(element, lesson, scene);
  return createLabStage(element, lesson, scene);
}

/** @param {HTMLElement} element @param {Lesson} lesson @param {number} scene @returns {Promise<LessonStage>} */
async function createLabStage(element, lesson, scene) {
  const stateAt = (/** @type {number} */ at) => stateOf(lesson, at);
  const create = lesson.lab === 'digits' ? (await imported(import('../digits/lab.js'))).createLab : createPoints;
  const { seed } = lesson.recipe;
  const lab = /** @type {FullLab} */ (/** @type {unknown} */ (await create(element, { seed, state: stateAt(scene) })));
  lab.show();
  element.classList.toggle('bare', lesson.show.length === 0);
  if (lesson.show.length > 0) lab.complete?.().catch(() => {}); // without them, the lesson goes on
  let begun = beginningOf(lesson, scene);
  const rest = () => {
    lab.hide();
    lab.show();
  };

  return {
    lab,
    run: { race: lab.race },
    isMeasured: () => lab.race.report().models.every(({ evaluatedAt, iteration }) => evaluatedAt >= iteration),
    enter(next) {
      if (beginningOf(lesson, next) === begun) return;
      begun = beginningOf(lesson, next);
      scene = next;
      lab.apply(stateAt(next));
    },
    anew(change) {
      const { recipe, ...state } = stateAt(scene);
      lab.apply({ ...state, recipe: { ...recipe, ...change } });
    },
    rest,
    lock(locked) {
      if (locked && !element.inert) rest();
      element.inert = locked;
    },
    full: () => lab.state,
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
