// @ts-check
// A Boltzmann machine in training: its settings, its clock, and what was measured of it so far.

import { Boltzmann } from '../../pkg/gradual_rest.js';
import { createClock } from '../../shared/clock.js';
import { sentenceOf } from '../../shared/sentence.js';

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

/** Epochs from one measure to the next, and the first of them, which follow closely. */
const EVERY = 0.1;

/** Measures that are kept: at more, every second one goes. */
const MOST = 400;

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

  /** @param {import('../../pkg/gradual.js').Race} race whose digits it learns @param {Settings} settings @param {{ scope: import('../../shared/scope.js').Scope, draw: () => void }} own */
  constructor(race, settings, { scope, draw }) {
    const { data, inverted, config, seed } = settings;
    this.settings = settings;
    this.core = scope.owns(
      data === 'bars'
        ? Boltzmann.ofBars(BARS, config, seed)
        : Boltzmann.ofDigits(race, COUNTS[data], inverted, config, seed),
    );
    this.report = this.core.report();
    this.#note();
    const work = {
      step: (/** @type {number} */ batches) => this.core.step(batches),
      frame: () => this.#frame(draw),
      onChange: draw,
    };
    this.#clock = createClock(work, scope);
    this.#clock.speed = data === 'bars' ? 1 : 0;
  }

  /** Pixels on a side of what it sees. */
  get side() {
    return this.settings.data === 'bars' ? BARS : 28;
  }

  get hidden() {
    return this.settings.config.hidden;
  }

  get running() {
    return this.#clock.running;
  }

  toggle() {
    this.#clock.toggle();
  }

  stop() {
    this.#clock.stop();
  }

  stepEpoch() {
    this.core.stepEpoch();
    this.#measure();
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

  /** @param {() => void} draw */
  #frame(draw) {
    const last = this.curves.x.at(-1) ?? 0;
    const { epochs, stopped } = this.core;
    if (epochs - last >= EVERY || stopped) this.#measure();
    if (stopped) this.#clock.stop();
    draw();
  }

  #measure() {
    this.report = this.core.report();
    this.#note();
  }

  #note() {
    const { epochs, train, heldOut } = this.report;
    const values = [train, heldOut].map((each) => [
      each?.reconstructionError,
      each?.freeEnergy,
      each?.pseudoLikelihood,
    ]);
    const { x, columns } = this.curves;
    x.push(epochs);
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
