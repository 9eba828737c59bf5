// @ts-check
// Every lesson without its page: run as it is meant, where all that it asks comes true, and run wrongly, where nothing does.

import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { checkLesson, recipeOf } from '../../www/lessons/format.js';
import { MachineRun } from '../../www/lessons/machine/run.js';
import { holds, measured, placesOf } from '../../www/lessons/measure.js';
import { Sweep } from '../../www/lessons/sweep.js';
import init, { initPart } from '../../www/pkg/gradual.js';
import { DigitSet, LookInside, Recipes, Weights } from '../../www/pkg/gradual_rest.js';
import { byHand } from './by-hand.js';
import { expect, test } from './fixtures.js';

/** @typedef {import('../../www/lessons/format.js').Lesson} Lesson */
/** @typedef {import('../../www/lessons/measure.js').Run} Run */
/** @typedef {import('../../www/lessons/measure.js').RaceRun} RaceRun */
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

/** Little parts of the run of machines after which it is as it will be. */
const PARTS = 100_000;

/** Races and machines of the test, which are let go of at its end. @type {{ free: () => void }[]} */
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
  if (lesson.lab === 'digits') teach(race, recipe.data);
  return race;
}

/** Gives a race its digits. @param {Race} race @param {any} data */
function teach(race, data) {
  digits ??= { train: digitsOf('train'), test: digitsOf('test') };
  digits.train.teach(race, digits.test, data);
}

/** What machines are run with from a scene on. @param {Lesson} lesson @param {number} scene @param {object} [patch] of every machine @returns {any} */
function machineRecipeOf(lesson, scene, patch) {
  const recipe = recipeOf(lesson, scene);
  return { ...recipe, models: recipe.models.map((model) => ({ ...model, ...patch })) };
}

/** A race for its digits alone. */
function digitsRace() {
  const data = /** @type {const} */ ({ kind: 'digits', mnist: 'sixth', own: false });
  const [{ recipe }] = lessons.filter(({ lab }) => lab === 'digits');
  const race = Recipes.open({ ...recipe, data, models: recipe.models.slice(0, 1), rules: [] });
  races.push(race);
  teach(race, data);
  return race;
}

/** The run of a scene from its beginning. @param {Lesson} lesson @param {number} scene @param {object} [patch] of every model @returns {Run} */
function runOf(lesson, scene, patch) {
  if (lesson.lab !== 'machine') {
    const race = raceOf(lesson, scene, patch);
    return { race: patch ? race : fromReadyWeights(lesson, race) };
  }
  const recipe = machineRecipeOf(lesson, scene, patch);
  const machine = new MachineRun(recipe, recipe.data.kind === 'digits' ? digitsRace() : undefined);
  races.push(machine);
  return prepared(machine);
}

/** The run of another scene: machines go on where they are trained alike. @param {Run} run @param {Lesson} lesson @param {number} scene @param {object} [patch] of every model @returns {Run} */
function nextRunOf(run, lesson, scene, patch) {
  if (!('machine' in run)) return runOf(lesson, scene, patch);
  run.machine.apply(machineRecipeOf(lesson, scene, patch));
  return prepared(run.machine);
}

/** @param {MachineRun} machine */
function prepared(machine) {
  while (!machine.isThere) machine.prepare();
  return { machine };
}

/** Goes on until a scene has its answer, or is past it. @param {Run} run @param {Lesson} lesson @param {number} index @param {object} [patch] */
function play(run, lesson, index, patch) {
  if ('machine' in run) playMachine(run.machine, lesson, index, patch);
  else playRace(run, lesson, index, patch);
}

/** @param {MachineRun} machine @param {Lesson} lesson @param {number} index @param {object} [patch] */
function playMachine(machine, lesson, index, patch) {
  const { until } = lesson.scenes[index];
  if (!until) return;
  const values = (!patch && byHand[lesson.id]?.[index]) || null;
  const pixels = machine.side ** 2;
  if (values) machine.look({ visible: values.slice(0, pixels), hidden: values.slice(pixels) });
  for (const place of placesOf(until)) {
    const isThere = () => holds({ machine }, { ...place, most: Infinity });
    for (let part = 0; part < PARTS && !isThere(); part++) machine.advance(place.of);
  }
}

/** @param {RaceRun} run @param {Lesson} lesson @param {number} index @param {object} [patch] */
function playRace(run, lesson, index, patch) {
  const { until, sweep } = lesson.scenes[index];
  if (sweep) run.sweep = swept(lesson, index, patch);
  if (!until) return;
  const values = (!patch && byHand[lesson.id]?.[index]) || [];
  for (const [place, value] of values.entries()) LookInside.setParameter(run.race, 0, place, value);
  const places = placesOf(until);
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
    test.setTimeout(lesson.lab === 'machine' ? 600_000 : 180_000);
    const wrongly = lesson.wrong ?? STILL;
    const patches = [undefined, wrongly, wrongly];
    let runs = patches.map((patch) => runOf(lesson, 0, patch));
    lesson.scenes.forEach(({ run, until, predict }, i) => {
      if (run) runs = runs.map((before, which) => nextRunOf(before, lesson, i, patches[which]));
      const [meant, wrong, fresh] = runs;
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
