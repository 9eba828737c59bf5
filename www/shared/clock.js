// @ts-check
// The clock of a lab: each animation frame trains some batches and draws.

/** Milliseconds that training and drawing may take together: a frame of 60 a second has 16.7. */
const FRAME = 12;

/** Training gets at least this long, however slow the drawing is. */
const LEAST = 3;

/** @typedef {1 | 10 | 100 | 1000 | typeof Infinity} Speed batches a frame; Infinity: as many as fit */

/**
 * @param {object} work
 * @param {(batches: number) => void} work.step trains
 * @param {() => void} work.frame draws, each frame while the clock runs
 * @param {() => void} work.onChange called when the clock starts or stops
 */
export function createClock({ step, frame, onChange }) {
  let running = false;
  let handle = 0;
  let fits = 1;
  let drawing = 4;
  const clock = {
    /** Batches a frame at most. */
    speed: 1,
    get running() {
      return running;
    },
    start: () => set(true),
    stop: () => set(false),
    toggle: () => set(!running),
  };

  const tick = () => {
    handle = requestAnimationFrame(tick);
    const began = performance.now();
    const batches = Math.min(clock.speed, Math.max(1, Math.floor(fits)));
    step(batches);
    const stepped = performance.now();
    frame();
    drawing += 0.1 * (performance.now() - stepped - drawing);
    fits = nextFit(batches, stepped - began, Math.max(LEAST, FRAME - drawing));
  };

  /** @param {boolean} run */
  const set = (run) => {
    if (run === running) return;
    running = run;
    if (run) handle = requestAnimationFrame(tick);
    else cancelAnimationFrame(handle);
    onChange();
  };
  return clock;
}

/**
 * How many batches to train in the next frame. It grows by half at most, so that one quick frame does not make a slow one.
 * @param {number} batches @param {number} took milliseconds @param {number} may milliseconds
 */
function nextFit(batches, took, may) {
  return batches * Math.min(1.5, may / Math.max(took, 0.05)) + (took < may ? 0.5 : 0);
}
