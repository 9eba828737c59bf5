// @ts-check
// What is known of a table once it was read, wherever that was.

/** @typedef {import('../../pkg/gradual.js').PointTable} PointTable */
/** @typedef {ReturnType<typeof whatIsKnown>} Known `likely`: the columns that are probably meant, and where one knows what is to be learned */

/** @param {string} text @param {PointTable} table that was read of it */
export function whatIsKnown(text, table) {
  const likely = {
    any: table.likelyColumns(),
    class: table.likelyColumnsFor('class'),
    number: table.likelyColumnsFor('number'),
  };
  return { text, columns: table.columns(), preview: table.preview(), likely };
}
