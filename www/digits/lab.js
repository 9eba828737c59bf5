// @ts-check
// The Digits lab: three models learn handwritten digits on one clock and guess what is drawn on the pad.

import './digits.css';
import { nothing, render } from 'lit';
import { Recipes } from '../pkg/gradual_rest.js';
import { inFrames } from '../shared/frames.js';
import { notice } from '../shared/notice.js';
import { owned } from '../shared/owned.js';
import { createScope } from '../shared/scope.js';
import { createSections } from '../shared/section.js';
import { sentenceOf } from '../shared/sentence.js';
import { inTasks, nextTask } from '../shared/tasks.js';
import { createViewState } from '../shared/view-state.js';
import { createActions } from './actions.js';
import { Changes } from './changes.js';
import { createColumns, firstColumns } from './columns.js';
import { createGuesses } from './guesses/panel.js';
import { createHead } from './head.js';
import { layout } from './layout.js';
import { defaultModels } from './models.js';
import { pictureOf } from './picture.js';
import { createReader } from './reader.js';
import { firstBeginning, ReadyWeights } from './ready.js';
import { applyRecipe, recipeOf } from './recipe.js';
import { firstRun, Run } from './run.js';
import { sections } from './sections.js';
import { firstSketch, Sketch } from './sketch.js';
import { read, written } from './state.js';
import { firstDigits, TrainingDigits } from './training-digits.js';

/** @typedef {import('../shared/section.js').Section} Section */
/** @typedef {import('../shared/view-state.js').LabState} LabState */
/** @typedef {(race: import('../pkg/gradual.js').Race) => void} GoOn */

/** @param {HTMLElement} element @param {{ seed: number, state?: LabState }} options */
export async function createLab(element, { seed, state }) {
  const data = /** @type {const} */ ({ kind: 'digits', mnist: 'sixth', own: false });
  const race = Recipes.open({ version: 1, data, models: defaultModels, seed, rules: [] });
  await nextTask();
  const lab = new DigitsLab(element, race);
  await lab.begun;
  if (state) lab.apply(state);
  return lab;
}

class DigitsLab {
  /** The models; their digits come later. */
  race;
  /** Comes when all parts are there to be seen. */
  begun;

  #scope = createScope();
  #view = createViewState(() => this.#tell('changed'));
  #inFrames = inFrames(this.#scope);
  #find;
  #reader;
  #training;
  #weights;
  #run;
  #changes;
  #sketch;
  #head;

  /** All that is drawn beside the sketch. @type {Section[]} */
  #parts;

  /** What has the race go on with a run that waits for its digits. @type {GoOn | null} */
  #goOn = null;

  /** Counts the states that were put in place. */
  #applied = 0;

