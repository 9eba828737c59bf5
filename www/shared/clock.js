// @ts-check
// The clock of a lab: each animation frame trains some batches and draws; where one batch fills a frame, they take turns.

/** Milliseconds that training and drawing may take together: a frame of 60 a second has 16.7. */
const FRAME = 12;

/** Training gets at least this long, however slow the drawing is. */
const LEAST = 3;

/** Batches a frame at most; 0: as many as fit. @typedef {number} Speed */

/** @typedef {ReturnType<typeof createClock>} Clock */

/**
 * @param {object} work
 * @param {(batches: number) => void} work.step trains
 * @param {(alone: boolean) => void} work.frame draws, while the clock runs; `alone`: in a frame that trains nothing
 * @param {() => void} work.onChange called when the clock starts or stops
 * @param {import('./scope.js').Scope} scope with which it stops for good
 */
export function createClock({ step, frame, onChange }, scope) {
  let running = false;
  let handle = 0;
  /** Batches that fit beside the drawing. */
  let fits = 1;
  let drawing = 4;
  let trained = false;
  const clock = {
    /** @type {Speed} */
    speed: 1,
    get running() {
      return running;
    },
    start: () => set(true),
    stop: () => set(false),
    toggle: () => set(!running),
    /** The cost of a batch may have changed: it is measured anew, beginning with a single one. */
    measure() {
      fits = 1;
    },
  };

  /** @param {boolean} alone whether nothing is drawn in this frame */
  const train = (alone) => {
    const began = performance.now();
    const share = Math.max(LEAST, FRAME - drawing);
    const fit = alone ? (fits * FRAME) / share : fits;
    const batches = Math.min(clock.speed || Infinity, Math.max(1, Math.floor(fit)));
    step(batches);
    fits = nextFit(batches, performance.now() - began, share);
  };

  /** @param {boolean} alone whether nothing is trained in this frame */
  const draw = (alone) => {
    const began = performance.now();
    frame(alone);
    if (!alone) drawing += 0.1 * (performance.now() - began - drawing);
  };

  const tick = () => {
    handle = requestAnimationFrame(tick);
    try {
      turn();
    } catch (error) {
      set(false); // or it would go wrong again in every frame
      throw error;
    }
  };

  const turn = () => {
    const both = fits >= 1;
    const trains = both || !trained;
    if (trains) train(!both);
    if (both || !trains) draw(!both);
    trained = trains;
  };

  /** @param {boolean} run */
  const set = (run) => {
    if (run === running) return;
    running = run;
    if (run) handle = requestAnimationFrame(tick);
    else cancelAnimationFrame(handle);
    onChange();
  };
  scope.onDispose(() => cancelAnimationFrame(handle));
  return clock;
}

/**
 * How many batches to train in the next frame. It grows by half at most, so that one quick frame does not make a slow one.
 * @param {number} batches @param {number} took milliseconds @param {number} may milliseconds
 */
function nextFit(batches, took, may) {
  return batches * Math.min(1.5, may / Math.max(took, 0.05)) + (took < may ? 0.5 : 0);
}
