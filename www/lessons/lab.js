// @ts-check
// The Lessons: each a run in the Points lab, with a few words beside it and something to expect before it goes.

import './lessons.css';
import { html, render } from 'lit';
import { createLab as createPoints } from '../points/lab.js';
import { firstRules } from '../points/time/rules.js';
import { createScope } from '../shared/scope.js';
import { checkState, indexIn } from '../shared/view-state.js';
import { course } from './course.js';
import { createOverview } from './overview.js';
import { note, progressOf } from './progress.js';
import { createScenes } from './scenes.js';

/** @typedef {import('../shared/view-state.js').LabState} LabState */
/** @typedef {import('./format.js').Lesson} Lesson */

const NAME = 'lessons';

/** Milliseconds from one look at the run to the next. */
const EVERY = 200;

/** @param {HTMLElement} element @param {{ seed: number, state?: LabState }} options */
export function createLab(element, { state }) {
  const lab = new Lessons(element);
  if (state) lab.apply(state);
  return lab;
}

class Lessons {
  #scope = createScope();
  #root = document.createElement('div');
  /** @type {Lesson | null} */
  #lesson = null;
  /** The run of the lesson. @type {ReturnType<typeof createPoints> | null} */
  #inner = null;
  /** @type {ReturnType<typeof createScenes> | null} */
  #scenes = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#root.className = 'lessons lab';
    element.appendChild(this.#root);
    this.#scope.onDispose(() => this.#root.remove());
    const looking = setInterval(() => this.#scenes?.look(), EVERY);
    this.#scope.onDispose(() => clearInterval(looking));
    this.#show(null);
  }

  /** The lab whose run is in the lesson; none in the list of lessons. */
  get inner() {
    return this.#inner;
  }

  get race() {
    return /** @type {import('../pkg/gradual.js').Race} */ (this.#inner?.race);
  }

  /** Which lesson, and which scene of it. @returns {LabState} */
  get state() {
    /** @type {import('../shared/view-state.js').ViewValue} */
    const place = this.#lesson ? { lesson: { id: this.#lesson.id, scene: this.#scenes?.scene ?? 0 } } : {};
    return { version: 1, lab: NAME, recipe: null, view: place };
  }

  /** @param {LabState} state */
  apply(state) {
    const { id, scene } = checkState(state, NAME).view.lesson ?? {};
    const lesson = course.find((each) => each.id === id) ?? null;
    this.#show(lesson, lesson ? indexIn(Number(scene), lesson.scenes.length) : 0);
  }

  show() {
    this.#inner?.show();
  }

  hide() {
    this.#inner?.hide();
  }

  dispose() {
    this.#close();
    this.#scope.dispose();
  }

  #close() {
    this.#inner?.dispose();
    [this.#inner, this.#scenes] = [null, null];
  }

  /** Shows what one has asked for, and says so to whom cannot see it. @param {Lesson | null} lesson */
  #go(lesson) {
    this.#show(lesson);
    this.#root.querySelector('h2')?.focus();
  }

  /** A lesson from one of its scenes on, or the list of all. @param {Lesson | null} lesson @param {number} [scene] */
  #show(lesson, scene) {
    this.#close();
    this.#lesson = lesson;
    const draw = (/** @type {unknown} */ shown) => render(shown, this.#root);
    if (lesson) {
      draw(this.#stage(lesson));
      this.#begin(lesson, scene ?? progressOf(lesson.id).scene);
    } else createOverview(course, { open: (chosen) => this.#go(chosen), draw });
  }

  /** @param {Lesson} lesson */
  #stage({ title, hide }) {
    return html`<div class="lesson-head">
        <button type="button" @click=${() => this.#go(null)}>All lessons</button>
        <h2 tabindex="-1">${title}</h2>
      </div>
      <div class="lesson">
        <section class="panel scene" aria-label="Scene"></section>
        <div class="stage embed" data-hide=${hide.join(' ')}></div>
      </div>`;
  }

  /** @param {Lesson} lesson @param {number} scene */
  #begin(lesson, scene) {
    const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (this.#root.querySelector(place));
    const [card, stage] = [find('.scene'), find('.stage')];
    const recipe = { ...lesson.recipe, rules: firstRules };
    const state = { version: /** @type {const} */ (1), lab: 'points', recipe, view: {} };
    this.#inner = createPoints(stage, { seed: lesson.recipe.seed, state });
    this.#inner.show();
    const { race } = this.#inner;
    this.#scenes = createScenes(card, lesson, {
      race,
      scene: indexIn(scene, lesson.scenes.length),
      lock: (locked) => {
        stage.inert = locked;
      },
      end: () => {
        note(lesson.id, { done: true });
        this.#go(null);
      },
      stepOut: () => {
        const { state } = /** @type {NonNullable<typeof this.inner>} */ (this.#inner);
        window.dispatchEvent(new CustomEvent('open-run', { detail: { lab: 'points', change: () => state } }));
      },
    });
  }
}
