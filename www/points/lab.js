// @ts-check
// The Points lab: up to four models learn the same points side by side, on one clock.

import './points.css';
import { render } from 'lit';
import { Race, randomSeed } from '../pkg/gradual.js';
import { createClock } from '../shared/clock.js';
import { onTheme } from '../shared/colour.js';
import { notice } from '../shared/notice.js';
import { painted } from '../shared/painted.js';
import { restOfCore } from '../shared/rest.js';
import { createScope } from '../shared/scope.js';
import { sentenceOf } from '../shared/sentence.js';
import { createProgress, trainBar } from '../shared/trainbar.js';
import { scoreTable } from '../views/scores.js';
import { createCurves } from './curves.js';
import { amounts, dataWords, drawPoints, isCurve, isRegression, setChoice, whatIsShown } from './data.js';
import { layout, lineupRow } from './layout.js';
import { firstOf, forClasses, forValues, MOST_MODELS, renamed } from './lineup.js';
import { createModel } from './model.js';
import { createOwn } from './own/panel.js';
import { thumbnail } from './thumbnails.js';
import { firstMarks } from './time/marks.js';
import { createTimeline } from './time/timeline.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('./data.js').Source} Source */
/** @typedef {import('./section.js').Section} Section */

/** All points are few enough to be scored in every frame. */
const ALL = 1e9;

/** @param {HTMLElement} element @param {{ seed: number }} options */
export function createLab(element, { seed }) {
  return new PointsLab(element, seed);
}

class PointsLab {
  #scope = createScope();

  race;

  /** @type {Source} */
  #data;

  #models = firstOf(forClasses);

  /** @type {import('./section.js').Points} */
  #points;

  /** The point that all views mark. @type {number | null} */
  #picked = null;

  /** The models for points of the other kind: with values, or with classes. */
  #otherModels = firstOf(forValues);

  #marks = firstMarks();

