// @ts-check
// The Points lab: up to four models learn the same points side by side, on one clock.

import './points.css';
import { render } from 'lit';
import { Painting, Stopping, Timeline } from '../pkg/gradual.js';
import { createClock } from '../shared/clock.js';
import { imported } from '../shared/loading.js';
import { notice } from '../shared/notice.js';
import { once } from '../shared/once.js';
import { painted } from '../shared/painted.js';
import { isRestHere, rest, restOfCore } from '../shared/rest.js';
import { createScope } from '../shared/scope.js';
import { createSections } from '../shared/section.js';
import { sentenceOf } from '../shared/sentence.js';
import { nextTask } from '../shared/tasks.js';
import { checkState, createViewState, placeIn } from '../shared/view-state.js';
import { pointsOf } from './data/points.js';
import { hasValues, willHaveValues } from './data/source.js';
import { firstKept, keptAfter } from './kept.js';
import { layout } from './layout.js';
import { firstOf } from './lineup.js';
import { parts } from './parts.js';
import { beginOn, choiceFor, firstRecipe, raceOf } from './recipe.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').Recipe} Recipe */
/** @typedef {import('../shared/view-state.js').LabState} LabState */

const NAME = 'points';

/** All points are few enough to be scored in every frame. */
const ALL = 1e9;

/** No run has ended before the rest of the core, which tells of them, is there. @type {import('../pkg/gradual.js').AllRuns} */
const noRuns = { ended: [], number: 1, name: '' };

/** @type {import('./section.js').Marked} */
const firstMarked = { picked: null, made: {} };

/** @param {HTMLElement} element @param {{ seed: number, state?: LabState }} options */
export async function createLab(element, { seed, state }) {
  const lab = new PointsLab(element, state ? checkState(state, NAME) : { recipe: firstRecipe(seed), view: {} });
  await lab.begun;
  return lab;
}

