// @ts-check
// How a lab is looked at, as one plain value: a slice for each part of the page. What is picked, chosen and folded open.

import { Refusal } from './refusal.js';

/** @typedef {Record<string, Record<string, unknown>>} ViewValue slices by the name of their part */
/** What a lab is built from: `recipe` is the core's, `view` the page's. @typedef {{ version: 1, lab: string, recipe: unknown, view: ViewValue }} LabState */
/** @typedef {ReturnType<typeof createViewState>} ViewState */

/**
 * A part's own slice. `set` merges, and has the lab drawn anew; so a part never sets what it draws while it draws.
 * @template {object} T
 * @typedef {{ readonly value: T, set: (patch: Partial<T>) => void }} Slice
 */

/** @param {() => void} onChange some slice has changed */
export function createViewState(onChange) {
  /** @type {ViewValue} */
  const slices = {};
  /** @type {ViewValue} */
  const firsts = {};

  return {
    /** All of it, to be kept: what is as it was at first is left out. @returns {ViewValue} */
    get value() {
      const changed = Object.entries(slices).map(([name, slice]) => [name, differing(slice, firsts[name] ?? {})]);
      return structuredClone(Object.fromEntries(changed.filter(([, slice]) => Object.keys(slice).length > 0)));
    },

    /**
     * The slice of a part, with what was kept of it. A part that comes later finds what was applied before.
     * @template {object} T
     * @param {string} name @param {T} first what it begins with @returns {Slice<T>}
     */
    slice(name, first) {
      firsts[name] = /** @type {Record<string, unknown>} */ (first);
      slices[name] = fitting(firsts[name], slices[name]);
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

    /** Puts a kept value in place of all slices; whoever applies it draws anew. @param {ViewValue} value */
    apply(value) {
      const kept = structuredClone(value);
      for (const name of new Set([...Object.keys(slices), ...Object.keys(kept)]))
        slices[name] = firsts[name] ? fitting(firsts[name], kept[name]) : kept[name];
      for (const name of Object.keys(slices)) if (!firsts[name] && !kept[name]) delete slices[name];
    },
  };
}

/** What of a slice is not as it was at first. @param {Record<string, unknown>} slice @param {Record<string, unknown>} first */
function differing(slice, first) {
  const changed = Object.entries(slice).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(first[key]));
  return Object.fromEntries(changed);
}

/**
 * A slice from what was kept, which may have been written by hand or by another version: what the part does not know is
 * left out, and so is what is of another kind than at first; null stands for anything.
 * @param {Record<string, unknown>} first @param {Record<string, unknown>} [kept]
 */
function fitting(first, kept = {}) {
  const known = Object.entries(kept).filter(([key, value]) => key in first && suits(first[key], value));
  return { ...first, ...Object.fromEntries(known) };
}

/** @param {unknown} first @param {unknown} value */
function suits(first, value) {
  return first === null || kindOf(first) === kindOf(value);
}

/** @param {unknown} value */
const kindOf = (value) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

/** A place in a list of so many that was kept, perhaps elsewhere; null where the list has no such place. @param {unknown} kept @param {number} length */
export function placeIn(kept, length) {
  return typeof kept === 'number' && Number.isInteger(kept) && kept >= 0 && kept < length ? kept : null;
}

/** A number of a list that was kept, where the list is as long as it is now. @param {number} kept @param {number} length */
export function indexIn(kept, length) {
  return Number.isInteger(kept) ? Math.max(0, Math.min(kept, length - 1)) : 0;
}

/** A state that another page, or another version, may have written. @param {LabState} state @param {string} lab for which it is meant */
export function checkState(state, lab) {
  if (state?.version !== 1 || state.lab !== lab || typeof state.view !== 'object' || state.view === null)
    throw new Refusal(`This is no state of the lab ${lab} that this version can read.`);
  return state;
}
