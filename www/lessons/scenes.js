// @ts-check
// The scenes of a lesson, one at a time: words, something to expect, the run, and what it showed.

import { html, nothing, render } from 'lit';
import { createScope } from '../shared/scope.js';
import { createBeginnings } from './beginnings.js';
import { recipeOf } from './format.js';
import { holds, isPast } from './measure.js';
import { drawing } from './pictures/drawings.js';
import { kinds } from './predictions/kinds.js';
import { note, progressOf } from './progress.js';

/** @typedef {import('./format.js').Lesson} Lesson */
/** @typedef {import('./format.js').Scene} Scene */
/** @typedef {import('./predictions/kinds.js').Guess} Guess */
/** @typedef {import('./predictions/kinds.js').Said} Said */
/**
 * What scenes ask of their lesson beside the stage of its run.
 * @typedef {object} Beside
 * @property {number} scene with which it begins
 * @property {() => void} end the lesson is done
 * @property {() => void} stepOut goes on with the run in the full lab
 */
/** @typedef {Omit<import('./stage.js').LessonStage, 'lab' | 'full' | 'dispose'> & Beside} Stage */

/** @param {HTMLElement} element @param {Lesson} lesson @param {Stage} stage */
export function createScenes(element, lesson, stage) {
  const scenes = new Scenes(element, lesson, stage);
  scenes.go(stage.scene);
  return scenes;
}

class Scenes {
  #element;
  #lesson;
  #stage;
  #scene = 0;
  /** What is thought of before one commits to it. @type {Guess | null} */
  #guess = null;
  #drawn = '';
  /** Whether the answer is shown. */
  #shown = false;
  /** Ends with the scene. */
  #scope = createScope();
  /** What was made for the scene, in the order in which it was asked for. @type {unknown[]} */
  #made = [];
  /** @type {ReturnType<typeof createBeginnings> | null} */
  #beginnings = null;

  /** @param {HTMLElement} element @param {Lesson} lesson @param {Stage} stage */
  constructor(element, lesson, stage) {
    this.#element = element;
    this.#lesson = lesson;
    this.#stage = stage;
  }

  get scene() {
    return this.#scene;
  }

  dispose() {
    this.#scope.dispose();
  }

