// @ts-check
// The table that was brought along: its text, the columns that were chosen, and what reads it.

import { PointTable } from '../../pkg/gradual_rest.js';
import { sentenceOf } from '../../shared/sentence.js';
import { beginningOf, isShort, readBeside, readHere } from './reading.js';

/** @typedef {import('../../pkg/gradual.js').Columns} Columns */
/** @typedef {import('../../shared/scope.js').Scope} Scope */
/** @typedef {import('./reading.js').Reading} Reading */

/**
 * The text of a table called `name`, what is taken from it and whether that was refused, and what stands in the field for texts.
 * @typedef {{ text: string | null, name: string, chosen: Columns | null, refused: boolean, typed: string }} Kept
 */
/** @typedef {Reading & { name: string, chosen: Columns }} Current */
/** A table that is being read: which share of it has been. @typedef {{ name: string, share: number, cancel: () => void }} Coming */

/** @type {Kept} */
export const firstTable = { text: null, name: '', chosen: null, refused: false, typed: '' };

/** @param {import('../../shared/view-state.js').Slice<Kept>} slice @param {() => void} onComing @param {Scope} scope */
export function createTables(slice, onComing, scope) {
  /** @type {Reading | null} */
  let known = null;
  /** @type {Coming | null} */
  let coming = null;
  scope.onDispose(() => {
    known?.free();
    coming?.cancel();
  });

  /** @param {Coming | null} next */
  function tell(next) {
    coming = next;
    onComing();
  }

  /** @param {Reading} reading */
  function know(reading) {
    known?.free();
    known = reading;
    return reading;
  }

  /** The table of a text or a file; another one that is being read is not waited for any more. @param {string | Uint8Array} content @param {string} name */
  async function read(content, name) {
    coming?.cancel();
    if (isShort(content)) return know(readHere(content));
    const stopping = new AbortController();
    const cancel = () => stopping.abort(new DOMException('Not wanted any more', 'AbortError'));
    const isMine = () => coming?.cancel === cancel;
    tell({ name, share: 0, cancel });
    try {
      const progress = (/** @type {number} */ share) => isMine() && tell({ name, share, cancel });
      return know(await readBeside(content, { signal: stopping.signal, progress }));
    } finally {
      if (isMine()) tell(null);
    }
  }

  /** Reads a text that was remembered, which may be none that this version can read. @param {string} text @param {string} name */
  async function remember(text, name) {
    try {
      await read(text, name);
      slice.set({});
    } catch {
      slice.set({ text: null });
    }
  }

  return {
    /** The table that is remembered, once it has been read. @returns {Current | null} */
    current() {
      const { text, name, chosen } = slice.value;
      if (text === null) return null;
      if (known?.text === text) return { ...known, name, chosen: isChoice(chosen) ? chosen : known.likely.any };
      if (!coming) remember(text, name);
      return null;
    },
    coming: () => coming,
    /** How a text, or the beginning of a long one, would be read; `null` where it is no table. @param {string} text */
    preview: (text) => unlessRefused(() => previewOf(isShort(text) ? text : beginningOf(text))),
    /** Another table; what is none is refused. @param {string | Uint8Array} content @param {string} name */
    async take(content, name) {
      const { text, likely } = await read(content, name);
      slice.set({ text, name, chosen: likely.any, refused: false });
    },
    /** The points of the chosen columns; without a table, none. @param {{ heldOut: number, seed: number }} amounts */
    async source({ heldOut, seed }) {
      const found = this.current();
      return found?.source({ name: found.name, columns: found.chosen, heldOut, seed });
    },
  };
}

/** @param {string} text */
function previewOf(text) {
  const table = new PointTable(text);
  const preview = table.preview();
  table.free();
  return preview;
}

/** @template T @param {() => T} ask @returns {T | null} */
function unlessRefused(ask) {
  try {
    return ask();
  } catch (error) {
    sentenceOf(error);
    return null;
  }
}

/** @param {Columns | null} chosen @returns {chosen is Columns} */
function isChoice(chosen) {
  return chosen?.learned === 'class' || chosen?.learned === 'number';
}
