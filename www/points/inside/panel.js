// @ts-check
// Look inside: one example's pass through a model, every number of which opens into its formula.

import './inside.css';
import { html, render } from 'lit';
import { LookInside } from '../../pkg/gradual.js';
import { numberField } from '../../shared/number-field.js';
import { radioGroup } from '../../shared/radios.js';
import { indexIn } from '../../shared/view-state.js';
import { modelChoice } from '../insight/choice.js';
import { lossView } from './loss.js';
import { namesOf } from './names.js';
import { network } from './network.js';
import { numbersOf } from './numbers.js';
import { knownBy, operationsOf } from './operations.js';
import { parameterView } from './parameter.js';
import { createPlayer, stepper } from './stepper.js';
import { unitView } from './unit.js';
import { overview, sentences } from './words.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('./operations.js').Operation} Operation */
/** @typedef {import('./operations.js').Kind} Kind */
/** What is open. @typedef {{ what: 'unit', level: number, unit: number } | { what: 'parameter', index: number } | { what: 'loss' }} Chosen */
/** `at`: the operation that one has walked to, none where all is shown. @typedef {{ model: number, chosen: Chosen | null, at: number | null, batch: boolean, all: boolean }} Look */

/**
 * All that the parts of the panel are drawn from.
 * @typedef {object} Pass
 * @property {import('../../pkg/gradual.js').LayerShape[]} layers
 * @property {import('../../pkg/gradual.js').ModelConfig} config
 * @property {import('./names.js').Names} names
 * @property {import('./numbers.js').Numbers} numbers
 * @property {import('../../pkg/gradual.js').Walk} walk
 * @property {Operation | null} operation
 * @property {(kind: Kind, level: number) => boolean} known
 * @property {Chosen} chosen
 * @property {(chosen: Chosen) => void} choose
 * @property {(level: number, unit: number) => import('../../pkg/gradual.js').OpenUnit} unitOf
 * @property {(index: number) => import('../../pkg/gradual.js').OpenParameter} parameterOf
 */

/** Frames from one drawing to the next while the models learn. */
const EVERY = 6;

/** @type {Look} */
const first = { model: 1, chosen: null, at: null, batch: false, all: false };

/** @type {import('../section.js').Entry} */
export const inside = {
  name: 'inside',
  label: 'Look inside',
  first,
  create(element, lab, { slice, scope }) {
    const panel = new Inside(element, lab, slice, scope);
    return { changed: () => panel.draw(), scored: () => panel.scored(), picked: () => panel.draw() };
  },
};

class Inside {
  #element;
  #lab;
  #slice;
  #core;
  #player;
  #visible = false;
  #frames = 0;

  /** @param {HTMLElement} element @param {LabView} lab @param {import('../../shared/view-state.js').Slice<Look>} slice @param {import('../../shared/scope.js').Scope} scope */
  constructor(element, lab, slice, scope) {
    this.#element = element;
    this.#lab = lab;
    this.#slice = slice;
    this.#core = scope.owns(new LookInside());
    this.#player = createPlayer(() => this.#playOn(), scope);
    scope.onView(element, (visible) => {
      this.#visible = visible;
      if (visible) this.draw();
    });
    this.draw();
  }

  get #model() {
    return indexIn(this.#slice.value.model, this.#lab.models().length);
  }

