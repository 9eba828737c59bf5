// @ts-check
// The Lessons: each a run in a lab, with a few words beside it and something to expect before it goes.

import './lessons.css';
import { html, render } from 'lit';
import { LoadFailure } from '../shared/loading.js';
import { notice } from '../shared/notice.js';
import { createScope } from '../shared/scope.js';
import { checkState, indexIn } from '../shared/view-state.js';
import { exercises, lessons } from './course.js';
import { createOverview } from './overview.js';
import { note, progressOf } from './progress.js';
import { createScenes } from './scenes.js';
import { printSheet } from './sheet.js';
import { createStage } from './stage.js';

/** @typedef {import('../shared/view-state.js').LabState} LabState */
/** @typedef {import('./format.js').Lesson} Lesson */

const NAME = 'lessons';

/** Milliseconds from one look at the run to the next. */
const EVERY = 200;

/** An address that names a lesson, and perhaps one of its scenes, counted from 1: "#lessons/uphill/2". */
const ADDRESS = /^#lessons\/([\w-]+)(?:\/(\d+))?$/;

/** @param {HTMLElement} element @param {{ seed: number, state?: LabState }} options */
export async function createLab(element, { state }) {
  const lab = new Lessons(element);
  if (state) lab.apply(state);
  return lab;
}

/** Some of a lesson's stage did not come; any other error is ours. @param {HTMLElement} place @param {unknown} error */
function sayUnavailable(place, error) {
  if (!(error instanceof LoadFailure)) throw error;
  const retry = () => location.reload();
  render(notice('This lesson could not be loaded. Check the connection and try again.', { retry }), place);
  return null;
}

class Lessons {
  #scope = createScope();
  #root = document.createElement('div');
  /** @type {Lesson | null} */
  #lesson = null;
  /** Whether it is to be read from the back row. */
  #large = false;
  /** Where the run of the lesson takes place. @type {Awaited<ReturnType<typeof createStage>> | null} */
  #stage = null;
  /** @type {ReturnType<typeof createScenes> | null} */
  #scenes = null;
  /** The address that was followed last. */
  #address = '';

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#root.className = 'lessons lab';
    element.appendChild(this.#root);
    this.#scope.onDispose(() => this.#root.remove());
    const looking = setInterval(() => this.#root.checkVisibility() && this.#scenes?.look(), EVERY);
    this.#scope.onDispose(() => clearInterval(looking));
    this.#scope.listen(window, 'hashchange', () => this.#follow());
    this.#show(null);
    this.#follow();
  }

  /** The lab whose run is in the lesson; none in the list of lessons, and of machines. */
  get inner() {
    return this.#stage?.lab ?? null;
  }

  get race() {
    return /** @type {import('../pkg/gradual.js').Race} */ (this.#stage?.lab?.race);
  }

  /** The run of a lesson about Boltzmann machines. */
  get machine() {
    const run = this.#stage?.run;
    return run && 'machine' in run ? run.machine : null;
  }

  /** Which lesson, and which scene of it. @returns {LabState} */
  get state() {
    const id = this.#lesson?.id;
    const isKnown = lessons.some((lesson) => lesson.id === id);
    /** @type {import('../shared/view-state.js').ViewValue} */
    const place = isKnown ? { lesson: { id, scene: this.#scenes?.scene ?? 0, large: this.#large } } : {};
    return { version: 1, lab: NAME, recipe: null, view: place };
  }

  /** @param {LabState} state */
  apply(state) {
    const { id, scene, large } = checkState(state, NAME).view.lesson ?? {};
    const lesson = lessons.find((each) => each.id === id) ?? null;
    this.#large = large === true;
    this.#show(lesson, lesson ? indexIn(Number(scene), lesson.scenes.length) : 0);
  }

  show() {
    this.inner?.show();
  }

  hide() {
    this.inner?.hide();
  }

  dispose() {
    this.#close();
    this.#scope.dispose();
  }

  #close() {
    this.#scenes?.dispose();
    this.#stage?.dispose();
    [this.#stage, this.#scenes] = [null, null];
  }

  /** Opens the lesson of the address, where that has come since. */
  #follow() {
    const [, id, scene] = ADDRESS.exec(location.hash) ?? [];
    const lesson = lessons.find((each) => each.id === id);
    if (lesson && location.hash !== this.#address) {
      this.#show(lesson, scene ? indexIn(Number(scene) - 1, lesson.scenes.length) : undefined);
      this.#root.querySelector('.lesson-head')?.scrollIntoView({ block: 'nearest' });
    }
    this.#address = location.hash;
  }

  /** Shows what one has asked for, and says so to whom cannot see it. @param {Lesson | null} lesson */
  #go(lesson) {
    this.#address = '';
    this.#show(lesson);
    this.#root.querySelector('h2')?.focus();
  }

  /** A lesson from one of its scenes on, or the list of all. @param {Lesson | null} lesson @param {number} [scene] */
  #show(lesson, scene) {
    this.#close();
    this.#lesson = lesson;
    const draw = (/** @type {unknown} */ shown) => render(shown, this.#root);
    if (lesson) {
      this.#draw(lesson);
      const { done, scene: last } = progressOf(lesson.id);
      this.#begin(lesson, scene ?? (done ? 0 : last));
    } else createOverview({ lessons, exercises }, { open: (chosen) => this.#go(chosen), draw });
  }

  /** @param {Lesson} lesson */
  #draw(lesson) {
    render(this.#template(lesson), this.#root);
  }

  /** @param {Lesson} lesson */
  #template(lesson) {
    const resize = () => {
      this.#large = !this.#large;
      this.#draw(lesson);
    };
    return html`<div class="lesson-head">
        <button type="button" @click=${() => this.#go(null)}>All lessons</button>
        <h2 tabindex="-1">${lesson.title}</h2>
        <span class="for-teachers">
          <button type="button" aria-pressed=${this.#large} @click=${resize}>Large</button>
          <button type="button" @click=${() => printSheet(lesson)}>Print</button>
        </span>
      </div>
      <div class="lesson ${this.#large ? 'large' : ''}">
        <section class="panel scene" aria-label="Scene"></section>
        <div class="stage embed" data-hide=${lesson.hide.join(' ')} data-show=${lesson.show.join(' ')}></div>
      </div>`;
  }

  /** @param {Lesson} lesson @param {number} first */
  async #begin(lesson, first) {
    const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (this.#root.querySelector(place));
    const [card, place] = [find('.scene'), find('.stage')];
    const scene = indexIn(first, lesson.scenes.length);
    const stage = await createStage(place, lesson, scene).catch((error) => sayUnavailable(place, error));
    if (!stage) return;
    if (this.#lesson !== lesson || !place.isConnected || this.#stage) return stage.dispose();
    this.#stage = stage;
    this.#scenes = createScenes(card, lesson, {
      ...stage,
      scene,
      end: () => {
        note(lesson.id, { done: true });
        this.#go(null);
      },
      stepOut: () => {
        const state = stage.full();
        window.dispatchEvent(new CustomEvent('open-run', { detail: { lab: state.lab, change: () => state } }));
      },
    });
  }
}
