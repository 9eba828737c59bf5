// @ts-check
// The Digits lab: three models learn handwritten digits on one clock and guess what is drawn on the pad.

import './digits.css';
import { nothing, render } from 'lit';
import { Race } from '../pkg/gradual.js';
import { inFrames } from '../shared/frames.js';
import { notice } from '../shared/notice.js';
import { owned } from '../shared/owned.js';
import { createScope } from '../shared/scope.js';
import { createSections } from '../shared/section.js';
import { sentenceOf } from '../shared/sentence.js';
import { createViewState } from '../shared/view-state.js';
import { createActions } from './actions.js';
import { createColumns, firstColumns } from './columns.js';
import { createGuesses } from './guesses/panel.js';
import { createHead } from './head.js';
import { layout } from './layout.js';
import { checkBatch, defaultModels } from './models.js';
import { pictureOf } from './picture.js';
import { createReader } from './reader.js';
import { firstBeginning, ReadyWeights } from './ready.js';
import { applyRecipe, recipeOf } from './recipe.js';
import { firstRun, Run } from './run.js';
import { sections } from './sections.js';
import { firstSketch, Sketch } from './sketch.js';
import { read, written } from './state.js';
import { firstDigits, TrainingDigits } from './training-digits.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../shared/section.js').Section} Section */
/** @typedef {import('../shared/view-state.js').LabState} LabState */

/** @param {HTMLElement} element @param {{ seed: number, state?: LabState }} options */
export function createLab(element, { seed, state }) {
  const lab = new DigitsLab(element, seed);
  if (state) lab.apply(state);
  return lab;
}

class DigitsLab {
  /** The models; their digits come later. @type {Race} */
  race;

  #scope = createScope();
  #view = createViewState(() => this.#tell('changed'));
  #inFrames = inFrames(this.#scope);
  #find;
  #head;
  #reader;
  #training;
  #weights;
  #run;
  #sketch;

  /** All that is drawn beside the sketch. @type {Section[]} */
  #parts = [];

  /** Counts the states that were put in place. */
  #applied = 0;

  /** Counts the times that models were to start from ready weights: a later one makes an earlier one pointless. */
  #starts = 0;

