// @ts-check
// The Digits lab: three models learn handwritten digits on one clock and guess what is drawn on the pad.

import './digits.css';
import { render } from 'lit';
import { DigitSet, Race, randomSeed } from '../pkg/gradual.js';
import { createClock } from '../shared/clock.js';
import { inFrames } from '../shared/frames.js';
import { notice } from '../shared/notice.js';
import { createScope } from '../shared/scope.js';
import { sentenceOf } from '../shared/sentence.js';
import { modelSettings } from '../shared/settings.js';
import { createProgress, trainBar } from '../shared/trainbar.js';
import { createCurve } from '../views/curve.js';
import { beginning } from './begin.js';
import { dataLine } from './data.js';
import { guessBars, guessInWords, ranked, readings } from './guesses.js';
import { hint } from './hint.js';
import { createJudge } from './judge/panel.js';
import { createLayers } from './layers/panel.js';
import { layout, standing } from './layout.js';
import { Loader } from './loader.js';
import { createMap } from './map/map.js';
import { checkBatch, defaultModels, presets, shape } from './models.js';
import { createOwn } from './own/panel.js';
import { fetchWeights, fits, giveWeights } from './ready.js';
import { createScorer } from './scorer.js';
import { createSketch } from './sketch.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../shared/settings.js').Field} Field */
/** @typedef {import('./section.js').Section} Section */
/** @typedef {'Loss' | 'Accuracy'} Quantity */

const curves = ['unit', 'network', 'CNN'].flatMap((name, i) => [
  { label: `${name}, train`, colour: `--model-${i}`, dash: true },
  { label: `${name}, test`, colour: `--model-${i}` },
]);

/** The part of the accuracy in which good models differ, and the whole. @type {Record<string, [number, number]>} */
const accuracies = { good: [0.75, 1], all: [0, 1] };

/** What can be chosen of each model's layers. @type {Field[][]} */
const layerFields = [[], ['units'], ['preset']];

/** What can be chosen for all of them. @type {Field[]} */
const fields = ['learningRate', 'batchSize', 'batchOptimizer', 'penalty'];

/** @param {HTMLElement} element @param {{ seed: number }} options */
export function createLab(element, { seed }) {
  return new DigitsLab(element, seed);
}

class DigitsLab {
  /** The models; their digits come later. @type {Race} */
  race;

  /** What they learn and are judged by. @type {{ train: DigitSet, test: DigitSet } | null} */
  #digits = null;

  /** @type {import('./section.js').Lesson} */
  #lesson = { mnist: true, own: null };

  #scorer;

  /** The next frame of scoring while the clock stands. */
  #scoring = 0;

  /** Train was pressed before the digits were there. */
  #eager = false;

  /** The clock stops when all models have done this many epochs. @type {number | null} */
  #lastEpoch = null;

  /** Whether runs start from weights that have learned already. */
  #ready = true;

  /** The files of these weights, once they have loaded. @type {Uint8Array[] | null} */
  #weights = null;

