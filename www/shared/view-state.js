// @ts-check
// How a lab is looked at, as one plain value: a slice for each part of the page, and which details are open.

/** @typedef {Record<string, Record<string, unknown>>} ViewValue slices by the name of their part */
/** What a lab is built from: `recipe` is the core's, `view` the page's. @typedef {{ version: 1, lab: string, recipe: unknown, view: ViewValue }} LabState */
/** @typedef {ReturnType<typeof createViewState>} ViewState */

/**
 * A part's own slice. Reading is by `value`; `set` merges and tells the lab.
 * @template {object} T
 * @typedef {{ readonly value: Readonly<T>, set: (patch: Partial<T>) => void }} Slice
 */

/** @param {() => void} onChange some slice has changed */
export function createViewState(onChange) {
  /** @type {ViewValue} */
  const slices = {};
  /** @type {ViewValue} */
  const defaults = {};

  return {
    /** All of it, to be kept: what is as it was at first is left out. @returns {ViewValue} */
    get value() {
      const changed = Object.entries(slices).map(([name, slice]) => [name, differing(slice, defaults[name] ?? {})]);
      return structuredClone(Object.fromEntries(changed.filter(([, slice]) => Object.keys(slice).length > 0)));
    },

    /**
     * The slice of a part, with what was kept of it. A part that comes later finds what was applied before.
     * @template {object} T
     * @param {string} name @param {T} first what it begins with @returns {Slice<T>}
     */
    slice(name, first) {
      defaults[name] = /** @type {Record<string, unknown>} */ (first);
      slices[name] = { ...first, ...slices[name] };
      return {
        get value() {
          return /** @type {T} */ (slices[name]);
        },
        set(patch) {
          slices[name] = { ...slices[name], ...patch };
          onChange();
        },
      };
    },

    /** Puts a kept value in place of all slices; parts then draw anew. @param {ViewValue} value */
    apply(value) {
      for (const name of Object.keys(slices)) slices[name] = { ...defaults[name] };
      for (const [name, slice] of Object.entries(structuredClone(value)))
        slices[name] = { ...defaults[name], ...slice };
    },
  };
}

/** What of a slice is not as it was at first. @param {Record<string, unknown>} slice @param {Record<string, unknown>} first */
function differing(slice, first) {
  const changed = Object.entries(slice).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(first[key]));
  return Object.fromEntries(changed);
}
