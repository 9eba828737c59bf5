// @ts-check
// Which digits the models learn and are judged by: those of MNIST that have been loaded, one's own, or both.

import { DigitSet } from '../pkg/gradual_rest.js';
import { Loader } from './loader.js';

/** @typedef {import('../pkg/gradual.js').DigitsConfig} DigitsConfig */
/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {'MNIST' | 'Yours' | 'Both'} Source */
/** Whether all of MNIST was asked for, not only what one begins with. @typedef {{ all: boolean }} DigitsSlice */

/** @type {DigitsSlice} */
export const firstDigits = { all: false };

export class TrainingDigits {
  /** What is to be learned: it is learned now, or will be as soon as it is there. @type {Source} */
  source = 'MNIST';

  /** Those that are there. @type {{ train: DigitSet, test: DigitSet } | null} */
  #mnist = null;

  /** Whether the loaded ones are all. */
  #hasAll = false;

  /** One's own, where they are learned. @type {DigitSet | null} */
  #own = null;

  #race;
  #slice;
  #loader;
  #onCome;

  /**
   * @param {Race} race that they are given to
   * @param {{ onLoading: () => void, onCome: () => void }} listeners called when loading is further; when there are others
   * @param {{ scope: import('../shared/scope.js').Scope, slice: import('../shared/view-state.js').Slice<DigitsSlice> }} own
   */
  constructor(race, { onLoading, onCome }, { scope, slice }) {
    this.#race = race;
    this.#slice = slice;
    this.#onCome = onCome;
    this.#loader = new Loader(onLoading, scope);
    scope.onDispose(() => this.#free());
  }

  /** What is to be learned, as recipes have it. @returns {DigitsConfig} */
  get wanted() {
    return { mnist: this.source === 'Yours' ? 'none' : partOf(this.#slice.value.all), own: this.source !== 'MNIST' };
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
    this.#loader.begin('20,000 handwritten digits', ['train', 'test'], ([train, test]) => {
      this.#freeMnist();
      this.#mnist = { train, test };
      this.#come();
    });
  }

  /** Loads what was only offered. */
  want() {
    this.#loader.state.offered?.load();
  }

  /** All of MNIST is wanted. */
  loadAll() {
    this.#slice.set({ all: true });
    this.#fetchWanted();
  }

  /** A recipe was applied, which says what is to be learned. @param {DigitsConfig} digits */
  apply({ mnist, own }) {
    this.source = own ? (mnist === 'none' ? 'Yours' : 'Both') : 'MNIST';
    if (mnist !== 'none') this.#slice.set({ all: mnist === 'all' });
    this.#teach();
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
    const { all } = this.#slice.value;
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

  /** One's own may still be on their way from where they are kept, and the rest of MNIST: then what is there is learned. */
  #teach() {
    if (!this.#mnist) return;
    const { train, test } = this.#mnist;
    const own = this.source === 'MNIST' ? null : this.#own;
    const part = partOf(this.#hasAll);
    if (!own) return train.teach(this.#race, test, { mnist: part, own: false });
    if (this.source === 'Yours') return own.teach(this.#race, test, { mnist: 'none', own: true });
    const mix = new DigitSet('training digits');
    mix.append(train);
    mix.append(own);
    mix.teach(this.#race, test, { mnist: part, own: true });
    mix.free();
  }

  #free() {
    this.#freeMnist();
    this.#own?.free();
    this.#own = null;
  }

  /** One's own stay: they may have come first. */
  #freeMnist() {
    this.#mnist?.train.free();
    this.#mnist?.test.free();
    this.#mnist = null;
  }
}

/** @param {boolean} all @returns {'sixth' | 'all'} */
function partOf(all) {
  return all ? 'all' : 'sixth';
}
