// @ts-check
// Long work, a slice in each frame, so that the page stays quick; none while what shows it is out of sight, as in another tab.

/** Milliseconds of a slice, where nothing else asks for them. */
const SLICE = 12;

/** All work that is under way: a frame is divided among it. @type {Set<object>} */
const underWay = new Set();

/**
 * @param {HTMLElement} element that shows the work
 * @param {{ step: () => boolean, draw: () => void, scope: import('./scope.js').Scope, milliseconds?: () => number }} work `step`: does a
 * little, and says whether more is left; `draw`: shows how far it is; `milliseconds` of the next slice
 */
export function createSlices(element, { step, draw, scope, milliseconds = () => SLICE }) {
  let running = false;
  /** Takes the next slice back. */
  let cancel = () => {};
  const self = {};
  scope.onDispose(() => underWay.delete(self));

  function next() {
    const isSeen = element.checkVisibility();
    const end = performance.now() + milliseconds() / Math.max(1, underWay.size);
    while (running && isSeen && performance.now() < end) running = step();
    if (running && isSeen) underWay.add(self);
    else underWay.delete(self);
    if (running) cancel = scope.inFrame(next);
    if (isSeen || !running) draw();
  }

  return {
    get running() {
      return running;
    },
    start() {
      cancel();
      running = true;
      next();
    },
    stop() {
      cancel();
      running = false;
      underWay.delete(self);
      draw();
    },
  };
}