  /** The point that is picked, or the first one. */
  get #example() {
    return this.#lab.picked() ?? 0;
  }

  get #operations() {
    return operationsOf(this.#lab.race().layers(this.#model));
  }

  /** While the models learn. */
  scored() {
    if (!this.#lab.running()) return this.draw();
    if (this.#frames++ % EVERY === 0 && this.#visible) this.draw();
  }

  draw() {
    const isThere = this.#lab.points().count > 0;
    render(
      isThere ? this.#template() : html`<h2>Look inside</h2><p>There is no point to look at yet.</p>`,
      this.#element,
    );
  }

  #template() {
    const { batch, all } = this.#slice.value;
    const set = (/** @type {Partial<Look>} */ patch) => this.#slice.set(patch);
    const pass = this.#pass();
    const { names, operation } = pass;
    const { at } = this.#slice.value;
    const state = { operations: this.#operations, at, playing: this.#player.playing, last: names.last };
    return html`<h2>Look inside</h2>
      <p>${operation ? sentences[operation.kind] : overview}</p>
      <div class="inside-controls">
        ${modelChoice('look inside', this.#lab, { chosen: this.#model, choose: (model) => set({ model, chosen: null, at: null }) })}
        <label>Point ${numberField({ value: this.#example + 1, label: 'Point to look at', min: 1, max: this.#lab.points().count, step: 1 }, (number) => this.#pick(number))}</label>
        ${radioGroup({
          label: 'What makes the update',
          choices: [
            { value: false, face: 'this point' },
            { value: true, face: 'the next batch' },
          ],
          chosen: batch,
          choose: (batch) => set({ batch }),
        })}
        <label><input type="checkbox" .checked=${all} @change=${() => set({ all: !all })} /> all digits</label>
      </div>
      ${stepper(state, { go: (at) => this.#go(at), play: () => this.#play() })}
      <div class="inside-body">
        <div class="scrolled" tabindex="0" role="group" aria-label="The network">${network(pass)}</div>
        <div class="scrolled inside-open" tabindex="0" role="group" aria-label=${titleOf(pass)}>
          <h3>${titleOf(pass)}</h3>
          ${viewOf(pass)}
        </div>
      </div>`;
  }

  /** @returns {Pass} */
  #pass() {
    const [race, model] = [this.#lab.race(), this.#model];
    const { at, all, batch } = this.#slice.value;
    const layers = race.layers(model);
    const operations = operationsOf(layers);
    const walk = this.#core.walk(race, model, this.#example, batch);
    const now = at === null ? null : Math.min(at, operations.length - 1);
    const names = namesOf(layers);
    return {
      layers,
      config: this.#lab.models()[model],
      names,
      numbers: numbersOf(all),
      walk,
      operation: now === null ? null : operations[now],
      known: knownBy(operations, now),
      chosen: fitting(this.#slice.value.chosen, names, layers),
      choose: (chosen) => this.#choose(chosen),
      unitOf: (level, unit) => this.#core.unit(race, model, level, unit),
      parameterOf: (index) => this.#core.parameter(race, model, index),
    };
  }

  /** What is chosen and where one has walked to go together. @param {Chosen} chosen */
  #choose(chosen) {
    const { at } = this.#slice.value;
    this.#slice.set({ chosen, at: at === null ? null : operationFor(chosen, this.#operations, at, this.#pass()) });
  }

  /** To an operation: what it is about is opened. @param {number | null} at */
  #go(at) {
    if (at !== null && this.#lab.running()) this.#lab.pause();
    const pass = this.#pass();
    const chosen = at === null ? pass.chosen : chosenFor(this.#operations[at], pass);
    this.#slice.set({ at, chosen });
  }

  #play() {
    if (this.#player.playing) this.#player.stop();
    else {
      this.#player.start();
      const { at } = this.#slice.value;
      if (at === null || at >= this.#operations.length - 1) return this.#go(0);
    }
    this.draw();
  }

  #playOn() {
    const [at, end] = [this.#slice.value.at ?? 0, this.#operations.length - 1];
    if (at < end) this.#go(at + 1);
    if (at + 1 >= end) this.#player.stop();
    this.draw();
    return at + 1 < end;
  }

  /** @param {number} number counted from 1 */
  #pick(number) {
    const { count } = this.#lab.points();
    if (Number.isInteger(number) && number >= 1 && number <= count) this.#lab.pick(number - 1);
    else this.#lab.say(`The point to look at must be a whole number from 1 to ${count}.`);
    this.draw();
  }
}

/** @param {Pass} pass */
function titleOf({ chosen, names, parameterOf }) {
  if (chosen.what === 'loss') return 'Loss';
  if (chosen.what === 'unit') return names.unit(chosen.level, chosen.unit);
  const { layer, from, to } = parameterOf(chosen.index);
  return names.weight(layer, from ?? null, to);
}

/** @param {Pass} pass */
function viewOf(pass) {
  const { chosen } = pass;
  if (chosen.what === 'loss') return lossView(pass);
  if (chosen.what === 'unit') return unitView(pass, chosen);
  const open = pass.parameterOf(chosen.index);
  const back = () => pass.choose({ what: 'unit', level: open.layer, unit: open.to });
  return html`${parameterView(pass, open)}
    <button type="button" @click=${back}>${pass.names.unit(open.layer, open.to)}</button>`;
}

/** What is open, where that is still there; the first output else. @param {Chosen | null} chosen @param {import('./names.js').Names} names @param {Pass['layers']} layers @returns {Chosen} */
function fitting(chosen, { last, widths }, layers) {
  const parameters = layers[layers.length - 1].biases + layers[layers.length - 1].outputs;
  if (chosen?.what === 'unit' && chosen.unit < widths[chosen.level]) return chosen;
  if (chosen?.what === 'parameter' && chosen.index < parameters) return chosen;
  return chosen?.what === 'loss' ? chosen : { what: 'unit', level: last, unit: 0 };
}

/** What an operation is about; what is open stays where it is of that. @param {Operation} operation @param {Pass} pass @returns {Chosen} */
function chosenFor({ kind, level }, { chosen, layers, parameterOf }) {
  if (kind === 'loss') return { what: 'loss' };
  if (kind === 'update') return chosen.what === 'parameter' ? chosen : { what: 'loss' };
  const isHere = chosen.what === 'unit' && chosen.level === level;
  if (kind !== 'gradient') return isHere ? chosen : { what: 'unit', level, unit: 0 };
  if (chosen.what === 'parameter' && parameterOf(chosen.index).layer === level) return chosen;
  const unit = isHere ? chosen.unit : 0;
  return { what: 'parameter', index: layers[level - 1].weights + unit };
}

/** Where one stands in the pass once something else is open: at the operation that works it out. @param {Chosen} chosen @param {Operation[]} operations @param {number} at @param {Pass} pass */
function operationFor(chosen, operations, at, { parameterOf, names }) {
  const place = (/** @type {Kind[]} */ kinds, /** @type {number} */ level) => {
    const fits = operations.map(({ kind, level: other }, i) => (kinds.includes(kind) && other === level ? i : -1));
    const all = fits.filter((i) => i >= 0);
    return all.includes(at) ? at : (all[0] ?? at);
  };
  if (chosen.what === 'loss') return place(['loss', 'update'], names.last);
  if (chosen.what === 'parameter') return place(['gradient'], parameterOf(chosen.index).layer);
  return chosen.level === 0 ? 0 : place(['h', 'z', 'dh', 'delta'], chosen.level);
}
