// @ts-check
// The clock of a lab: in each animation frame it trains as many batches as fit, and draws as often as that leaves time for it.

import { Pace } from './pace.js';

/** Milliseconds of a frame that drawing gets at full speed, unless a lab says otherwise. */
const DRAWING = 3;

/** Batches a frame at most; 0: as many as fit. @typedef {number} Speed */

/**
 * @typedef {object} Work
 * @property {(batches: number) => void} step trains
 * @property {() => void} frame draws, while the clock runs
 * @property {() => void} onChange called when the clock starts or stops
 */

/**
 * @param {Work} work @param {import('./scope.js').Scope} scope with which it stops for good
 * @param {number} [drawing] milliseconds of a frame that drawing gets at full speed
 */
export function createClock(work, scope, drawing = DRAWING) {
  const clock = new Clock(work, drawing);
  scope.onDispose(() => clock.end());
  return clock;
}

export class Clock {
  /** @type {Speed} */
  speed = 1;
  #work;
  #running = false;
  #handle = 0;
  #pace;
  /** When the last frame began. */
  #began = 0;

  /** @param {Work} work @param {number} drawing */
  constructor(work, drawing) {
    this.#work = work;
    this.#pace = new Pace(drawing);
  }

  get running() {
    return this.#running;
  }

  start() {
    this.#set(true);
  }

  stop() {
    this.#set(false);
  }

  toggle() {
    this.#set(!this.#running);
  }

  /** Stands, and tells nobody. */
  end() {
    this.#running = false;
    cancelAnimationFrame(this.#handle);
  }

  /** The cost of a batch may have changed: it is measured anew, beginning with a single one. */
  measure() {
    this.#pace.measure();
  }

  /** @param {boolean} run */
  #set(run) {
    if (run === this.#running) return;
    this.#running = run;
    if (run) this.#next();
    else cancelAnimationFrame(this.#handle);
    this.#work.onChange();
  }

  #next() {
    this.#handle = requestAnimationFrame((now) => this.#tick(now));
  }

  /** @param {number} now */
  #tick(now) {
    this.#next();
    const interval = now - this.#began;
    this.#began = now;
    try {
      this.#turn(interval);
    } catch (error) {
      this.stop(); // or it would go wrong again in every frame
      throw error;
    }
  }

  /** @param {number} interval milliseconds since the last frame */
  #turn(interval) {
    const pace = this.#pace;
    const { batches, draws } = pace.plan(interval, this.speed || Infinity);
    const began = performance.now();
    if (batches > 0) this.#work.step(batches);
    const trained = performance.now();
    pace.trained(batches, trained - began);
    if (!draws || !this.#running) return;
    this.#work.frame();
    pace.drawn(performance.now() - trained);
  }
}
