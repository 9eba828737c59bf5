// @ts-check
// The scenes of a lesson, one at a time: words, something to expect, the run, and what it showed.

import { html, nothing, render } from 'lit';
import { numberField } from '../shared/number-field.js';
import { fixed } from '../shared/numbers.js';
import { holds, measured } from './measure.js';
import { note, progressOf } from './progress.js';

/** @typedef {import('./format.js').Lesson} Lesson */
/** @typedef {import('./format.js').Scene} Scene */
/** @typedef {import('./progress.js').Said} Said */
/**
 * @typedef {object} Stage
 * @property {import('../pkg/gradual.js').Race} race of the lesson
 * @property {number} scene with which it begins
 * @property {(locked: boolean) => void} lock keeps the run from being touched
 * @property {() => void} end the lesson is done
 * @property {() => void} stepOut goes on with the run in the full lab
 */

/** @param {HTMLElement} element @param {Lesson} lesson @param {Stage} stage */
export function createScenes(element, lesson, { race, scene: first, lock, end, stepOut }) {
  let scene = first;
  /** What is thought of before one commits to it. @type {number | null} */
  let guess = null;
  let drawn = '';

  const said = () => /** @type {Said | undefined} */ (progressOf(lesson.id).said[scene]);
  const current = () => lesson.scenes[scene];
  const isLocked = () => Boolean(current().predict) && !said();
  const isAnswered = () => !isLocked() && (!current().until || holds(race, /** @type {any} */ (current().until)));

  /** @param {number} next */
  function go(next) {
    if (next >= lesson.scenes.length) return end();
    scene = Math.max(0, next);
    guess = null;
    note(lesson.id, { scene });
    draw();
  }

  /** @param {Said} now */
  function say(now) {
    note(lesson.id, { said: { ...progressOf(lesson.id).said, [scene]: now } });
    draw();
  }

  /** Once the run has answered, it is known whether one was right. */
  function judge() {
    const now = said();
    const { predict } = current();
    if (!predict || !now || now.skipped || now.right !== undefined || now.guess === undefined) return;
    const right =
      predict.kind === 'choice'
        ? predict.options[now.guess] !== undefined && holds(race, predict.options[now.guess].if)
        : Math.abs((measured(race, predict.truth) ?? Infinity) - now.guess) <= predict.near;
    say({ ...now, right });
  }

  function draw() {
    lock(isLocked());
    const answered = isAnswered();
    if (answered) judge();
    drawn = JSON.stringify([scene, said(), answered]);
    render(template(answered), element);
  }

  /** @param {boolean} answered */
  function template(answered) {
    const { say: words, ask, reveal } = current();
    const isLast = scene + 1 === lesson.scenes.length;
    return html`<p class="hint">Scene ${scene + 1} of ${lesson.scenes.length}</p>
      <p class="say">${words}</p>
      ${current().predict ? prediction(answered) : nothing}
      ${!isLocked() && ask ? html`<p class="ask ${answered ? 'done' : ''}">${answered ? '✓ ' : ''}${ask}</p>` : nothing}
      <div role="status">${answered && reveal ? html`<p class="reveal">${reveal}</p>` : nothing}</div>
      <p class="buttons">
        <button type="button" ?disabled=${scene === 0} @click=${() => go(scene - 1)}>Back</button>
        <button type="button" class="primary" ?disabled=${!answered} @click=${() => go(scene + 1)}>${isLast ? 'Finish' : 'Next'}</button>
        ${isLast ? html`<button type="button" class="quiet" @click=${stepOut}>Go on in the full lab</button>` : nothing}
      </p>`;
  }

  /** @param {boolean} answered */
  function prediction(answered) {
    const predict = /** @type {NonNullable<Scene['predict']>} */ (current().predict);
    const now = said();
    return html`<fieldset class="predict" ?disabled=${Boolean(now)}>
        <legend>${predict.ask}</legend>
        ${predict.kind === 'choice' ? choices(predict, now) : number(predict, now)}
        ${now ? nothing : commitment()}
      </fieldset>
      ${answered && now ? html`<div role="status" class="verdict">${verdict(predict, now)}</div>` : nothing}`;
  }

  /** @param {import('./format.js').Choice} predict @param {Said | undefined} now */
  function choices({ options }, now) {
    const chosen = now ? now.guess : guess;
    const choose = (/** @type {number} */ i) => () => {
      guess = i;
      draw();
    };
    return options.map(
      ({ say }, i) =>
        html`<label><input type="radio" name="prediction" .checked=${chosen === i} @change=${choose(i)} /> ${say}</label>`,
    );
  }

  /** @param {import('./format.js').NumberAsked} predict @param {Said | undefined} now */
  function number({ from, to }, now) {
    const set = (/** @type {number} */ value) => {
      guess = value;
      draw();
    };
    const value = (now ? now.guess : guess) ?? (from + to) / 2;
    guess ??= now ? null : value;
    return html`<label class="inline">I expect ${numberField({ value, min: from, max: to }, set)}</label>`;
  }

  function commitment() {
    const commit = () => guess !== null && say({ skipped: false, guess });
    return html`<p class="buttons">
      <button type="button" class="primary" ?disabled=${guess === null} @click=${commit}>That is what I expect</button>
      <button type="button" class="quiet" @click=${() => say({ skipped: true })}>Skip</button>
    </p>`;
  }

  /** @param {NonNullable<Scene['predict']>} predict @param {Said} now */
  function verdict(predict, { skipped, guess: expected, right }) {
    if (predict.kind === 'number') {
      const truth = measured(race, predict.truth) ?? NaN;
      const distance = expected === undefined ? '' : `, ${fixed(Math.abs(truth - expected), 1)} from what you expected`;
      return html`<p>It is ${fixed(truth, 1)}${skipped ? '' : distance}. ${predict.why}</p>`;
    }
    const { options } = predict;
    const truth = options.find((option) => holds(race, option.if));
    const own = expected === undefined ? undefined : options[expected];
    if (skipped || right || !own)
      return html`<p>${right ? 'As you expected: ' : ''}${truth?.say ?? ''}. ${truth?.why ?? ''}</p>`;
    return html`<p>A surprise: ${truth?.say ?? 'none of these'}. ${own.why}</p>`;
  }

  draw();
  return {
    get scene() {
      return scene;
    },
    /** The run may have come further. */
    look() {
      if (JSON.stringify([scene, said(), isAnswered()]) !== drawn) draw();
    },
  };
}