  #inFrames = inFrames();
  #find;
  #sketch;
  #curves;
  /** What stands below the guesses. @type {Section[]} */
  #sections;
  #models = structuredClone(defaultModels);
  #progress = createProgress('test digits');
  #loader = new Loader(() => this.#draw());
  /** What the sections may know of the lab. @type {import('./section.js').LabView} */
  #view = {
    race: () => this.race,
    image: () => this.#sketch.image,
    models: () => this.#models,
    running: () => this.#clock.running,
    show: (index) => this.#sketch.show(index),
    showPicture: (pixels, remark) => this.#sketch.showPicture(pixels, remark),
    learn: (lesson) => this.#learn(lesson),
    attempt: (change) => this.#attempt(change),
    say: (message) => this.#say(message),
  };
  #clock = createClock(
    {
      step: (batches) => this.#step(batches),
      frame: (alone) => this.#frame(alone),
      onChange: () => this.#changed(),
    },
    createScope(),
  );

  /** @param {HTMLElement} element @param {number} seed */
  constructor(element, seed) {
    this.race = Race.onDigits(this.#models, seed);
    this.#scorer = createScorer(this.race);
    render(layout(this.#models), element);
    const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    this.#find = find;
    this.#sketch = createSketch(find('.sketch'), { race: this.race, onChange: () => this.#drawn() });
    this.#curves = {
      loss: createCurve(find('.loss-place'), { label: 'Loss curve', unit: 'loss', series: curves }),
      accuracy: createCurve(find('.accuracy-place'), {
        label: 'Accuracy curve',
        unit: 'accuracy',
        series: curves,
        range: () => (this.#allGood() ? accuracies.good : accuracies.all),
      }),
    };
    this.#sections = [
      createOwn(find('.own'), this.#view),
      createLayers(find('.layers'), this.#view),
      createMap(find('.hidden-map'), this.#view),
      createJudge(find('.judge'), this.#view),
    ];
    this.#clock.speed = 0;
    this.#changed();
    this.#load();
    this.#openWithWeights();
  }

  show() {
    this.#sketch.redraw();
    this.#changed();
  }

  hide() {
    this.#eager = false;
    this.#clock.stop();
    cancelAnimationFrame(this.#scoring);
    this.#sketch.lift();
  }

  #load() {
    this.#loader.load('20,000 handwritten digits', ['train', 'test'], ([train, test]) => {
      this.#digits = { train, test };
      this.#giveDigits();
      this.#changed();
      if (this.#eager) this.#clock.start();
    });
  }

  /** Models that have begun to learn before the weights are there go on. */
  async #openWithWeights() {
    await this.#loadWeights();
    if (this.race.report().models.some(({ iteration }) => iteration > 0)) this.#ready = false;
    else if (this.#ready) this.#attempt((race) => this.#begin(race));
  }

  async #loadWeights() {
    try {
      this.#weights ??= await fetchWeights();
    } catch (error) {
      this.#ready = false;
      this.#say(/** @type {Error} */ (error).message);
    }
  }

  /** Weights that have learned already, where they are wanted and there. @param {Race} race */
  #begin(race) {
    if (this.#ready && this.#weights) giveWeights(race, this.#models, this.#weights);
  }

  #loadRest() {
    this.#loader.load('the other 50,000', ['rest'], ([rest]) => {
      this.#digits?.train.append(rest);
      rest.free();
      this.#giveDigits();
      this.#changed();
    });
  }

  /** @param {import('./section.js').Lesson} lesson */
  #learn(lesson) {
    this.#lesson.own?.free();
    this.#lesson = lesson;
    this.#attempt(() => this.#giveDigits());
  }

  /** The digits to learn, as soon as those to be judged by are there. */
  #giveDigits() {
    if (!this.#digits) return;
    const { train, test } = this.#digits;
    const { mnist, own } = this.#lesson;
    if (!own || !mnist) return this.race.setDigits(own ?? train, test);
    const mix = new DigitSet('training digits');
    mix.append(train);
    mix.append(own);
    this.race.setDigits(mix, test);
    mix.free();
  }

  /** @param {number} batches */
  #step(batches) {
    if (this.#lastEpoch === null) return this.race.step(batches);
    for (let batch = 0; batch < batches && this.#clock.running; batch++) {
      this.race.step(1);
      if (this.race.report().models.every(({ epoch }) => epoch >= Number(this.#lastEpoch))) this.#clock.stop();
    }
  }

  /** @param {boolean} alone whether this frame trains nothing */
  #frame(alone) {
    if (this.#scorer.score(alone ? 'idle' : 'busy')) this.#drawScores();
    for (const section of this.#sections) section.frame?.();
    this.#draw();
    if (this.race.report().models.every(({ stopped }) => stopped)) this.#clock.stop();
  }

  /** While the clock stands, scoring goes on until the scores are those of the present weights. */
  #score() {
    cancelAnimationFrame(this.#scoring);
    if (this.#clock.running || !this.#digits || this.#scorer.isCurrent()) return;
    if (this.#scorer.score('idle')) {
      this.#drawScores();
      this.#draw();
    }
    this.#scoring = requestAnimationFrame(() => this.#score());
  }

  /** What one may ask of the race. */
  #actions = {
    toggle: () => this.#toggle(),
    step: () => this.#attempt((race) => race.step(1)),
    stepEpoch: () => this.#attempt((race) => this.#stepEpoch(race)),
    restart: () => this.#attempt((race) => race.restart()),
    newWeights: (seed = randomSeed()) => this.#attempt((race) => this.#fromNothing(race, seed)),
    fromNothing: () => this.#attempt((race) => this.#fromNothing(race, race.seed)),
    ready: () => this.#fromWeights(),
    augment: (/** @type {boolean} */ on) => this.#try(() => this.#augment(on)),
    setSpeed: (/** @type {import('../shared/clock.js').Speed} */ speed) => {
      this.#clock.speed = speed;
      this.#draw();
    },
  };

  #toggle() {
    this.#lastEpoch = null;
    if (this.#digits) return this.#clock.toggle();
    this.#eager = !this.#eager;
    this.#draw();
  }

  /** @param {Race} race @param {number} seed */
  #fromNothing(race, seed) {
    race.newWeights(seed);
    this.#ready = false;
  }

  async #fromWeights() {
    this.#ready = true;
    await this.#loadWeights();
    if (this.#ready) this.#attempt((race) => this.#begin(race));
  }

  /** @param {boolean} on */
  #augment(on) {
    for (const [i, model] of this.#models.entries()) this.#setModel(i, { ...model, augmentation: Number(on) });
  }

  /** An epoch is too long for one frame, so the clock runs to its end. @param {Race} race */
  #stepEpoch(race) {
    if (!this.#digits) return;
    this.#lastEpoch = 1 + Math.min(...race.report().models.map(({ epoch }) => epoch));
    this.#clock.start();
  }

  /** @param {number} index @param {ModelConfig} model */
  #setModel(index, model) {
    checkBatch(model);
    const anew = this.race.setModel(index, model);
    this.#models[index] = model;
    if (anew) this.#begin(this.race);
  }

  /** Asks something of the race, which ends an epoch under way. @param {(race: Race) => void} change */
  #attempt(change) {
    if (this.#lastEpoch !== null) this.#clock.stop();
    this.#lastEpoch = null;
    this.#try(() => change(this.race));
  }

  /** Does what may be refused; a refusal is told in a sentence and changes nothing. @param {() => void} change */
  #try(change) {
    this.#clock.measure();
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

  /** The models, their data or the clock changed: draws everything, and scores what has no score. */
  #changed() {
    this.#drawSettings();
    this.#drawScores();
    for (const section of this.#sections) section.changed?.();
    this.#draw();
    this.#score();
  }

  /** The drawing changed. */
  #drawn() {
    for (const section of this.#sections) section.drawn?.();
    this.#draw();
  }

  /** What moves in every frame. */
  #draw() {
    const report = this.race.report();
    const find = this.#find;
    render(this.#bar(report), find('.bar-place'));
    const ready = this.#ready && this.#weights ? this.#models.filter(fits).length : 0;
    render(hint(this.#digits ? report : null, this.#sketch.image !== null, ready), find('.what'));
    render(
      dataLine(this.#loader.state, { train: this.race.trainCount, mnist: this.#digits?.train.count ?? 0 }, () =>
        this.#loadRest(),
      ),
      find('.data-place'),
    );
    this.#drawGuesses();
    report.models.forEach((model, i) => {
      render(standing(model), find(`.standing-${i}`));
    });
  }

  /** @param {import('../pkg/gradual.js').Report} report */
  #bar(report) {
    const run = {
      running: this.#clock.running || (this.#eager && !this.#digits),
      speed: this.#clock.speed,
      seed: this.race.seed,
      progress: this.#digits ? this.#progress(report, this.#clock.running) : { where: this.#waiting(), scores: '' },
    };
    return trainBar(run, this.#actions);
  }

  #waiting() {
    return this.#loader.state.failure ? 'The digits have not loaded' : 'The digits are still loading';
  }

  #drawGuesses() {
    const { race } = this;
    const { images, chosen, isMoving } = this.#sketch;
    const models = this.#models.map(({ name }, i) => {
      const digits = images.map((image) => ranked(race.guess(i, image)));
      return { name, guesses: digits[chosen] ?? null, readings: digits.length > 0 ? readings(digits) : null };
    });
    const moving = this.#clock.running || isMoving;
    render(
      [
        guessInWords({ label: 'First guess', rank: 0, models, moving, empty: 'Nothing drawn yet' }),
        guessInWords({ label: 'Second guess', rank: 1, models, moving, empty: '' }),
      ],
      this.#find('.words-place'),
    );
    for (const [i, { name, guesses }] of models.entries()) render(guessBars(name, guesses), this.#find(`.bars-${i}`));
  }

  #drawSettings() {
    const augmented = this.#models.every(({ augmentation }) => augmentation);
    render(beginning(augmented, this.#actions), this.#find('.begin-place'));
    this.#models.forEach((model, i) => {
      const change = (/** @type {ModelConfig} */ changed) => this.#try(() => this.#setModel(i, changed));
      render(modelSettings(model, { fields: layerFields[i], presets }, change), this.#find(`.open-${i}`));
      render(modelSettings(model, { fields }, change), this.#find(`.folded-${i}`));
      render(shape(model), this.#find(`.shape-${i}`));
    });
  }

  /** Whether all models are well above the lower end of the axis for good ones. */
  #allGood() {
    return this.race.report().models.every(({ heldOut }) => heldOut && heldOut.accuracy > accuracies.good[0] + 0.05);
  }

  #drawScores() {
    this.#inFrames([
      () => this.#curves.loss.update([this.#run('Loss')]),
      () => this.#curves.accuracy.update([this.#run('Accuracy')]),
      ...this.#sections.map((section) => () => section.scored?.()),
    ]);
  }

  /** The curves of the run, for training and test digits. @param {Quantity} quantity */
  #run(quantity) {
    const column = (/** @type {number} */ model, /** @type {'train' | 'heldOut'} */ part) =>
      this.race.history(model, `${part}${quantity}`).slice();
    const columns = this.#models.flatMap((_, i) => [column(i, 'train'), column(i, 'heldOut')]);
    return { x: this.race.historyEpochs().slice(), columns };
  }
}
