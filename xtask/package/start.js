// One start for all ways in.
import load from './gradual.js';

let started;

/** @param {() => unknown} source asked the first time, and again where that failed */
export function start(source) {
  started ??= Promise.resolve(source())
    .then((core) => load({ module_or_path: core }))
    .then(
      () => undefined,
      (error) => {
        started = undefined;
        throw error;
      },
    );
  return started;
}
