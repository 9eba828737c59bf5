// @ts-check
// The clock of a lab: each animation frame trains some batches and draws; where one batch fills a frame, they take turns.

/** Milliseconds that training and drawing may take together: a frame of 60 a second has 16.7. */
const FRAME = 12;

/** Training gets at least this long, however slow the drawing is. */
const LEAST = 3;

/** Batches a frame at most; 0: as many as fit. @typedef {number} Speed */

/**
 * @typedef {object} Work
 * @property {(batches: number) => void} step trains
 * @property {(alone: boolean) => void} frame draws, while the clock runs; `alone`: in a frame that trains nothing
 * @property {() => void} onChange called when the clock starts or stops
 */

/** @param {Work} work @param {import('./scope.js').Scope} scope with which it stops for good */
export function createClock(work, scope) {
  const clock = new Clock(work);
  scope.onDispose(() => clock.end());
  return clock;
}

export class Clock {
  /** @type {Speed} */
  speed = 1;
  #work;
  #running = false;
  #handle = 0;
  /** Batches that fit beside the drawing. */
  #fits = 1;
  /** Milliseconds that drawing takes. */
  #drawing = 4;
  #trained = false;

  /** @param {Work} work */
  constructor(work) {
    this.#work = work;
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
    this.#fits = 1;
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
    this.#handle = requestAnimationFrame(() => this.#tick());
  }

  #tick() {
    this.#next();
    try {
      this.#turn();
    } catch (error) {
      this.stop(); // or it would go wrong again in every frame
      throw error;
    }
  }

  #turn() {
    const both = this.#fits >= 1;
    const trains = both || !this.#trained;
    if (trains) this.#train(!both);
    if (this.#running && (both || !trains)) this.#draw(!both);
    this.#trained = trains;
  }

  /** @param {boolean} alone whether nothing is drawn in this frame */
  #train(alone) {
    const began = performance.now();
    const share = Math.max(LEAST, FRAME - this.#drawing);
    const fit = alone ? (this.#fits * FRAME) / share : this.#fits;
    const batches = Math.min(this.speed || Infinity, Math.max(1, Math.floor(fit)));
    this.#work.step(batches);
    this.#fits = nextFit(batches, performance.now() - began, share);
  }

  /** @param {boolean} alone whether nothing is trained in this frame */
  #draw(alone) {
    const began = performance.now();
    this.#work.frame(alone);
    if (!alone) this.#drawing += 0.1 * (performance.now() - began - this.#drawing);
  }
}

/**
 * How many batches to train in the next frame. It grows by half at most, so that one quick frame does not make a slow one.
 * @param {number} batches @param {number} took milliseconds @param {number} may milliseconds
 */
function nextFit(batches, took, may) {
  return batches * Math.min(1.5, may / Math.max(took, 0.05)) + (took < may ? 0.5 : 0);
}
