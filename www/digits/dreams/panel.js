// @ts-check
// Dreams: a restricted Boltzmann machine learns digits without labels, live.

import './dreams.css';
import { html, nothing, render } from 'lit';
import { withLesson } from '../../shared/lesson-link.js';
import { fixed } from '../../shared/numbers.js';
import { createScope } from '../../shared/scope.js';
import { sentenceOf } from '../../shared/sentence.js';
import { createDuel } from './duel.js';
import { createFantasies } from './fantasies.js';
import { createFilters } from './filters.js';
import { form } from './form.js';
import { histograms } from './histograms.js';
import { firstSettings, Machine } from './machine.js';
import { createMeasures } from './measures.js';
import { createRepair } from './repair.js';
import { createStack } from './stack.js';
import { paintUnit, unitCard } from './unit.js';

/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {import('./machine.js').Settings} Settings */
/** @typedef {{ settings: Settings, unit: number, pixel: number, own: boolean }} Dreams */

/** @type {Dreams} */
export const firstDreams = { settings: firstSettings, unit: 0, pixel: 0, own: false };

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
  /** @type {ReturnType<typeof createMeasures> | null} */
  #measures = null;
  /** What shows the drawing on the pad, too. @type {{ draw: () => void }[]} */
  #ofDrawing = [];
  /** @type {ReturnType<typeof createFilters> | null} */
  #filters = null;
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
  }

  /** Another drawing is on the pad. */
  drawn() {
    for (const view of this.#ofDrawing) view.draw();
  }

  /** Another machine; where it can't be had that is told, and the one that is there stays. @param {Settings} settings */
  #begin(settings) {
    const race = this.#lab.race();
    if (settings.data !== 'bars' && race.trainCount === 0) return this.#lab.say('The digits are not there yet.');
    const scope = createScope(this.#own.scope);
    try {
      const machine = new Machine(race, settings, { scope, draw: () => this.#frame() });
      this.#scope?.dispose();
      [this.#scope, this.#machine] = [scope, machine];
    } catch (error) {
      scope.dispose();
      this.#lab.say(sentenceOf(error));
      return this.draw();
    }
    this.#lab.say(null);
    this.#own.slice.set({ settings });
    this.#show(this.#machine, scope);
  }

  /** @param {Machine} machine @param {import('../../shared/scope.js').Scope} scope */
  #show(machine, scope) {
    /** What shows another machine begins in an element of its own. */
    const place = (/** @type {string} */ name) => {
      const element = document.createElement('div');
      this.#find(name).replaceChildren(element);
      return element;
    };
    const image = () => (machine.settings.inverted ? null : this.#lab.image());
    const own = { ...this.#own, scope, image, say: this.#lab.say };
    const view = {
      scope,
      chosen: () => Math.min(this.#view.unit, machine.hidden - 1),
      choose: (/** @type {number} */ unit) => this.#choose({ unit }),
      own: () => this.#view.own,
    };
    this.#drawBar();
    this.#filters = createFilters(place('.filters-place'), machine, view);
    this.#measures = createMeasures(place('.measures-place'), machine, own);
    createFantasies(place('.fantasies-place'), machine, own);
    this.#ofDrawing = [createRepair(place('.repair-place'), machine, own)];
    const [stack, duel] = [place('.stack-place'), place('.duel-place')];
    if (machine.settings.data !== 'bars') {
      this.#ofDrawing.push(createStack(stack, this.#lab, { scope, config: () => machine.settings.config }));
      createDuel(duel, this.#lab, { scope });
    }
    this.#drawAll();
  }

  /** @param {Partial<Dreams>} change */
  #choose(change) {
    this.#own.slice.set(change);
    this.#filters?.paint();
    this.#drawUnit();
  }

  /** The machine has learned for a frame, or its clock has turned. Out of sight, as in another tab, it stands. */
  #frame() {
    if (this.#machine?.running && !this.#find('.dreams-body').checkVisibility()) return this.#machine.stop();
    this.#filters?.paint();
    this.#drawBar();
    if (this.#machine?.running && this.#frames++ % EVERY !== 0) return;
    this.#drawAll();
  }

  #drawAll() {
    this.#filters?.paint();
    this.#drawUnit();
    this.#measures?.draw();
    if (this.#machine) render(histograms(this.#machine), this.#find('.histograms-place'));
  }

  #drawUnit() {
    const machine = this.#machine;
    if (!machine) return;
    const { unit, pixel } = this.#view;
    const now = { machine, unit: Math.min(unit, machine.hidden - 1), pixel: Math.min(pixel, machine.side ** 2 - 1) };
    const element = this.#find('.unit-place');
    render(unitCard({ ...now, choosePixel: (pixel) => this.#choose({ pixel }) }), element);
    paintUnit(element, now);
  }

  #drawBar() {
    render(this.#bar(), this.#find('.dreams-bar'));
    this.#find('.dreams-body').hidden = !this.#machine;
  }

  #bar() {
    const machine = this.#machine;
    if (!machine)
      return html`<button type="button" class="primary" @click=${() => this.#begin(this.#view.settings)}>Begin a machine</button>`;
    const { running } = machine;
    const { epochs, iteration, examples, stopped } = machine.report;
    const epoch = () => {
      machine.stepEpoch();
      this.#drawAll();
      this.#drawBar();
    };
    const scale = (/** @type {any} */ { target }) => this.#choose({ own: target.checked });
    return html`<button type="button" class="primary" aria-pressed=${running} aria-label="Run the machine" @click=${() => machine.toggle()}>${running ? '❚❚ Run the machine' : '▶ Run the machine'}</button>
      <button type="button" aria-label="One pass of the machine" ?disabled=${running} @click=${epoch}>One pass</button>
      <button type="button" aria-label="Begin the machine anew" @click=${() => this.#begin(this.#view.settings)}>Begin anew</button>
      <label class="inline"><input type="checkbox" .checked=${this.#view.own} @change=${scale} /> Each tile its own scale</label>
      <p role="status" aria-label="State of the machine" aria-busy=${running}>Epoch ${fixed(epochs, 1)} · iteration ${iteration} · ${examples} examples${stopped ? html`. ${stopped}` : nothing}</p>`;
  }
}

function template() {
  return html`${withLesson('energy', 'machines that dream', html`<h2>Dreams</h2>`)}
    <p class="hint">A restricted Boltzmann machine learns pictures without being told what they are: its hidden units find strokes, and left to itself it dreams.</p>
    <div class="form-place"></div>
    <div class="dreams-bar buttons"></div>
    <div class="dreams-body" hidden>
      <div class="filters-place" role="application" aria-label="Filters of the machine" tabindex="0"></div>
      <div class="unit-place"></div>
      <div class="measures-place"></div>
      <div class="histograms-place"></div>
      <div class="fantasies-place"></div>
      <div class="repair-place"></div>
      <div class="stack-place"></div>
      <div class="duel-place"></div>
    </div>`;
}
