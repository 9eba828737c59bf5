// @ts-check
// Which digits the models learn and are judged by: those of MNIST that have been loaded, one's own, or both.

import { DigitSet } from '../pkg/gradual.js';
import { Loader } from './loader.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {'MNIST' | 'Yours' | 'Both'} Source */
/** `all`: all of MNIST's 60,000 training digits, not only the first 10,000. @typedef {{ source: Source, all: boolean }} Wanted */

export class TrainingDigits {
  /** @type {Wanted} */
  #wanted = { source: 'MNIST', all: false };

  /** Those that are there. @type {{ train: DigitSet, test: DigitSet } | null} */
  #mnist = null;

  /** Whether the loaded ones are all. */
  #hasAll = false;

  /** One's own, where they are learned. @type {DigitSet | null} */
  #own = null;

  #race;
  #loader;
  #onCome;

  /**
   * @param {Race} race that they are given to
   * @param {{ onLoading: () => void, onCome: () => void }} listeners called when loading is further; when there are others
   * @param {import('../shared/scope.js').Scope} scope
   */
  constructor(race, { onLoading, onCome }, scope) {
    this.#race = race;
    this.#onCome = onCome;
    this.#loader = new Loader(onLoading, scope);
    scope.onDispose(() => this.#free());
  }

  /** What is to be learned: what is learned now, or will be as soon as it is there. */
  get wanted() {
    return this.#wanted;
  }

  /** Whether there is something to learn. */
  get areThere() {
    return this.#mnist !== null;
  }

  /** Training digits of MNIST that are there, 0 before any have loaded. */
  get loaded() {
    return this.#mnist?.train.count ?? 0;
  }

  /** How far loading is. */
  get loading() {
    return this.#loader.state;
  }

  /** Loads what it takes to begin. */
  load() {
    this.#loader.load('20,000 handwritten digits', ['train', 'test'], ([train, test]) => {
      this.#free();
      this.#mnist = { train, test };
      this.#come();
    });
  }

  /** What the models are to learn from now on: `give` brings one's own. @param {Wanted} wanted */
  want(wanted) {
    this.#wanted = wanted;
    this.#fetchWanted();
  }

  /** Gives the models what they are to learn. @param {DigitSet | null} own one's own digits, which are freed here */
  give(own) {
    this.#own?.free();
    this.#own = own;
    this.#teach();
  }

  /** Loads what is wanted and not there. */
  #fetchWanted() {
    const { all } = this.#wanted;
    if (!this.#mnist || this.#loader.state.loading || all === this.#hasAll) return;
    if (all) this.#loader.load('the other 50,000', ['rest'], ([rest]) => this.#append(rest));
    else this.#loader.load('10,000 handwritten digits', ['train'], ([train]) => this.#replace(train));
  }

  /** @param {DigitSet} rest */
  #append(rest) {
    this.#mnist?.train.append(rest);
    rest.free();
    this.#hasAll = true;
    this.#come();
  }

  /** @param {DigitSet} train */
  #replace(train) {
    if (!this.#mnist) return;
    this.#mnist.train.free();
    this.#mnist.train = train;
    this.#hasAll = false;
    this.#come();
  }

  #come() {
    this.#teach();
    this.#onCome();
    this.#fetchWanted();
  }

  /** One's own may still be on their way, as all that is kept on the device: till then, MNIST's are learned. */
  #teach() {
    if (!this.#mnist) return;
    const { train, test } = this.#mnist;
    const [own, { source }] = [this.#own, this.#wanted];
    if (!own || source !== 'Both') return this.#race.setDigits(own ?? train, test);
    const mix = new DigitSet('training digits');
    mix.append(train);
    mix.append(own);
    this.#race.setDigits(mix, test);
    mix.free();
  }

  #free() {
    for (const set of [this.#mnist?.train, this.#mnist?.test, this.#own]) set?.free();
    [this.#mnist, this.#own] = [null, null];
  }
}
