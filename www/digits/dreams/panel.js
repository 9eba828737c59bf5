// @ts-check
// Dreams: a restricted Boltzmann machine learns digits without labels, live.

import './dreams.css';
import { html, nothing, render } from 'lit';
import { withLesson } from '../../shared/lesson-link.js';
import { fixed } from '../../shared/numbers.js';
import { createScope } from '../../shared/scope.js';
import { sentenceOf } from '../../shared/sentence.js';
import { form } from './form.js';
import { firstSettings, Machine } from './machine.js';
import { createViews } from './views.js';

/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {import('./machine.js').Settings} Settings */
/** @typedef {{ settings: Settings, unit: number, pixel: number, own: boolean, order: import('./filters.js').Order }} Dreams */

/** @type {Dreams} */
export const firstDreams = { settings: firstSettings, unit: 0, pixel: 0, own: false, order: 'number' };

/** Frames from one drawing of what is costly to the next, while it learns. */
const EVERY = 10;

/** @param {HTMLElement} element @param {DigitsView} lab @param {import('../../shared/section.js').Own} own @returns {import('../../shared/section.js').Section} */
export function createDreams(element, lab, own) {
  const panel = new DreamsPanel(element, lab, own);
  return { changed: () => panel.draw(), picked: () => panel.drawn() };
}

class DreamsPanel {
  #lab;
  #own;
  #find;
  /** @type {Machine | null} */
  #machine = null;
  /** Ends with the machine. @type {import('../../shared/scope.js').Scope | null} */
  #scope = null;
  /** @type {ReturnType<typeof createViews> | null} */
  #views = null;
  #frames = 0;

  /** @param {HTMLElement} element @param {DigitsView} lab @param {import('../../shared/section.js').Own} own */
  constructor(element, lab, own) {
    this.#lab = lab;
    this.#own = own;
    render(template(), element);
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    own.scope.onDispose(() => this.#scope?.dispose());
    this.draw();
  }

  get #view() {
    return /** @type {Dreams} */ (this.#own.slice.value);
  }

  /** Settings, models or data have changed. */
  draw() {
    const { settings } = this.#view;
    const actions = {
      reshape: (/** @type {Partial<Settings>} */ change) => {
        const next = { ...settings, ...change };
        if (this.#machine) this.#begin(next);
        else this.#own.slice.set({ settings: next });
      },
      change: (/** @type {Partial<import('../../pkg/gradual.js').RbmConfig>} */ change) => {
        if (this.#machine && !this.#machine.change(change)) this.#lab.say(this.#machine.problem);
        else this.#own.slice.set({ settings: { ...settings, config: { ...settings.config, ...change } } });
      },
    };
    render(form(settings, actions), this.#find('.form-place'));
    this.#drawBar();
    this.#views?.changed();
  }

  /** Another drawing is on the pad. */
  drawn() {
    this.#views?.drawn();
  }

  /** Another machine; where it can't be had that is told, and the one that is there stays. @param {Settings} settings */
  #begin(settings) {
    const race = this.#lab.race();
    if (settings.data !== 'bars' && race.trainCount === 0) return this.#lab.say('The digits are not there yet.');
    const scope = createScope(this.#own.scope);
    const body = this.#find('.dreams-body');
    try {
      const machine = new Machine(race, settings, { element: body, scope, draw: () => this.#frame() });
      this.#scope?.dispose();
      [this.#scope, this.#machine, this.#views] = [scope, machine, null];
    } catch (error) {
      scope.dispose();
      this.#lab.say(sentenceOf(error));
      return this.draw();
    }
    this.#lab.say(null);
    this.#own.slice.set({ settings });
    this.#show(this.#machine, scope);
  }

  /** What shows another machine begins in an element of its own, in the next frame: the machine alone took long enough. @param {Machine} machine @param {import('../../shared/scope.js').Scope} scope */
  #show(machine, scope) {
    this.#drawBar();
    scope.inFrame(() => {
      const element = document.createElement('div');
      this.#find('.dreams-body').replaceChildren(element);
      this.#views = createViews(element, { machine, lab: this.#lab, own: { ...this.#own, scope } });
      machine.begin();
    });
  }

  /** The machine has learned for a frame, or its clock has turned. Out of sight, as in another tab, it stands. */
  #frame() {
    if (this.#machine?.running && !this.#find('.dreams-body').checkVisibility()) return this.#machine.stop();
    this.#drawBar();
    if (this.#machine?.running && this.#frames++ % EVERY !== 0) this.#views?.frame();
    else this.#views?.draw();
  }

  #drawBar() {
    render(this.#bar(), this.#find('.dreams-bar'));
    this.#find('.dreams-body').hidden = !this.#machine;
  }

  #bar() {
    const machine = this.#machine;
    if (!machine)
      return html`<button type="button" class="primary" @click=${() => this.#begin(this.#view.settings)}>Begin a machine</button>
        <span class="hint">It learns ${this.#view.settings.data === 'bars' ? 'in a second or two' : 'in seconds'}, here in the page.</span>`;
    const { running } = machine;
    const { epochs, iteration, examples, stopped } = machine.report;
    return html`<button type="button" class="primary" aria-pressed=${running} aria-label="Run the machine" @click=${() => machine.toggle()}>${running ? '❚❚ Run the machine' : '▶ Run the machine'}</button>
      <button type="button" aria-label="One pass of the machine" ?disabled=${running} @click=${() => machine.pass()}>One pass</button>
      <button type="button" aria-label="Begin the machine anew" @click=${() => this.#begin(this.#view.settings)}>Begin anew</button>
      <p role="status" aria-label="State of the machine" aria-live=${running ? 'off' : 'polite'}>Epoch ${fixed(epochs, 1)} · iteration ${iteration} · ${examples} examples${stopped ? html`. ${stopped}` : nothing}</p>`;
  }
}

function template() {
  return html`${withLesson('energy', 'machines that dream', html`<h2>Dreams</h2>`)}
    <p class="hint">A restricted Boltzmann machine learns pictures without being told what they are: its hidden units find strokes, and left to itself it dreams.</p>
    <div class="form-place"></div>
    <div class="dreams-bar buttons"></div>
    <div class="dreams-body" hidden></div>`;
}