  /** @param {number} next */
  go(next) {
    if (next >= this.#lesson.scenes.length) return this.#stage.end();
    this.#scene = Math.max(0, next);
    note(this.#lesson.id, { scene: this.#scene });
    this.#scope.dispose();
    this.#scope = createScope();
    this.#made = [];
    this.#stage.enter(this.#scene);
    const { predict, sweep } = this.#current;
    this.#guess = predict ? kinds[predict.kind].first(predict, this.#run) : null;
    this.#beginnings = sweep ? this.#createBeginnings(sweep) : null;
    this.#draw();
  }

  /** The run may have come further: where it has come as far as was asked, it rests. */
  look() {
    if (this.#state() === this.#drawn) return;
    const { until } = this.#current;
    if (until && this.#isAnswered && !this.#shown) this.#stage.rest?.();
    this.#draw();
  }

  /** From the first scene, as if nothing had been said; that the lesson was done stays. */
  #again() {
    note(this.#lesson.id, { said: {}, answered: [] });
    this.go(0);
    this.#stage.anew();
    this.look();
  }

  get #current() {
    return this.#lesson.scenes[this.#scene];
  }

  get #run() {
    return { ...this.#stage.run, sweep: this.#beginnings?.sweep ?? null };
  }

  get #said() {
    return /** @type {Said | undefined} */ (progressOf(this.#lesson.id).said[this.#scene]);
  }

  get #isLocked() {
    return Boolean(this.#current.predict) && !this.#said;
  }

  get #isAnswered() {
    const { until } = this.#current;
    return !this.#isLocked && (!until || holds(this.#run, until));
  }

  /** The run has gone as far as was asked, and something else came of it. */
  get #isOtherwise() {
    const { until } = this.#current;
    if (!until || this.#isAnswered || this.#isLocked || !isPast(this.#run, until)) return false;
    return this.#stage.isMeasured();
  }

  #state() {
    return JSON.stringify([this.#scene, this.#said, this.#isAnswered, this.#isOtherwise]);
  }

  /** @param {import('./sweep.js').SweepAsked} sweep */
  #createBeginnings(sweep) {
    return createBeginnings(this.#element, recipeOf(this.#lesson, this.#scene), sweep, {
      scope: this.#scope,
      draw: () => this.#draw(),
      open: (seed) => this.#stage.anew({ seed }),
    });
  }

  /** @param {Said} now */
  #say(now) {
    note(this.#lesson.id, { said: { ...progressOf(this.#lesson.id).said, [this.#scene]: now } });
    this.#draw();
  }

  /** Whether the run of this scene has answered once, perhaps at another visit. */
  get #wasAnswered() {
    return progressOf(this.#lesson.id).answered?.includes(this.#scene) ?? false;
  }

  /** Once the run has answered, it is known whether one was right. */
  #judge() {
    const { predict } = this.#current;
    if (!this.#wasAnswered)
      note(this.#lesson.id, { answered: [...(progressOf(this.#lesson.id).answered ?? []), this.#scene] });
    const now = this.#said;
    if (!predict || !now || now.skipped || now.right !== undefined || now.guess === undefined) return;
    this.#say({ ...now, right: kinds[predict.kind].isRight(predict, now.guess, this.#run) });
  }

  #draw() {
    this.#stage.lock(this.#isLocked);
    if (this.#isAnswered) this.#judge();
    this.#drawn = this.#state();
    this.#shown = this.#isAnswered;
    render(this.#template(this.#shown), this.#element);
  }

  /** @param {boolean} answered */
  #template(answered) {
    const { say, picture, reveal } = this.#current;
    const { length } = this.#lesson.scenes;
    const isLast = this.#scene + 1 === length;
    const hasBegun = this.#scene > 0 || Object.keys(progressOf(this.#lesson.id).said).length > 0;
    return html`<p class="hint at">Scene ${this.#scene + 1} of ${length}
        ${hasBegun ? html`<button type="button" class="quiet" @click=${() => this.#again()}>From the beginning</button>` : nothing}</p>
      <p class="say">${say}</p>
      ${picture ? drawing(picture) : nothing}
      ${this.#current.predict ? this.#prediction(answered) : nothing}
      ${this.#isLocked ? nothing : this.#toDo(answered)}
      ${this.#wasAnswered && !answered && !this.#isLocked ? html`<p class="hint">This is how it came out the last time. The run here has begun anew.</p>` : nothing}
      <div role="status">${(answered || this.#wasAnswered) && reveal ? html`<p class="reveal">${reveal}</p>` : nothing}</div>
      <p class="buttons">
        <button type="button" ?disabled=${this.#scene === 0} @click=${() => this.go(this.#scene - 1)}>Back</button>
        <button type="button" class="primary" ?disabled=${!answered && !this.#wasAnswered} @click=${() => this.go(this.#scene + 1)}>${isLast ? 'Finish' : 'Next'}</button>
        ${isLast ? html`<button type="button" class="quiet" @click=${this.#stage.stepOut}>Go on in the full lab</button>` : nothing}
      </p>`;
  }

  /** What is to be done, and where to begin again when something else came of it. @param {boolean} answered */
  #toDo(answered) {
    const { ask } = this.#current;
    const { run } = this.#stage;
    const names = () => ('race' in run ? run.race.models().map(({ name }) => name) : []);
    return html`${ask ? html`<p class="ask ${answered ? 'done' : ''}">${answered ? '✓ ' : ''}${ask}</p>` : nothing}
      ${this.#beginnings?.template(names()) ?? nothing}
      ${this.#isOtherwise ? this.#otherwise() : nothing}`;
  }

  #otherwise() {
    const anew = () => {
      this.#stage.anew();
      this.look();
    };
    return html`<div role="status"><p>This run came out otherwise than the lesson asks. <button type="button" @click=${anew}>Begin it anew</button></p></div>`;
  }

  /** @param {boolean} answered */
  #prediction(answered) {
    const predict = /** @type {import('./format.js').Prediction} */ (this.#current.predict);
    const [now, kind] = [this.#said, kinds[predict.kind]];
    return html`<fieldset class="predict" ?disabled=${Boolean(now)}>
        <legend>${predict.ask}</legend>
        ${kind.fields(predict, this.#asking(answered))}
        ${now ? nothing : this.#commitment()}
      </fieldset>
      ${answered && now ? html`<div role="status" class="verdict"><p>${kind.verdict(predict, now, this.#run)}</p></div>` : nothing}`;
  }

  /** @param {boolean} answered @returns {import('./predictions/kinds.js').Asking} */
  #asking(answered) {
    let place = 0;
    return {
      run: this.#run,
      guess: this.#said?.guess ?? this.#guess,
      set: (guess) => {
        this.#guess = guess;
        this.#draw();
      },
      answered,
      scope: this.#scope,
      once: (make) => {
        const at = place++;
        this.#made[at] ??= make();
        return /** @type {any} */ (this.#made[at]);
      },
    };
  }

  #commitment() {
    const guess = this.#guess;
    const commit = () => guess !== null && this.#say({ skipped: false, guess });
    return html`<p class="buttons">
      <button type="button" class="primary" ?disabled=${guess === null} @click=${commit}>That is what I expect</button>
      <button type="button" class="quiet" @click=${() => this.#say({ skipped: true })}>Skip</button>
    </p>`;
  }
}