class PointsLab {
  #scope = createScope();
  #viewState = createViewState(() => this.#looked());
  /** What concerns more than one part. */
  #shared = {
    marked: this.#viewState.slice('marked', firstMarked),
    chart: this.#viewState.slice('chart', { flags: true, hidden: /** @type {number[]} */ ([]) }),
    kept: this.#viewState.slice('kept', firstKept),
  };

  race;
  /** Comes when all parts are there to be seen. */
  begun;
  #root = document.createElement('div');
  #sections;
  /** @type {import('./section.js').Points} */
  #points;
  /** Whether the parts will be told later. */
  #busy = false;
  /** @type {Promise<void> | undefined} */
  #completing;

  #clock = createClock(
    { step: (batches) => this.#step(batches), frame: () => this.#score(), onChange: () => this.#looked() },
    this.#scope,
  );

  /** What is asked of the core once a frame, and what once a change. */
  #frame = {
    report: once(() => this.race.report()),
    watched: once(() => Stopping.watched(this.race)),
    past: once(() => Timeline.past(this.race)),
  };
  #settled = {
    source: once(() => /** @type {import('./data/source.js').Described} */ (this.race.source())),
    rules: once(() => this.race.recipe().rules),
    models: once(() => this.race.models()),
    runs: once(() => (isRestHere() ? rest().Runs.all(this.race) : noRuns)),
  };

  /** @param {HTMLElement} element @param {{ recipe: unknown, view: import('../shared/view-state.js').ViewValue }} state */
  constructor(element, { recipe, view }) {
    this.race = raceOf(/** @type {Recipe} */ (recipe));
    this.#points = pointsOf(this.race, null);
    this.#viewState.apply(view);
    this.#root.className = 'points lab';
    render(layout(), element.appendChild(this.#root));
    this.#scope.onDispose(() => this.#root.remove());
    this.#sections = createSections(this.#root, this.#lab(), { view: this.#viewState, scope: this.#scope });
    for (const part of parts) this.#sections.add(part);
    this.begun = this.#begin();
  }

  /** All that is needed to build it anew. @returns {LabState} */
  get state() {
    return { version: 1, lab: NAME, recipe: this.race.recipe(), view: this.#viewState.value };
  }

  /** Changes the race, or throws what is refused. @param {(race: Race) => void} act */
  change(act) {
    this.#clock.measure();
    try {
      this.#changing(() => act(this.race));
    } finally {
      this.#changed();
    }
  }

  /** What its pictures are drawn of. */
  get points() {
    return this.#points;
  }

  running() {
    return this.#clock.running;
  }

  /** @param {boolean} wanted whether the models are to learn */
  train(wanted) {
    if (wanted) this.#clock.start();
    else this.#clock.stop();
  }

  /** Whether there are points that the visitor painted or brought. */
  hasOwn() {
    return this.#settled.source.value.own;
  }

  /**
   * Builds everything anew; a state that is refused throws, and changes nothing.
   * @param {LabState} state @param {(race: Race) => void} [goOn] what has a race go on with a run that is under way
   */
  apply(state, goOn) {
    const { recipe, view } = checkState(state, NAME);
    if (goOn) rehearse(/** @type {Recipe} */ (recipe), goOn);
    this.#clock.stop();
    rest().Recipes.apply(this.race, /** @type {Recipe} */ (recipe));
    goOn?.(this.race);
    this.#touched();
    this.#viewState.apply(view);
    this.#say(null);
    this.#changed();
  }

  show() {
    this.#score();
  }

  hide() {
    this.#clock.stop();
  }

  /** Brings the sections that stand below. */
  complete() {
    this.#completing ??= this.#bringSections();
    return this.#completing;
  }

  /** Lets go of everything it holds. */
  dispose() {
    this.#scope.dispose();
    this.race.free();
  }

  /** Their code, and the part of the core that they need, leave the way free for the first paint. */
  async #bringSections() {
    await painted();
    const [{ sections }] = await Promise.all([imported(import('./sections.js')), restOfCore()]);
    for (const entry of sections) {
      if (this.#scope.signal.aborted) return;
      const section = this.#sections.add(entry);
      section.changed?.();
      await nextTask();
      section.scored?.();
      await painted();
    }
  }

  /** What the parts may know of the lab, and ask of it. @returns {import('./section.js').LabView} */
  #lab() {
    const { marked } = this.#shared;
    const [frame, settled] = [this.#frame, this.#settled];
    return {
      ...this.#shared,
      root: this.#root,
      clock: this.#clock,
      race: () => this.race,
      report: () => frame.report.value,
      watched: () => frame.watched.value,
      past: () => frame.past.value,
      source: () => settled.source.value,
      rules: () => settled.rules.value,
      models: () => settled.models.value,
      runs: () => settled.runs.value,
      points: () => this.#points,
      running: () => this.#clock.running,
      pause: () => this.#clock.stop(),
      picked: () => placeIn(marked.value.picked, this.#points.count),
      pick: (picked) => marked.set({ picked }),
      setData: (source) => this.#setData(source),
      refresh: () => this.#score(),
      edited: (done) => this.#edited(done),
      boundaries: () => Array.from(this.#root.querySelectorAll('.boundary-place')),
      attempt: (change) => this.#attempt(() => change(this.race)),
      say: (message) => this.#say(message),
    };
  }

  /** Does what may be refused; a refusal is told in a sentence and changes nothing. @param {() => void} change */
  #attempt(change) {
    this.#clock.measure();
    try {
      this.#changing(change);
      this.#say(null);
    } catch (error) {
      this.#say(sentenceOf(error));
    }
    this.#changed();
  }

  /** Changes what the models learn or how; the parts are not told meanwhile. @param {() => void} change */
  #changing(change) {
    const { kept } = this.#shared;
    const before = { source: this.#settled.source.value, models: this.#settled.models.value };
    this.#quietly(() => {
      try {
        change();
      } finally {
        this.#touched();
        kept.set(keptAfter(kept.value, before, this.#settled.source.value));
      }
    });
  }

  /** In a frame of training: where the core refuses to go on, the clock stands. @param {number} batches */
  #step(batches) {
    try {
      this.race.step(batches);
    } catch (error) {
      this.#clock.stop();
      this.#say(sentenceOf(error));
    }
  }

  /** Other points; where they are of another kind, the models that learned such points last. @param {import('./data/source.js').Source} source */
  #setData(source) {
    const values = willHaveValues(source);
    const suit = values === hasValues(this.#settled.source.value);
    const others = this.#shared.kept.value.others ?? firstOf(choiceFor(values));
    beginOn(this.race, source, suit ? this.#settled.models.value : others);
  }

  /** Points were painted, erased or moved, and the models go on; the recipe follows at the end. @param {boolean} done */
  #edited(done) {
    const { classes } = this.#points;
    const use = () => Painting.use(this.race);
    try {
      if (done) this.#changing(use);
      else use();
    } catch (error) {
      this.#say(sentenceOf(error)); // the points are again what they were
    }
    if (!done) this.#readPoints();
    if (done || classes !== this.#points.classes) this.#changed();
    else if (!this.#clock.running) this.#score();
  }

  /** @param {string | null} message */
  #say(message) {
    const place = /** @type {HTMLElement} */ (this.#root.querySelector('.notice-place'));
    render(notice(message, { dismiss: () => this.#say(null) }), place);
  }

  /** One looks at it in another way. */
  #looked() {
    if (!this.#busy) this.#changed();
  }

  /** The core may answer otherwise. */
  #touched() {
    for (const reading of Object.values(this.#settled)) reading.forget();
    this.#readPoints();
  }

  /** What was marked of other points is marked no more. */
  #readPoints() {
    const before = this.#points;
    this.#points = pointsOf(this.race, before);
    if (this.#points !== before) this.#quietly(() => this.#shared.marked.set(firstMarked));
  }

  /** The parts are not told of what changes meanwhile. @param {() => void} change */
  #quietly(change) {
    const before = this.#busy;
    this.#busy = true;
    try {
      change();
    } finally {
      this.#busy = before;
    }
  }

  /** Nothing has been compiled for speed yet: parts come in tasks of their own, in sight once all are there, and are drawn over some frames. */
  async #begin() {
    this.race.evaluate(ALL);
    this.#root.classList.add('comes');
    if (!(await this.#sections.tellInTasks('changed'))) return;
    this.#root.classList.remove('comes');
    this.#sections.tellInFrames('scored');
  }

  #changed() {
    this.#forgetFrame();
    this.#sections.tell('changed');
    this.#score();
  }

  #score() {
    this.race.evaluate(ALL);
    this.#forgetFrame();
    this.#sections.tell('scored');
    const { models } = this.#frame.report.value;
    if (this.#clock.running && models.every(({ stopped, fitted }) => stopped || fitted)) this.#clock.stop();
  }

  #forgetFrame() {
    for (const reading of Object.values(this.#frame)) reading.forget();
  }
}

/** A run that can't be gone on with is refused here, before anything has changed. @param {Recipe} recipe @param {(race: Race) => void} goOn */
function rehearse(recipe, goOn) {
  const race = rest().Recipes.open(recipe);
  try {
    goOn(race);
  } finally {
    race.free();
  }
}
