// @ts-check
// The table that was brought along: read from its text, with the columns that were chosen.

import { PointTable } from '../../pkg/gradual.js';
import { sentenceOf } from '../../shared/sentence.js';

/** @typedef {import('../../pkg/gradual.js').Columns} Columns */
/** @typedef {import('../../pkg/gradual.js').ColumnSummary} ColumnSummary */
/** @typedef {import('../../pkg/gradual.js').Source} Source */
/** @typedef {import('../../shared/scope.js').Scope} Scope */

/** The text of a table called `name`, what is taken from it, and what stands in the field for texts. @typedef {{ text: string | null, name: string, chosen: Columns | null, typed: string }} Kept */
/** A table that was read. @typedef {{ text: string, table: PointTable, columns: ColumnSummary[] }} Read */
/** @typedef {{ name: string, table: PointTable, columns: ColumnSummary[], chosen: Columns }} Current */

/** @type {Kept} */
export const firstTable = { text: null, name: '', chosen: null, typed: '' };

/** @param {import('../../shared/view-state.js').Slice<Kept>} slice @param {Scope} scope */
export function createTables(slice, scope) {
  /** @type {Read | null} */
  let known = null;
  const free = () => known?.table.free();
  scope.onDispose(free);

  /** @param {string} text */
  function read(text) {
    if (known?.text === text) return known;
    const table = new PointTable(text);
    free();
    known = { text, table, columns: table.columns() };
    return known;
  }

  /** The table that is remembered, if it still is one. @returns {Current | null} */
  function current() {
    const { text, name, chosen } = slice.value;
    if (text === null) return null;
    const found = unlessRefused(() => read(text));
    return found && { ...found, name, chosen: isChoice(chosen) ? chosen : found.table.likelyColumns() };
  }

  return {
    current,
    /** How a text would be read; `null` where it is no table. @param {string} text */
    preview: (text) => unlessRefused(() => previewOf(text)),
    /** Another table; what is none is refused. @param {string} text @param {string} name */
    take(text, name) {
      slice.set({ text, name, chosen: read(text).table.likelyColumns() });
    },
    /** Whether the chosen columns give points. */
    gives() {
      const found = current();
      return found !== null && unlessRefused(() => imported(found, { heldOut: 0, seed: 0 })) !== null;
    },
    /** The points of the chosen columns. @param {{ heldOut: number, seed: number }} amounts @returns {Source | null} */
    source(amounts) {
      const found = current();
      return found && imported(found, amounts);
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

/** @param {Current} current @param {{ heldOut: number, seed: number }} amounts */
function imported({ table, name, chosen }, { heldOut, seed }) {
  return table.source({ name, columns: chosen, heldOut, seed });
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
