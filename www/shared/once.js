// @ts-check
// What is asked of the core at most once until it may have changed.

/** @template T @param {() => T} read @returns {{ readonly value: T, forget: () => void }} */
export function once(read) {
  /** @type {{ is: T } | null} */
  let known = null;
  return {
    get value() {
      known ??= { is: read() };
      return known.is;
    },
    forget() {
      known = null;
    },
  };
}
