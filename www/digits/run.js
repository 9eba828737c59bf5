// @ts-check
// The run: trains by the clock, and scores what the models have learned little by little, so that no frame becomes long.

import { createClock } from '../shared/clock.js';
import { speedOf } from '../shared/trainbar.js';
import { placeIn } from '../shared/view-state.js';
import { createScorer } from './scorer.js';

/** @typedef {import('../shared/scope.js').Scope} Scope */
/** @typedef {import('../shared/clock.js').Speed} Speed */
/** `lastEpoch`: the clock stops when all models have done this many. @typedef {{ speed: Speed, lastEpoch: number | null }} RunSlice */

/** At full speed, without an end. @type {RunSlice} */
export const firstRun = { speed: 0, lastEpoch: null };

/**
 * @typedef {object} RunLab what a run needs of its lab
 * @property {import('../pkg/gradual.js').Race} race
 * @property {import('./reader.js').Reader} reader
 * @property {() => boolean} hasDigits
 * @property {() => void} wantDigits loads them where that was only offered
 * @property {(happened: 'frame' | 'scored' | 'changed') => void} tell
 */

/** Milliseconds of a frame for scores and pictures, while digits are learned at full speed. */
const DRAWING = 2;

export class Run {
  /** Train was pressed before the digits were there. */
  #waits = false;

  /** Takes back the next frame of scoring while the clock stands. */
  #rest = () => {};

  #lab;
  #scope;
  #slice;
  #clock;
  #scorer;

  /** @param {RunLab} lab @param {{ scope: Scope, slice: import('../shared/view-state.js').Slice<RunSlice> }} own */
  constructor(lab, { scope, slice }) {
    this.#lab = lab;
    this.#scope = scope;
    this.#slice = slice;
    this.#scorer = createScorer(lab.race, lab.reader);
    const work = {
      step: (/** @type {number} */ batches) => this.#train(batches),
      frame: () => this.#frame(),
      onChange: () => this.#turned(),
    };
    this.#clock = createClock(work, scope, DRAWING);
    this.#clock.speed = this.speed;
  }

  /** Whether the models learn. */
  get running() {
    return this.#clock.running;
  }

  /** Whether they learn, or will as soon as there are digits. */
  get wanted() {
    return this.running || (this.#waits && !this.#lab.hasDigits());
  }

  get speed() {
    return speedOf(this.#slice.value.speed, firstRun.speed);
  }

  /** @param {Speed} speed */
  set speed(speed) {
    this.#clock.speed = speed;
    this.#slice.set({ speed });
  }

  toggle() {
    this.#forgetEnd();
    if (this.#lab.hasDigits()) return this.#clock.toggle();
    this.#waits = !this.#waits;
    if (this.#waits) this.#lab.wantDigits();
    this.#lab.tell('changed');
  }

  /** Trains to the end of the epoch: too long for one frame, so the clock runs to it. */
  trainAnEpoch() {
    if (!this.#lab.hasDigits()) return;
    this.#slice.set({ lastEpoch: 1 + this.#epoch });
    this.#clock.start();
  }

  /** The digits have come. */
  digitsCame() {
    if (this.#waits) this.#clock.start();
  }

  /** Ends an epoch under way. */
  endEpoch() {
    if (this.#slice.value.lastEpoch !== null) this.#clock.stop();
    this.#forgetEnd();
  }

  /** Goes on as the slice says, which has been put in place of another: to the end of an epoch that was under way. */
  applied() {
    if (this.#scope.signal.aborted) return;
    this.#clock.speed = this.speed;
    this.#waits = this.#lastEpoch !== null;
    if (this.#lab.hasDigits()) this.digitsCame();
  }

  /** A batch may cost another time. */
  measure() {
    this.#clock.measure();
  }

  stop() {
    this.#waits = false;
    this.#clock.stop();
    this.#rest();
  }

  /** While the clock stands, scoring goes on until the scores are those of the present weights. */
  score() {
    this.#rest();
    if (this.running || !this.#lab.hasDigits() || this.#scorer.isCurrent()) return;
    if (this.#scorer.score(this.#hasTrained ? 'idle' : 'first')) this.#lab.tell('scored');
    this.#rest = this.#scope.inFrame(() => this.score());
  }

  /** The clock has started or stopped. */
  #turned() {
    this.#lab.tell('changed');
    this.score();
  }

  get #hasTrained() {
    return this.#lab.reader.report.models.some(({ iteration }) => iteration > 0);
  }

  /** @returns {number | null} */
  get #lastEpoch() {
    return placeIn(this.#slice.value.lastEpoch, Infinity);
  }

  /** Epochs that all models have done. */
  get #epoch() {
    return Math.min(...this.#lab.reader.report.models.map(({ epoch }) => epoch));
  }

  #forgetEnd() {
    if (this.#slice.value.lastEpoch !== null) this.#slice.set({ lastEpoch: null });
  }

  /** @param {number} batches */
  #train(batches) {
    const { race, reader } = this.#lab;
    const lastEpoch = this.#lastEpoch;
    if (lastEpoch === null) race.step(batches);
    for (let batch = 0; lastEpoch !== null && batch < batches && this.running; batch++) {
      race.step(1);
      reader.moved();
      if (this.#epoch >= lastEpoch) this.#clock.stop();
    }
    reader.moved();
  }

  #frame() {
    if (this.#scorer.score('busy')) this.#lab.tell('scored');
    this.#lab.tell('frame');
    if (this.#lab.reader.report.models.every(({ stopped }) => stopped)) this.#clock.stop();
  }
}
