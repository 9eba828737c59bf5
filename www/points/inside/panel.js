// @ts-check
// Look inside: one example's pass through a model, every number of which opens into its formula.

import './inside.css';
import { html, nothing, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { LookInside } from '../../pkg/gradual_rest.js';
import { withLesson } from '../../shared/lesson-link.js';
import { numberField } from '../../shared/number-field.js';
import { createPlayer } from '../../shared/player.js';
import { radioGroup } from '../../shared/radios.js';
import { onView } from '../../shared/view.js';
import { indexIn } from '../../shared/view-state.js';
import { drawings } from '../../views/diagram.js';
import { modelChoice } from '../insight/choice.js';
import { partAt } from './diagram-parts.js';
import { createEditor } from './editor.js';
import { examples, runs } from './examples.js';
import { createFields } from './field.js';
import { folds } from './folds.js';
import { firstLook } from './look.js';
import { lossView } from './loss.js';
import { namesOf } from './names.js';
import { network } from './network.js';
import { numbersOf } from './numbers.js';
import { knownBy, operationsOf } from './operations.js';
import { parameterView } from './parameter.js';
import { stepper } from './stepper.js';
import { createWorked, movePoint, relabelPoint } from './subject.js';
import { unitView } from './unit.js';
import { chosenFor, fitting, operationFor } from './walking.js';
import { overview, sentences } from './words.js';
import { workedNote } from './worked.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('./operations.js').Operation} Operation */
/** @typedef {import('./operations.js').Kind} Kind */
/** @typedef {import('./subject.js').Subject} Subject */
/** @typedef {import('./look.js').Chosen} Chosen */
/** @typedef {import('./look.js').Look} Look */

/**
 * All that the parts of the panel are drawn from.
 * @typedef {object} Pass
 * @property {Subject} subject
 * @property {import('../../pkg/gradual.js').LayerShape[]} layers
 * @property {import('../../pkg/gradual.js').ModelConfig} config
 * @property {import('./names.js').Names} names
 * @property {import('./numbers.js').Numbers} numbers
 * @property {import('../../pkg/gradual.js').Walk} walk
 * @property {Operation[]} operations
 * @property {number | null} at where one has walked to among them, none where all is shown
 * @property {Operation | null} operation
 * @property {(kind: Kind, level: number) => boolean} known
 * @property {Chosen} chosen
 * @property {(chosen: Chosen) => void} choose
 * @property {(level: number, unit: number) => import('../../pkg/gradual.js').OpenUnit} unitOf
 * @property {(index: number) => import('../../pkg/gradual.js').OpenParameter} parameterOf
 * @property {import('./editor.js').Editor} editor
 * @property {() => import('../../pkg/gradual.js').LogisticOutput | null} logistic the first output, where it is a sigmoid of its own
 */

/** How one looks at what is opened first. */
const anew = { chosen: null, at: null, row: 0 };

/** Milliseconds for an operation in slow play. */
const SLOW = 1250;

/** Frames from one drawing to the next while the models learn. */
const EVERY = 6;

/** @type {import('../section.js').Entry} */
export const inside = {
  name: 'inside',
  place: '.inside',
  first: firstLook,
  create(element, lab, { slice, scope }) {
    const panel = new Inside(element, lab, slice, scope);
    return { scored: () => panel.scored(), picked: () => panel.draw() };
  },
};

class Inside {
  #element;
  #lab;
  #slice;
  #core;
  #player;
  #worked;
  #editor;
  #fields;
  /** Waits, while the models learn, until it could be seen. */
  #drawn;
  #frames = 0;

  /** @param {HTMLElement} element @param {LabView} lab @param {import('../../shared/view-state.js').Slice<Look>} slice @param {import('../../shared/scope.js').Scope} scope */
  constructor(element, lab, slice, scope) {
    this.#element = element;
    this.#lab = lab;
    this.#slice = slice;
    this.#core = scope.owns(new LookInside());
    this.#player = createPlayer(() => this.#playOn(), SLOW, scope);
    this.#worked = createWorked(() => this.draw(), scope);
    this.#fields = createFields(() => this.draw());
    this.#editor = createEditor(this.#fields);
    scope.listen(lab.root, 'click', (event) => this.#clicked(event));
    this.#drawn = onView(element, lab.running, () => this.draw(), scope);
  }

  /** A unit or weight that is clicked in a model's diagram opens. @param {PointerEvent} event */
  #clicked({ target, offsetX, offsetY }) {
    const canvas = /** @type {Element} */ (target);
    const drawing = drawings.get(canvas);
    const chosen = drawing && partAt(drawing, offsetX, offsetY);
    if (!chosen) return;
    const columns = [...this.#lab.root.querySelectorAll('.models > section')];
    const model = columns.findIndex((column) => column.contains(canvas));
    this.#slice.set({ model, chosen, at: null, worked: null });
    this.#element.scrollIntoView();
  }

  /** A worked example where one is chosen, a model of the lab else. @returns {Subject} */
  get #subject() {
    const { worked, model: wanted } = this.#slice.value;
    const model = indexIn(wanted, this.#lab.models().length);
    const ofLab = {
      race: this.#lab.race(),
      model,
      config: this.#lab.models()[model],
      count: this.#lab.points().count,
      worked: null,
      setInput: (/** @type {number} */ point, /** @type {number} */ input, /** @type {number} */ value) =>
        movePoint(this.#lab, point, input, value),
      setTarget: (/** @type {number} */ point, /** @type {number} */ output, /** @type {number} */ value) =>
        relabelPoint(this.#lab, point, output, value),
      change: (/** @type {(race: import('../../pkg/gradual.js').Race) => void} */ change) => this.#change(change),
    };
    return this.#worked.subject(worked) ?? ofLab;
  }

  /** Does something to the lab's race; what is refused is thrown on. @param {(race: import('../../pkg/gradual.js').Race) => void} change */
  #change(change) {
    /** @type {{ error: unknown } | null} */
    let refused = null;
    this.#lab.attempt((race) => {
      try {
        change(race);
      } catch (error) {
        refused = { error };
      }
    });
    if (refused) throw /** @type {{ error: unknown }} */ (refused).error;
  }

  /** The example that goes through: of the lab's points the one that is picked, or the first. @param {Subject} subject */
  #exampleOf({ worked, count }) {
    return worked ? indexIn(this.#slice.value.row, count) : (this.#lab.picked() ?? 0);
  }

  /** After every change, and in each frame of training, most of which draw nothing here. */
  scored() {
    if (!this.#lab.running() || this.#frames++ % EVERY === 0) this.#drawn();
  }

  draw() {
    const subject = this.#subject;
    const isThere = subject.count > 0;
    render(
      isThere ? this.#template(subject) : html`<h2>Look inside</h2><p>There is no point to look at yet.</p>`,
      this.#element,
    );
  }

  /** @param {Subject} subject */
  #template(subject) {
    const pass = this.#pass(subject);
    const { names, operation, operations, at } = pass;
    const state = { operations, at, playing: this.#player.playing, last: names.last };
    return html`${withLesson('backprop', 'backpropagation', html`<h2>Look inside</h2>`)}
      <p>${operation ? sentences[operation.kind] : overview}</p>
      ${this.#controls(subject)} ${subject.worked ? workedNote(subject, subject.worked) : nothing}
      ${stepper(state, { go: (at) => this.#go(at), play: () => this.#play() })}
      <div class="inside-body">
        <div class="scrolled" tabindex="0" role="group" aria-label="The network">${network(pass)}</div>
        <div class="scrolled inside-open" tabindex="0" role="group" aria-label=${titleOf(pass)}>
          <h3>${titleOf(pass)}</h3>
          ${this.#open(pass)}
        </div>
      </div>
      ${folds(pass, this.#slice.value.folds, (folds) => this.#slice.set({ folds }))}`;
  }

  /** A worked example is opened here, a run in its lab. @param {HTMLSelectElement} select */
  #begin(select) {
    const run = runs.find(({ name }) => name === select.value);
    this.#slice.set({ worked: run ? null : select.value || null, ...anew });
    this.draw();
    if (run) select.dispatchEvent(new CustomEvent('open-run', { bubbles: true, detail: run }));
  }

  /** @param {Subject} subject */
  #controls(subject) {
    const { batch, all } = this.#slice.value;
    const set = (/** @type {Partial<Look>} */ patch) => this.#slice.set(patch);
    const choices = [
      { value: false, face: subject.worked ? 'this example' : 'this point' },
      { value: true, face: 'the next batch' },
    ];
    const what = subject.worked ? 'Example' : 'Point';
    const number = {
      value: this.#exampleOf(subject) + 1,
      label: `${what} to look at`,
      min: 1,
      max: subject.count,
      step: 1,
    };
    return html`<div class="inside-controls">
      <label
        >Worked examples
        <select aria-label="Worked examples" @change=${(/** @type {Event & { target: HTMLSelectElement }} */ { target }) => this.#begin(target)}>
          <option value="" .selected=${live(!subject.worked)}>none: the models above</option>
          ${examples.map(({ name }) => html`<option value=${name} .selected=${live(name === subject.worked?.name)}>${name}</option>`)}
          ${runs.map(({ name }) => html`<option value=${name}>${name}</option>`)}
        </select></label
      >
      ${subject.worked ? nothing : modelChoice('look inside', this.#lab, { chosen: subject.model, choose: (model) => set({ model, ...anew }) })}
      <label>${what} ${numberField(number, (number) => this.#pick(number, subject))}</label>
      ${subject.worked ? nothing : radioGroup({ label: 'What makes the update', choices, chosen: batch, choose: (batch) => set({ batch }) })}
      <label><input type="checkbox" .checked=${live(all)} @change=${() => set({ all: !all })} /> all digits</label>
    </div>`;
  }

  /** @param {Subject} subject @returns {Pass} */
  #pass(subject) {
    const { race, model, config } = subject;
    const { at, all, batch } = this.#slice.value;
    const layers = race.layers(model);
    const operations = operationsOf(layers);
    const walk = this.#core.walk(race, model, this.#exampleOf(subject), batch && !subject.worked);
    const now = at === null ? null : indexIn(at, operations.length);
    const names = namesOf(layers);
    return {
      subject,
      layers,
      config,
      names,
      numbers: numbersOf(all),
      walk,
      operations,
      at: now,
      operation: now === null ? null : operations[now],
      known: knownBy(operations, now),
      chosen: fitting(this.#slice.value.chosen, names, layers),
      choose: (chosen) => this.#choose(chosen),
      unitOf: (level, unit) => this.#core.unit(race, model, level, unit),
      parameterOf: (index) => this.#core.parameter(race, model, index),
      logistic: () => this.#core.logistic(race, model, 0),
      editor: this.#editor,
    };
  }

  /** What is open. @param {Pass} pass */
  #open(pass) {
    const { chosen, subject, names } = pass;
    if (chosen.what === 'loss') return lossView(pass);
    if (chosen.what === 'unit') return html`${this.#hands(pass, chosen)} ${unitView(pass, chosen)}`;
    const open = pass.parameterOf(chosen.index);
    const back = () => pass.choose({ what: 'unit', level: open.layer, unit: open.to });
    const name = names.weight(open.layer, open.from ?? null, open.to);
    return html`${this.#editor.view(subject, open, chosen.index, name)} ${parameterView(pass, open)}
      <button type="button" @click=${back}>${names.unit(open.layer, open.to)}</button>`;
  }

  /** A field for an input, and for the target of an output. @param {Pass} pass @param {{ level: number, unit: number }} place */
  #hands({ subject, names, walk }, { level, unit }) {
    const example = this.#exampleOf(subject);
    const { setInput, setTarget } = subject;
    if (level === 0) {
      const put = (/** @type {number} */ value) => setInput(example, unit, value);
      return this.#fields.field({ name: names.unit(0, unit), value: walk.levels[0].h[unit], put });
    }
    if (level < names.last) return nothing;
    const put = (/** @type {number} */ value) => setTarget(example, unit, value);
    const name = `the target of ${names.unit(level, unit).toLowerCase()}`;
    return this.#fields.field({ name, value: walk.targets[unit], put }, html`<span>of the target t</span>`);
  }

  /** What is chosen and where one has walked to go together. @param {Chosen} chosen */
  #choose(chosen) {
    const pass = this.#pass(this.#subject);
    this.#slice.set({ chosen, at: pass.at === null ? null : operationFor(chosen, pass.at, pass) });
  }

  /** To an operation: what it is about is opened. @param {number | null} at */
  #go(at) {
    if (this.#subject.count === 0) return;
    if (at !== null && this.#lab.running()) this.#lab.pause();
    const pass = this.#pass(this.#subject);
    const chosen = at === null ? pass.chosen : chosenFor(pass.operations[at], pass);
    this.#slice.set({ at, chosen });
  }

  get #end() {
    const { race, model } = this.#subject;
    return operationsOf(race.layers(model)).length - 1;
  }

  #play() {
    if (this.#player.playing) this.#player.stop();
    else {
      this.#player.start();
      const { at } = this.#slice.value;
      if (at === null || at >= this.#end) return this.#go(0);
    }
    this.draw();
  }

  /** The next operation of slow play. @returns {boolean} whether there is one more */
  #playOn() {
    if (this.#subject.count === 0) return false; // the points were cleared meanwhile
    const next = Math.min((this.#slice.value.at ?? -1) + 1, this.#end);
    const goesOn = next < this.#end;
    if (!goesOn) this.#player.stop();
    this.#go(next);
    return goesOn;
  }

  /** @param {number} number counted from 1 @param {Subject} subject */
  #pick(number, { worked, count }) {
    if (!Number.isInteger(number) || number < 1 || number > count)
      this.#lab.say(`What to look at must be a whole number from 1 to ${count}.`);
    else if (worked) this.#slice.set({ row: number - 1 });
    else this.#lab.pick(number - 1);
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
