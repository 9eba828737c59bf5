// @ts-check
// Every lesson without its page: run as it is meant, where all that it asks comes true, and run wrongly, where nothing does.

import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { checkLesson, recipeOf } from '../../www/lessons/format.js';
import { holds, measured, partsOf } from '../../www/lessons/measure.js';
import { Sweep } from '../../www/lessons/sweep.js';
import init, { initPart } from '../../www/pkg/gradual.js';
import { DigitSet, LookInside, Recipes, Weights } from '../../www/pkg/gradual_rest.js';
import { byHand } from './by-hand.js';
import { expect, test } from './fixtures.js';

/** @typedef {import('../../www/lessons/format.js').Lesson} Lesson */
/** @typedef {import('../../www/lessons/measure.js').Run} Run */
/** @typedef {import('../../www/pkg/gradual.js').Race} Race */

const pkg = (/** @type {string} */ name) => readFileSync(new URL(`../../www/pkg/${name}`, import.meta.url));

/** @param {string} folder @returns {Lesson[]} */
function lessonsIn(folder) {
  const place = new URL(`../../www/lessons/${folder}/`, import.meta.url);
  const names = readdirSync(place).sort();
  return names.map((name) => checkLesson(JSON.parse(readFileSync(new URL(name, place), 'utf8'))));
}

const lessons = [...lessonsIn('course'), ...lessonsIn('exercises')];

/** Epochs after which a run is as it will be. */
const LONG = 600;

/** How a model is kept from learning. */
const STILL = { learningRate: 1e-9 };

/** Races of the test, which are let go of at its end. @type {Race[]} */
const races = [];

/** The digits, once they are asked for. @type {{ train: DigitSet, test: DigitSet } | null} */
let digits = null;

test.afterEach(() => {
  for (const race of races.splice(0)) race.free();
});

test.beforeAll(async () => {
  await init({ module_or_path: pkg('gradual_bg.wasm') });
  await initPart(/** @type {any} */ (pkg('gradual_rest.wasm')));
});

/** @param {string} name */
function digitsOf(name) {
  const set = new DigitSet(name);
  set.pushImages(gunzipSync(pkg(`digits/${name}-images.idx.gz`)));
  set.pushLabels(gunzipSync(pkg(`digits/${name}-labels.idx.gz`)));
  set.finish();
  return set;
}

/** A run whose models have learned already, as the lab has it for a lesson that says so. @param {Lesson} lesson @param {Race} race */
function fromReadyWeights(lesson, race) {
  if (!lesson.view.beginning?.ready) return race;
  const files = ['softmax', 'network', 'convolutional'].map((name) =>
    readFileSync(new URL(`../../www/digits/weights/${name}.weights`, import.meta.url)),
  );
  files.forEach((file, model) => {
    Weights.load(race, model, file);
  });
  race.evaluate(1e9);
  return race;
}

/** The race of a scene from its beginning. @param {Lesson} lesson @param {number} scene @param {object} [patch] of every model */
function raceOf(lesson, scene, patch) {
  const recipe = recipeOf(lesson, scene);
  const race = Recipes.open({ ...recipe, models: recipe.models.map((model) => ({ ...model, ...patch })) });
  races.push(race);
  if (lesson.lab === 'digits') {
    digits ??= { train: digitsOf('train'), test: digitsOf('test') };
    digits.train.teach(race, digits.test, /** @type {any} */ (recipe.data));
  }
  return race;
}

/** Goes on until a scene has its answer, or is past it. @param {Run} run @param {Lesson} lesson @param {number} index @param {object} [patch] */
function play(run, lesson, index, patch) {
  const { until, sweep } = lesson.scenes[index];
  if (sweep) run.sweep = swept(lesson, index, patch);
  if (!until) return;
  const values = (!patch && byHand[lesson.id]?.[index]) || [];
  for (const [place, value] of values.entries()) LookInside.setParameter(run.race, 0, place, value);
  const places = partsOf(until).filter(({ of }) => of === 'epoch' || of === 'iteration');
  const isThere = () => places.length > 0 && places.every((place) => holds(run, { ...place, most: Infinity }));
  for (let epoch = 0; epoch < LONG && !isThere() && !(places.length === 0 && holds(run, until)); epoch++) {
    if (places.some(({ of }) => of === 'iteration')) run.race.step(1);
    else run.race.stepEpoch();
    if (lesson.lab === 'points') run.race.evaluate(1e9);
    if (sweep) break;
  }
  run.race.evaluate(1e9);
}

/** @param {Lesson} lesson @param {number} index @param {object} [patch] */
function swept(lesson, index, patch) {
  const recipe = recipeOf(lesson, index);
  const models = recipe.models.map((model) => ({ ...model, ...patch }));
  const sweep = new Sweep({ ...recipe, models }, /** @type {any} */ (lesson.scenes[index].sweep), () => null);
  while (sweep.step());
  return sweep;
}

for (const lesson of lessons)
  test(`the lesson "${lesson.title}" comes true as it is meant, and not otherwise`, () => {
    test.setTimeout(180_000);
    const wrongly = lesson.wrong ?? STILL;
    const begin = (/** @type {number} */ i) => {
      const [meant, wrong, fresh] = [undefined, wrongly, wrongly].map((patch) => raceOf(lesson, i, patch));
      return { meant: { race: fromReadyWeights(lesson, meant) }, wrong: { race: wrong }, fresh: { race: fresh } };
    };
    /** @type {Record<'meant' | 'wrong' | 'fresh', Run>} */
    let runs = begin(0);
    lesson.scenes.forEach(({ run, until, predict }, i) => {
      if (run) runs = begin(i);
      const { meant, wrong, fresh } = runs;
      play(meant, lesson, i);
      if (until) {
        expect(holds(fresh, until), `scene ${i + 1} without a run`).toBe(false);
        expect(holds(meant, until), `scene ${i + 1} as it is meant`).toBe(true);
      }
      if (until) {
        if (!lesson.view.beginning?.ready) play(wrong, lesson, i, wrongly);
        expect(holds(wrong, until), `scene ${i + 1} with a wrong run`).toBe(false);
      }
      if (predict?.kind === 'choice')
        expect(predict.options.map((option) => holds(meant, option.if)).filter(Boolean), `scene ${i + 1}`).toEqual([
          true,
        ]);
      if (predict?.kind === 'number') {
        const truth = measured(meant, predict.truth) ?? Number.NaN;
        expect(truth, `the number of scene ${i + 1}`).toBeGreaterThanOrEqual(predict.from);
        expect(truth, `the number of scene ${i + 1}`).toBeLessThanOrEqual(predict.to);
      }
      if (predict?.kind === 'order')
        expect(new Set(predict.items.map(({ value }) => measured(meant, value))).size, `scene ${i + 1}`).toBe(
          predict.items.length,
        );
    });
  });

test('every lesson has a name of its own', () => {
  const ids = lessons.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
