// @ts-check
// Where the run of a lesson about Boltzmann machines takes place: a bar to train them, and the views that the lesson shows.

import './machine.css';
import { html, nothing, render } from 'lit';
import { dataLine } from '../../digits/data.js';
import { defaultModels } from '../../digits/models.js';
import { firstDigits, TrainingDigits } from '../../digits/training-digits.js';
import { Recipes } from '../../pkg/gradual_rest.js';
import { createClock } from '../../shared/clock.js';
import { owned } from '../../shared/owned.js';
import { createScope } from '../../shared/scope.js';
import { createViewState } from '../../shared/view-state.js';
import { machineBar } from './bar.js';
import { MachineRun } from './run.js';
import { views } from './views.js';

/** @typedef {import('./recipe.js').MachineRecipe} MachineRecipe */

/** Digits of the lab that a recipe of machines takes its digits from. @type {import('../../pkg/gradual.js').DigitsConfig} */
const DIGITS = { mnist: 'sixth', own: false };

/** @param {HTMLElement} element @param {MachineRecipe} recipe @param {string[]} shown the names of the views */
export function createMachineStage(element, recipe, shown) {
  return new MachineStage(element, recipe, shown);
}

class MachineStage {
  run;
  #element;
  #shown;
  #scope = createScope();
  /** Ends with the machines of the run. */
  #viewScope = createScope(this.#scope);
  /** @type {{ draw: () => void }[]} */
  #views = [];
  #clock;
  /** The epoch at whose beginning the clock stops. */
  #pause = Number.POSITIVE_INFINITY;
  /** @type {TrainingDigits | null} */
  #digits = null;

  /** @param {HTMLElement} element @param {MachineRecipe} recipe @param {string[]} shown */
  constructor(element, recipe, shown) {
    this.#element = element;
    this.#shown = shown;
    this.run = new MachineRun(recipe);
    this.#scope.onDispose(() => this.run.free());
    this.#scope.onDispose(() => render(nothing, element));
    const work = {
      step: (/** @type {number} */ batches) => this.run.step(batches, this.#pause),
      frame: () => this.#frame(),
      onChange: () => this.#drawBar(),
    };
    this.#clock = createClock(work, this.#scope);
    this.#clock.speed = recipe.speed ?? 0;
    render(html`<div class="machine"><div class="bar-place"></div><div class="machine-views"></div></div>`, element);
    if (recipe.data.kind === 'digits') this.#load();
    this.#prepare();
  }

  /** The machines go on as a recipe says, with chains, repairs and duel from their beginning. @param {MachineRecipe} recipe */
  apply(recipe) {
    this.#clear();
    this.run.apply(recipe);
    this.#prepare();
  }

  anew() {
    this.#clear();
    this.run.anew();
    this.#prepare();
  }

  /** Nothing goes on. */
  rest() {
    this.#show();
  }

  dispose() {
    this.#scope.dispose();
  }

  #load() {
    const [model] = defaultModels;
    const data = /** @type {const} */ ({ kind: 'digits', ...DIGITS });
    const race = owned(this.#scope, Recipes.open({ version: 1, data, models: [model], seed: 1, rules: [] }));
    const slice = createViewState(() => {}).slice('digits', firstDigits);
    const listeners = { onLoading: () => this.#drawBar(), onCome: () => this.#come(race) };
    this.#digits = new TrainingDigits(race, listeners, { scope: this.#scope, slice });
    this.#digits.load();
  }

  /** @param {import('../../pkg/gradual.js').Race} race */
  #come(race) {
    this.#clear();
    this.run.give(race);
    this.#prepare();
  }

  /** Machines are made one in a frame, so that the page stays smooth. */
  #prepare() {
    this.run.prepare();
    if (!this.run.isThere && this.run.hasData) this.#scope.inFrame(() => this.#prepare());
    else this.#show();
  }

  /** Out of sight the machines rest, as where they have come as far as the lesson asks. */
  #frame() {
    const isOver = this.run.isTrained || this.run.machines.every(({ epochs }) => epochs >= this.#pause);
    if (isOver || !this.#element.checkVisibility()) this.#clock.stop();
    this.#draw();
  }

  /** Nothing goes on, and nothing holds on to machines that may be let go of. */
  #clear() {
    this.#clock.stop();
    this.#viewScope.dispose();
    this.#viewScope = createScope(this.#scope);
    this.#views = [];
  }

  /** Other machines, or what hangs on them, are shown by views of their own. */
  #show() {
    this.#clear();
    const place = /** @type {HTMLElement} */ (this.#element.querySelector('.machine-views'));
    place.replaceChildren();
    const { isThere, recipe } = this.run;
    const shown = this.#shown.filter((name) => isThere && (views[name].isOf?.(recipe) ?? true));
    this.#views = shown.map((name) => this.#create(name, place));
    this.#draw();
  }

  /** @param {string} name @param {HTMLElement} place */
  #create(name, place) {
    const section = place.appendChild(document.createElement('section'));
    section.className = `panel ${name}-view`;
    const { title, create } = views[name];
    section.ariaLabel = title;
    return create(section, this.run, { scope: this.#viewScope, draw: () => this.#draw() });
  }

  #draw() {
    this.#drawBar();
    for (const view of this.#views) view.draw();
  }

  /** While machines are made, it stays as it is. */
  #drawBar() {
    if (this.run.hasData && !this.run.isThere) return;
    const place = /** @type {HTMLElement} */ (this.#element.querySelector('.bar-place'));
    render(this.run.isThere ? this.#bar() : this.#line(), place);
  }

  #bar() {
    if (this.run.recipe.duel || this.run.recipe.passes === 0) return nothing;
    const train = (/** @type {number} */ pause) => {
      this.#pause = pause;
      this.#clock.toggle();
    };
    const step = () => {
      this.run.step(1);
      this.#draw();
    };
    return machineBar(this.run, this.#clock.running, {
      toggle: () => train(Number.POSITIVE_INFINITY),
      step,
      stepEpoch: () => train(Math.floor(this.run.machines[0].epochs) + 1),
      restart: () => this.anew(),
    });
  }

  /** While the digits are on their way. */
  #line() {
    const loading = this.#digits?.loading ?? { offered: null, loading: null, failure: null };
    return html`<p class="buttons">${dataLine(loading, { train: 0, mnist: 0 }, () => {})}</p>`;
  }
}
