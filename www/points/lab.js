// @ts-check
// The Points lab: up to four models learn the same points side by side, on one clock.

import './points.css';
import { render } from 'lit';
import { createClock } from '../shared/clock.js';
import { imported } from '../shared/loading.js';
import { notice } from '../shared/notice.js';
import { once } from '../shared/once.js';
import { painted } from '../shared/painted.js';
import { restOfCore } from '../shared/rest.js';
import { createScope } from '../shared/scope.js';
import { createSections } from '../shared/section.js';
import { sentenceOf } from '../shared/sentence.js';
import { checkState, createViewState } from '../shared/view-state.js';
import { layout } from './layout.js';
import { parts } from './parts.js';
import { firstRecipe, Run } from './run.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../shared/view-state.js').LabState} LabState */

const NAME = 'points';

/** All points are few enough to be scored in every frame. */
const ALL = 1e9;

/** @type {import('./section.js').Marked} */
const firstMarked = { picked: null, made: {} };

/** @param {HTMLElement} element @param {{ seed: number, state?: LabState }} options */
export function createLab(element, { seed, state }) {
  return new PointsLab(element, state ? checkState(state, NAME) : { recipe: firstRecipe(seed), view: {} });
}

class PointsLab {
  #scope = createScope();
  #viewState = createViewState(() => this.#looked());
  /** What concerns more than one part. */
  #shared = {
    marked: this.#viewState.slice('marked', firstMarked),
    chart: this.#viewState.slice('chart', { flags: true, hidden: /** @type {number[]} */ ([]) }),
    others: this.#viewState.slice('others', {
      others: /** @type {import('../pkg/gradual.js').ModelConfig[] | null} */ (null),
    }),
  };

  #root = document.createElement('div');
  #run;
  #sections;
  /** Whether something is asked of the race; the parts are told when it is done. */
  #busy = false;
  /** @type {Promise<void> | undefined} */
  #completing;

  #clock = createClock(
    { step: (batches) => this.race.step(batches), frame: () => this.#score(), onChange: () => this.#looked() },
    this.#scope,
  );

  /** What is asked of the core once a frame, and what once a change. */
  #frame = {
    report: once(() => this.race.report()),
    watched: once(() => this.race.watched()),
    past: once(() => this.race.past()),
  };
  #settled = { models: once(() => this.#run.models), runs: once(() => this.race.runs()) };

  /** @param {HTMLElement} element @param {{ recipe: any, view: import('../shared/view-state.js').ViewValue }} state */
  constructor(element, { recipe, view }) {
    this.#viewState.apply(view);
    this.#run = new Run(recipe, this.#shared.others);
    this.#root.className = 'points lab';
    render(layout(), element.appendChild(this.#root));
    this.#scope.onDispose(() => this.#root.remove());
    this.#sections = createSections(this.#root, this.#lab(), { view: this.#viewState, scope: this.#scope });
    for (const part of parts) this.#sections.add(part);
    this.#changed();
  }

  get race() {
    return this.#run.race;
  }

  /** All that is needed to build it anew. @returns {LabState} */
  get state() {
    return structuredClone({ version: 1, lab: NAME, recipe: this.#run.recipe, view: this.#viewState.value });
  }

  /** Builds everything anew; a state that is refused throws, and changes nothing. @param {LabState} state */
  apply(state) {
    const { recipe, view } = checkState(state, NAME);
    this.#clock.stop();
    this.#run.apply(/** @type {any} */ (recipe));
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
      section.scored?.();
      await painted();
    }
  }

  /** What the parts may know of the lab, and ask of it. @returns {import('./section.js').LabView} */
  #lab() {
    const { marked, chart } = this.#shared;
    const [frame, settled] = [this.#frame, this.#settled];
    return {
      root: this.#root,
      run: this.#run,
      clock: this.#clock,
      marked,
      chart,
      race: () => this.race,
      report: () => frame.report.value,
      watched: () => frame.watched.value,
      past: () => frame.past.value,
      models: () => settled.models.value,
      runs: () => settled.runs.value,
      points: () => this.#run.points,
      running: () => this.#clock.running,
      pause: () => this.#clock.stop(),
      picked: () => pickedOf(marked.value.picked, this.#run.points.count),
      pick: (picked) => marked.set({ picked }),
      refresh: () => this.#score(),
      edited: (done) => this.#edited(done),
      boundaries: () =>
        [...this.#root.querySelectorAll('.boundary-place')].map((place) => /** @type {HTMLElement} */ (place)),
      attempt: (change) => this.#attempt(() => change(this.race)),
      say: (message) => this.#say(message),
    };
  }

  /** Does what may be refused; a refusal is told in a sentence and changes nothing. @param {() => void} change */
  #attempt(change) {
    this.#clock.measure();
    this.#busy = true;
    try {
      this.#changing(change);
      this.#say(null);
    } catch (error) {
      this.#say(sentenceOf(error));
    } finally {
      this.#busy = false;
    }
    this.#changed();
  }

  /** Other points have none that is picked, and none that were made up from those before. @param {() => void} change */
  #changing(change) {
    const before = this.#run.points;
    change();
    if (this.#run.points !== before) this.#shared.marked.set(firstMarked);
  }

  /** @param {boolean} done */
  #edited(done) {
    const { classes } = this.#run.points;
    this.#busy = true;
    this.#changing(() => this.#run.useEdited());
    this.#busy = false;
    if (done || classes !== this.#run.points.classes) this.#changed();
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

  /** The models, their data or their settings changed. */
  #changed() {
    for (const reading of [...Object.values(this.#frame), ...Object.values(this.#settled)]) reading.forget();
    this.#sections.tell('changed');
    this.#score();
  }

  #score() {
    this.race.evaluate(ALL);
    for (const reading of Object.values(this.#frame)) reading.forget();
    this.#sections.tell('scored');
    const { models } = this.#frame.report.value;
    if (this.#clock.running && models.every(({ stopped, fitted }) => stopped || fitted)) this.#clock.stop();
  }
}

/** @param {number | null} kept @param {number} count of points */
function pickedOf(kept, count) {
  return kept !== null && Number.isInteger(kept) && kept >= 0 && kept < count ? kept : null;
}