  /** @param {HTMLElement} element @param {import('../pkg/gradual.js').Race} race */
  constructor(element, race) {
    const [scope, view] = [this.#scope, this.#view];
    this.race = owned(scope, race);
    this.#reader = createReader(this.race, scope);
    render(layout(this.#reader.models), element);
    scope.onDispose(() => render(nothing, element));
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    const listeners = { onLoading: () => this.#head.draw(), onCome: () => this.#digitsCame() };
    this.#training = new TrainingDigits(this.race, listeners, { scope, slice: view.slice('digits', firstDigits) });
    this.#weights = new ReadyWeights(view.slice('beginning', firstBeginning), this.#reader.models);
    this.#run = new Run(this.#forRun(), { scope, slice: view.slice('run', firstRun) });
    this.#changes = new Changes(this.#forChanges());
    this.#sketch = this.#createSketch();
    this.#head = createHead(this.#find, this.#forHead());
    this.#parts = this.#createParts();
    this.begun = this.#begin(element);
  }

  /** All that is beside the pad and the guesses comes in tasks of its own; in sight once all of it is there. @param {HTMLElement} element */
  async #begin(element) {
    const root = this.#find('.digits');
    root.classList.add('comes');
    const { signal } = this.#scope;
    const made = createSections(element, this.#forParts(), { view: this.#view, scope: this.#scope });
    const add = (/** @type {import('./sections.js').Entry} */ entry) => () =>
      void this.#parts.push(made.add({ ...entry, place: `.digits-rest > .${entry.name}` }));
    if (!(await inTasks(sections.map(add), signal))) return;
    this.#reader.changed();
    const told = [this.#sketch, ...this.#parts].map((part) => () => part.changed?.());
    if (!(await inTasks(told, signal))) return;
    root.classList.remove('comes');
    this.#tell('scored');
    this.#training.load();
    this.#changes.begin();
  }

  /** All that is needed to build this lab anew, but for what the models have learned. @returns {LabState} */
  get state() {
    const recipe = recipeOf(this.race, this.#training.wanted);
    return written({ recipe, view: this.#view.value, strokes: this.#sketch.strokes });
  }

  /**
   * Builds everything anew from a state. What is none is refused with an error that is a sentence, and changes nothing.
   * @param {LabState} state @param {GoOn} [goOn] what has the race go on with a run, once its digits are there
   */
  apply(state, goOn) {
    const { recipe, view, strokes } = read(state);
    const digits = applyRecipe(this.race, recipe);
    this.#run.stop();
    this.#reader.changed();
    this.#view.apply(view);
    this.#applied++;
    this.#goOn = goOn ?? null;
    this.#sketch.apply(strokes);
    this.#training.apply(digits);
    this.#changed();
    this.#changes.begin().then(() => {
      this.#goOnWithRun();
      this.#run.applied();
    });
  }

  /** Changes the race, or throws what is refused. @param {GoOn} act */
  change(act) {
    this.#run.endEpoch();
    this.#run.measure();
    try {
      act(this.race);
    } finally {
      this.#changed();
    }
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
    const lab = {
      reader: this.#reader,
      root: this.#find('.digits'),
      onPick: () => this.#tell('picked'),
      onDoubts: () => this.#tell('changed'),
    };
    const slice = this.#view.slice('sketch', firstSketch);
    return new Sketch(this.#find('.sketch'), lab, { scope: this.#scope, slice });
  }

  /** What one sees first. @returns {Section[]} */
  #createParts() {
    const [lab, scope] = [this.#forParts(), this.#scope];
    const columns = this.#reader.models.map((_, i) => this.#find(`.guesses > .model-${i}`));
    return [
      this.#head,
      createColumns(columns, lab, this.#view.slice('columns', firstColumns)),
      createGuesses(this.#find('.guesses'), lab, { scope }),
    ];
  }

  #forRun() {
    return {
      race: this.race,
      reader: this.#reader,
      hasDigits: () => this.#training.areThere,
      wantDigits: () => this.#training.want(),
      tell: (/** @type {keyof Section} */ happened) => this.#tell(happened),
    };
  }

  #forChanges() {
    return {
      race: this.race,
      reader: this.#reader,
      run: this.#run,
      weights: this.#weights,
      signal: this.#scope.signal,
      say: (/** @type {string | null} */ message) => this.#say(message),
      changed: () => this.#changed(),
    };
  }

  #forHead() {
    const lab = {
      race: this.race,
      reader: this.#reader,
      run: this.#run,
      training: this.#training,
      weights: this.#weights,
      changes: this.#changes,
    };
    return { ...lab, isDrawn: () => this.#sketch.image !== null, actions: createActions(lab) };
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
      learn: (own) => this.#changes.attempt(() => this.#training.give(own)),
      setModel: (index, model) => this.#changes.configure([[index, model]]),
      attempt: (change) => this.#changes.attempt(change),
      say: (message) => this.#say(message),
    };
  }

  #digitsCame() {
    this.#goOnWithRun();
    this.#changed();
    this.#run.digitsCame();
  }

  /** More digits may still be on their way: only what does not fit once all are there is told. */
  #goOnWithRun() {
    if (!this.#goOn || !this.#training.areThere) return;
    try {
      this.#goOn(this.race);
      this.#goOn = null;
      this.#changed();
    } catch (error) {
      if (this.#training.loading.loading) return;
      this.#goOn = null;
      this.#say(sentenceOf(error));
    }
  }

  /** @param {import('./training-digits.js').Source} source */
  #chooseSource(source) {
    this.#training.source = source;
    this.#tell('changed');
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