  #find;
  #curves;
  #progress = createProgress('held out');
  /** @type {ReturnType<typeof createModel>[]} */
  #contenders = [];
  /** @type {Section[]} */
  #sections;
  /** @type {Promise<void> | undefined} */
  #completing;
  /** What the sections may know of the lab. @type {import('./section.js').LabView} */
  #view = {
    race: () => this.race,
    models: () => this.#models,
    points: () => this.#points,
    running: () => this.#clock.running,
    pause: () => this.#clock.stop(),
    refresh: () => this.#score(),
    replayed: (data) => this.#replayed(data),
    marks: this.#marks,
    data: () => this.#data,
    setData: (source, draw) => this.#attempt(() => this.#setData(source, draw)),
    edited: (done) => this.#edited(done),
    boundaries: () =>
      [...this.#find('.models').querySelectorAll('.boundary-place')].map((place) => /** @type {HTMLElement} */ (place)),
    picked: () => this.#picked,
    pick: (point) => this.#pick(point),
    attempt: (change) => this.#attempt(() => change(this.race)),
    setModel: (index, config) => this.#attempt(() => this.#setModel(index, config)),
    say: (message) => this.#say(message),
  };
  #clock = createClock(
    {
      step: (batches) => this.race.step(batches),
      frame: () => this.#score(),
      onChange: () => this.#clockChanged(),
    },
    this.#scope,
  );

  /** @param {HTMLElement} element @param {number} seed */
  constructor(element, seed) {
    this.#data = { set: 'circles', count: 400, noise: 0.1, heldOut: 0.3, seed };
    this.race = Race.onPoints(this.#data, this.#models, seed);
    this.race.keepTime();
    this.race.setStopRules(this.#marks.rules);
    this.#points = pointsOf(this.race);
    this.race.nameData(dataWords(this.#data));
    render(layout(), element);
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    this.#curves = createCurves(this.#find('.curve-place'), this.#marks);
    this.#clock.speed = 10;
    this.#sections = [
      createTimeline(this.#find('.timeline'), this.#view),
      createOwn(this.#find('.own-place'), this.#view),
    ];
    this.#lineUp();
    onTheme(() => this.#draw());
    new ResizeObserver(() => this.#draw()).observe(this.#find('.models'));
    this.#changed();
  }

  show() {
    this.#draw();
  }

  hide() {
    this.#clock.stop();
  }

  /** Brings the sections that stand below. */
  complete() {
    this.#completing ??= this.#bringSections();
    return this.#completing;
  }

  /** Their code, and the part of the core that they need, leave the way free for the first paint. */
  async #bringSections() {
    await painted();
    const [{ createSections }] = await Promise.all([import('./sections.js'), restOfCore()]);
    for (const section of createSections(this.#find, this.#view)) {
      this.#sections.push(section);
      section.changed?.();
      section.scored?.();
      await painted();
    }
  }

  /** Places for the models that are there now. */
  #lineUp() {
    const place = this.#find('.models');
    place.replaceChildren();
    place.style.setProperty('--models', String(this.#models.length));
    this.#contenders = this.#models.map((config, i) => {
      const section = place.appendChild(document.createElement('section'));
      section.className = `model model-${i}`;
      section.ariaLabel = config.name;
      return createModel(section, i, config, {
        change: (changed) => this.#attempt(() => this.#setModel(i, changed)),
        remove: () => this.#attempt(() => this.#remove(i)),
        redraw: () => this.#draw(),
        pick: (point) => this.#pick(point),
        goOn: () => this.#goOn(() => this.race.goOn(i)),
        help: (help) => this.#goOn(() => this.#help(i, help)),
      });
    });
    this.#curves.describe(this.#models);
  }

  /** @param {number} i @param {ModelConfig} config */
  #setModel(i, config) {
    this.race.setModel(i, config);
    this.#models[i] = config;
  }

  /** A model that had stopped goes on. @param {() => void} change */
  #goOn(change) {
    this.#attempt(change);
    this.#clock.start();
  }

  /** @param {number} i @param {import('../pkg/gradual.js').Help} help */
  #help(i, help) {
    this.race.remedy(i, help);
    this.#models[i] = this.race.config(i);
  }

  /** The race has taken up an earlier run. @param {Source} data */
  #replayed(data) {
    if (isRegression(data) !== isRegression(this.#data)) this.#otherModels = this.#models;
    this.#data = data;
    const count = this.race.report().models.length;
    this.#models = Array.from({ length: count }, (_, i) => this.race.config(i));
    this.#lineUp();
    this.#newPoints();
  }

  /** Other models on the points that are there. @param {ModelConfig[]} models */
  #compare(models) {
    this.race.setModels(models);
    this.#models = structuredClone(models);
    this.#lineUp();
  }

  /** @param {ModelConfig} another */
  #add(another) {
    const model = renamed(structuredClone(another), this.#models);
    this.race.addModel(model);
    this.#models.push(model);
    this.#lineUp();
  }

  /** @param {number} i */
  #remove(i) {
    this.race.removeModel(i);
    this.#models.splice(i, 1);
    this.#lineUp();
  }

  /** Other points. @param {Source} source @param {import('./section.js').Draw} [draw] */
  #setData(source, draw = (race, models) => drawPoints(race, source, models)) {
    const models = this.#modelsFor(source);
    draw(this.race, models);
    this.#data = source;
    if (models !== this.#models) {
      this.#otherModels = this.#models;
      this.#models = models;
      this.#lineUp();
    }
    this.#newPoints();
  }

  /** Values and classes need other last layers, and so other models. @param {Source} source */
  #modelsFor(source) {
    return isRegression(source) === isRegression(this.#data) ? this.#models : this.#otherModels;
  }

  /** Points were painted, erased or moved, and the models go on. @param {boolean} done */
  #edited(done) {
    const { classes } = this.#points;
    this.#newPoints();
    if (done || classes !== this.#points.classes) this.#changed();
    else if (!this.#clock.running) this.#score();
  }

  /** Another share held out of points that stay. @param {number} heldOut */
  #holdOut(heldOut) {
    this.race.holdOut(heldOut);
    this.race.usePainted();
    this.#data = { ...this.#data, heldOut };
    this.#newPoints();
  }

  #newPoints() {
    this.#points = pointsOf(this.race);
    this.race.nameData(dataWords(this.#data));
    this.#picked = null;
  }

  /** @param {number | null} point */
  #pick(point) {
    this.#picked = point;
    for (const section of this.#sections) section.picked?.();
    this.#draw();
  }

  /** Does what may be refused; a refusal is told in a sentence and changes nothing. @param {() => void} change */
  #attempt(change) {
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

  /** What one may ask of the race. */
  #actions = {
    toggle: () => {
      this.race.wake();
      this.#clock.toggle();
    },
    step: () => this.#attempt(() => this.#stepped(() => this.race.step(1))),
    stepEpoch: () => this.#attempt(() => this.#stepped(() => this.race.stepEpoch())),
    restart: () => this.#attempt(() => this.race.restart()),
    newWeights: (chosen = randomSeed()) => this.#attempt(() => this.race.newWeights(chosen)),
    setSpeed: (/** @type {import('../shared/clock.js').Speed} */ speed) => {
      this.#clock.speed = speed;
      this.#drawBar();
    },
  };

  /** Models that a rule has stopped go on if no other does. @param {() => void} step */
  #stepped(step) {
    this.race.wake();
    step();
  }

  #clockChanged() {
    this.#drawBar();
    for (const section of this.#sections) section.changed?.();
  }

  /** The models, their data or their settings changed. */
  #changed() {
    this.#drawControls();
    for (const section of this.#sections) section.changed?.();
    this.#score();
  }

  #score() {
    this.race.evaluate(ALL);
    for (const section of this.#sections) section.scored?.();
    this.#draw();
    const { models } = this.race.report();
    if (this.#clock.running && models.every(({ stopped, fitted }) => stopped || fitted)) this.#clock.stop();
  }

  #draw() {
    const report = this.race.report();
    const watched = this.race.watched();
    for (const [i, contender] of this.#contenders.entries())
      contender.draw(this.race, {
        points: this.#points,
        isCurve: isCurve(this.#data),
        picked: this.#picked,
        stopped: report.models[i].stopped,
        watched: watched[i],
      });
    this.#curves.update(this.race);
    render(scoreTable(report), this.#find('.scores-place'));
    this.#drawBar();
  }

  #drawBar() {
    const { running, speed } = this.#clock;
    const progress = this.#progress(this.race.report(), running);
    render(trainBar({ running, speed, seed: this.race.seed, progress }, this.#actions), this.#find('.bar-place'));
  }

  #drawControls() {
    const data = this.#data;
    const edited = this.race.canUndoPainting || this.race.canRedoPainting;
    const change = (/** @type {Source} */ source) => this.#attempt(() => this.#setData(source));
    const holdOut = (/** @type {number} */ share) => this.#attempt(() => this.#holdOut(share));
    const renew = () => change({ ...data, seed: randomSeed() });
    render(setChoice(data, thumbnail, change), this.#find('.sets-place'));
    render(amounts(data, edited, { change, holdOut, renew }), this.#find('.amounts-place'));
    render(whatIsShown(data, this.race.teaches), this.#find('.what'));
    this.#drawLineups();
    for (const [i, contender] of this.#contenders.entries())
      contender.configure(this.race, this.#models[i], this.#models.length > 1);
  }

  #drawLineups() {
    const choice = isRegression(this.#data) ? forValues : forClasses;
    const actions = {
      choose: (/** @type {ModelConfig[]} */ models) => this.#attempt(() => this.#compare(models)),
      add: (/** @type {ModelConfig} */ model) => this.#attempt(() => this.#add(model)),
    };
    render(lineupRow(choice, this.#models.length < MOST_MODELS, actions), this.#find('.lineup-place'));
  }
}

/** @param {Race} race @returns {import('./section.js').Points} */
function pointsOf(race) {
  return {
    inputs: race.inputs().slice(),
    labels: race.labels().slice(),
    targets: race.targets().slice(),
    classes: race.classes,
    count: race.count,
    trainCount: race.trainCount,
  };
}