  /** @param {HTMLElement} element @param {number} seed */
  constructor(element, seed) {
    const scope = this.#scope;
    this.race = owned(scope, Race.onDigits(defaultModels, seed));
    this.#reader = createReader(this.race, scope);
    render(layout(this.#reader.models), element);
    scope.onDispose(() => render(nothing, element));
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    const listeners = { onLoading: () => this.#head.draw(), onCome: () => this.#digitsCame() };
    this.#training = new TrainingDigits(this.race, listeners, {
      scope,
      slice: this.#view.slice('digits', firstDigits),
    });
    this.#weights = new ReadyWeights(this.#view.slice('beginning', firstBeginning), this.#reader.models);
    this.#run = new Run(this.#forRun(), { scope, slice: this.#view.slice('run', firstRun) });
    this.#sketch = this.#createSketch();
    this.#head = createHead(this.#find, this.#forHead());
    this.#createParts(element);
    this.#changed();
    this.#training.load();
    this.#startFromWeights();
  }

  /** All that is needed to build this lab anew, but for what the models have learned. @returns {LabState} */
  get state() {
    const recipe = recipeOf(this.race, this.#training.wanted);
    return written({ recipe, view: this.#view.value, strokes: this.#sketch.strokes });
  }

  /** Builds everything anew from a state. What is none is refused with an error that is a sentence, and changes nothing. @param {LabState} state */
  apply(state) {
    const { recipe, view, strokes } = read(state);
    const digits = applyRecipe(this.race, recipe);
    this.#run.stop();
    this.#reader.changed();
    this.#view.apply(view);
    this.#applied++;
    this.#sketch.apply(strokes);
    this.#training.apply(digits);
    this.#changed();
    this.#startFromWeights().then(() => this.#run.applied());
  }

  show() {
    this.#tell('changed');
  }

  hide() {
    this.#run.stop();
    this.#sketch.lift();
  }

  /** Leaves nothing behind. */
  dispose() {
    this.hide();
    this.#scope.dispose();
  }

  #createSketch() {
    const lab = { reader: this.#reader, root: this.#find('.digits'), onPick: () => this.#tell('picked') };
    const slice = this.#view.slice('sketch', firstSketch);
    return new Sketch(this.#find('.sketch'), lab, { scope: this.#scope, slice });
  }

  /** @param {HTMLElement} element */
  #createParts(element) {
    const [lab, scope] = [this.#forParts(), this.#scope];
    const columns = this.#reader.models.map((_, i) => this.#find(`.guesses > .model-${i}`));
    this.#parts.push(
      this.#head,
      createColumns(columns, lab, this.#view.slice('columns', firstColumns)),
      createGuesses(this.#find('.guesses'), lab, { scope }),
    );
    const made = createSections(element, lab, { view: this.#view, scope });
    for (const entry of sections) this.#parts.push(made.add({ ...entry, place: `.digits-rest > .${entry.name}` }));
  }

  #forRun() {
    return {
      race: this.race,
      reader: this.#reader,
      hasDigits: () => this.#training.areThere,
      tell: (/** @type {keyof Section} */ happened) => this.#tell(happened),
    };
  }

  #forHead() {
    const actions = createActions({
      reader: this.#reader,
      run: this.#run,
      training: this.#training,
      weights: this.#weights,
      attempt: (change) => this.#attempt(change),
      fromWeights: () => this.#fromWeights(),
      setModels: (models) => this.#try(() => this.#setModels(models)),
    });
    return {
      race: this.race,
      reader: this.#reader,
      run: this.#run,
      training: this.#training,
      weights: this.#weights,
      isDrawn: () => this.#sketch.image !== null,
      actions,
    };
  }

  /** What the parts may know of the lab, and ask of it. @returns {import('./sections.js').DigitsView} */
  #forParts() {
    return {
      race: () => this.race,
      report: () => this.#reader.report,
      models: () => this.#reader.models,
      moment: () => this.#reader.moment,
      running: () => this.#run.running,
      pause: () => this.#run.stop(),
      applied: () => this.#applied,
      guess: this.#reader.guess,
      picture: this.#reader.picture,
      label: this.#reader.label,
      drawing: () => this.#sketch,
      image: () => this.#sketch.image,
      show: (test) => this.#sketch.show({ test }),
      showPicture: (bytes, remark) => this.#sketch.show(pictureOf(bytes, remark)),
      source: () => this.#training.source,
      chooseSource: (source) => this.#chooseSource(source),
      learn: (own) => this.#attempt(() => this.#training.give(own)),
      setModel: (index, model) => this.#try(() => this.#setModel(index, model)),
      attempt: (change) => this.#attempt(change),
      say: (message) => this.#say(message),
    };
  }

  #digitsCame() {
    this.#changed();
    this.#run.digitsCame();
  }

  /** @param {import('./training-digits.js').Source} source */
  #chooseSource(source) {
    this.#training.source = source;
    this.#tell('changed');
  }

  /** Models that are still to begin do so from weights that have learned, where these are wanted and come. */
  async #startFromWeights() {
    if (!(await this.#weightsCame())) return;
    if (this.#reader.report.models.some(({ iteration }) => iteration > 0)) this.#weights.wanted = false;
    else this.#try(() => this.#weights.begin(this.race, this.#reader.models));
  }

  /** Has the models start from weights that have learned, whatever they have learned themselves. */
  async #fromWeights() {
    this.#weights.wanted = true;
    if (await this.#weightsCame()) this.#attempt((race) => this.#weights.begin(race, this.#reader.models));
  }

  /** Whether weights that have learned are there now, and still wanted. */
  async #weightsCame() {
    const start = ++this.#starts;
    const failure = await this.#weights.load().then(() => null, sentenceOf);
    if (start !== this.#starts || this.#scope.signal.aborted) return false;
    if (failure === null) return this.#weights.wanted;
    this.#weights.wanted = false;
    this.#say(failure);
    return false;
  }

  /** @param {ModelConfig[]} models */
  #setModels(models) {
    for (const [i, model] of models.entries()) this.#setModel(i, model);
  }

  /** @param {number} index @param {ModelConfig} model */
  #setModel(index, model) {
    checkBatch(model);
    const anew = this.race.setModel(index, model);
    this.#reader.changed();
    if (anew) this.#weights.begin(this.race, this.#reader.models);
  }

  /** Asks something of the race, which ends an epoch under way. @param {(race: Race) => void} change */
  #attempt(change) {
    this.#run.endEpoch();
    this.#try(() => change(this.race));
  }

  /** Does what may be refused; a refusal is told in a sentence and changes nothing. @param {() => void} change */
  #try(change) {
    this.#run.measure();
    try {
      change();
      this.#say(null);
    } catch (error) {
      this.#say(sentenceOf(error));
    }
    this.#changed();
  }

  /** @param {string | null} message */
  #say(message) {
    render(notice(message, { dismiss: () => this.#say(null) }), this.#find('.notice-place'));
  }

  /** The models or their data are others: draws everything, and scores what has no score. */
  #changed() {
    this.#reader.changed();
    this.#tell('changed');
    this.#tell('scored');
    this.#run.score();
  }

  /** @param {keyof Section} happened */
  #tell(happened) {
    if (happened === 'changed') this.#sketch.changed();
    const told = this.#parts.flatMap((part) => part[happened] ?? []);
    if (happened === 'scored') this.#inFrames(told);
    else for (const tell of told) tell();
  }
}
