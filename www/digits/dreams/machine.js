// @ts-check
// A Boltzmann machine in training: its settings, its clock, and what was measured of it so far.

import { Boltzmann } from '../../pkg/gradual_rest.js';
import { createClock } from '../../shared/clock.js';
import { sentenceOf } from '../../shared/sentence.js';
import { createSlices } from '../../shared/slices.js';
import { SIDE } from '../side.js';

/** @typedef {import('../../pkg/gradual.js').RbmConfig} RbmConfig */
/** @typedef {import('../../pkg/gradual.js').BoltzmannReport} Report */
/** @typedef {'digits' | 'few' | 'bars'} Data */
/** What one chooses before it begins. @typedef {{ data: Data, inverted: boolean, seed: number, config: RbmConfig }} Settings */
/** Every measure at some epochs, `[epochs, each curve]`. @typedef {{ x: number[], columns: number[][] }} Curves */

/** The recipe of Hinton's guide. @type {Settings} */
export const firstSettings = {
  data: 'digits',
  inverted: false,
  seed: 1,
  config: {
    hidden: 100,
    units: 'binary',
    learningRate: 0.05,
    batchSize: 20,
    persistent: false,
    gibbsSteps: 1,
    momentum: 0.5,
    laterMomentum: 0.9,
    momentumEpoch: 5,
    l2: 2e-4,
    centred: false,
  },
};

/** How many digits are learned. */
const COUNTS = { digits: 10_000, few: 500 };

/** Pixels on a side of a picture with bars or stripes. */
export const BARS = 4;

/** Epochs from one measure to the next. */
const EVERY = 0.1;

/** Examples that are measured at a time. */
const ROWS = 50;

/** Measures that are kept: at more, every second one goes. */
const MOST = 400;

/** A machine of the core. @param {import('../../pkg/gradual.js').Race} race whose digits it learns @param {Settings} settings */
export function coreOf(race, { data, inverted, config, seed }) {
  if (data === 'bars') return Boltzmann.ofBars(BARS, config, seed);
  return Boltzmann.ofDigits(race, COUNTS[data], inverted, config, seed);
}

export class Machine {
  /** @type {Report} */
  report;
  /** Errors and likelihoods of training and held-out examples: reconstruction, free energy, pseudo-likelihood. @type {Curves} */
  curves = { x: [], columns: [[], [], [], [], [], []] };
  /** What could not be done, in a sentence. @type {string | null} */
  problem = null;
  core;
  settings;
  #clock;
  /** What is left to measure once it stands. */
  #rest;
  /** Whether it is to stand at the end of this epoch. */
  #onePass = false;
  /** Whether some examples are measured, and others not yet. */
  #isMeasuring = false;

  /** @param {import('../../pkg/gradual.js').Race} race whose digits it learns @param {Settings} settings @param {{ element: HTMLElement, scope: import('../../shared/scope.js').Scope, draw: () => void }} own */
  constructor(race, settings, { element, scope, draw }) {
    this.settings = settings;
    this.core = scope.owns(coreOf(race, settings));
    this.report = this.core.report();
    const measured = () => {
      if (!this.#rest.running) draw();
    };
    this.#rest = createSlices(element, { step: () => !this.#measure(), draw: measured, scope });
    const work = {
      step: (/** @type {number} */ batches) => this.#step(batches),
      frame: () => this.#frame(draw),
      onChange: () => this.#turned(draw),
    };
    this.#clock = createClock(work, scope);
    this.#clock.speed = settings.data === 'bars' ? 1 : 0;
  }

  /** Pixels on a side of what it sees. */
  get side() {
    return this.settings.data === 'bars' ? BARS : SIDE;
  }

  get hidden() {
    return this.settings.config.hidden;
  }

  get running() {
    return this.#clock.running;
  }

  /** Measures it as it is, before its first batch. */
  begin() {
    this.#rest.start();
  }

  toggle() {
    this.#clock.toggle();
  }

  stop() {
    this.#clock.stop();
  }

  /** Runs to the end of this epoch. */
  pass() {
    this.#onePass = true;
    this.#clock.start();
  }

  /** Other settings while it runs. What is refused is told, and changes nothing. @param {Partial<RbmConfig>} change */
  change(change) {
    const config = { ...this.settings.config, ...change };
    try {
      this.core.setConfig(config);
      this.settings = { ...this.settings, config };
      this.problem = null;
      return true;
    } catch (error) {
      this.problem = sentenceOf(error);
      return false;
    }
  }

  /** @param {number} batches */
  #step(batches) {
    if (!this.#onePass) return this.core.step(batches);
    const epoch = Math.floor(this.core.epochs);
    this.core.stepInEpoch(batches);
    if (Math.floor(this.core.epochs) > epoch) this.#clock.stop();
  }

  /** @param {() => void} draw */
  #frame(draw) {
    const { epochs, stopped } = this.core;
    const isDue = this.#isMeasuring || epochs - this.report.measured >= EVERY;
    if (isDue) this.#measure();
    if (stopped) this.#clock.stop();
    this.report = this.core.report();
    draw();
  }

  /** When it stands, it is measured as it is then. @param {() => void} draw */
  #turned(draw) {
    this.report = this.core.report();
    if (this.running) this.#rest.stop();
    else {
      this.#onePass = false;
      this.#rest.start();
    }
    draw();
  }

  /** Measures a part; whether that was the last one of what it is now. */
  #measure() {
    this.#isMeasuring = !this.core.measure(ROWS);
    if (this.#isMeasuring) return false;
    this.report = this.core.report();
    this.#note();
    return this.report.measured === this.report.epochs;
  }

  #note() {
    const { measured, train, heldOut } = this.report;
    const values = [train, heldOut].map((each) => [
      each?.reconstructionError,
      each?.freeEnergy,
      each?.pseudoLikelihood,
    ]);
    const { x, columns } = this.curves;
    if (x.at(-1) === measured) return;
    x.push(measured);
    columns.forEach((column, i) => {
      column.push(values[i % 2][i >> 1] ?? Number.NaN);
    });
    if (x.length > MOST) for (const list of [x, ...columns]) thin(list);
  }
}

/** Every second value goes. @param {number[]} list */
function thin(list) {
  const left = list.filter((_, i) => i % 2 === 0);
  list.splice(0, list.length, ...left);
}
