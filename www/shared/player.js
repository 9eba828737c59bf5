// @ts-check
// Slow play: one thing after the other, each for a while.

/**
 * Calls back each time so many milliseconds have passed, until it is told to stop or there is no next.
 * @param {() => boolean} next whether there is another @param {number} milliseconds @param {import('./scope.js').Scope} scope
 */
export function createPlayer(next, milliseconds, scope) {
  let timer = 0;
  const stop = () => {
    clearInterval(timer);
    timer = 0;
  };
  scope.onDispose(stop);
  return {
    get playing() {
      return timer !== 0;
    },
    stop,
    start() {
      stop();
      timer = window.setInterval(() => next() || stop(), milliseconds);
    },
  };
}
