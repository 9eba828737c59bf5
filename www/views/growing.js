// @ts-check
// Lists of what columns hold: as long as a column only grows, so does its list, and a frame makes nothing but what is new.

/** @typedef {(number | null)[]} List null where there is no value */

/** @returns {(place: number, column: Float32Array) => List} the list for the column at a place, always the same one */
export function growingLists() {
  /** @type {List[]} */
  const lists = [];
  return (place, column) => {
    lists[place] ??= [];
    const list = lists[place];
    if (!isBegun(list, column)) list.length = 0;
    for (let i = list.length; i < column.length; i++) list.push(entry(column[i]));
    return list;
  };
}

/** Whether a list holds the beginning of a column: a column that is thinned, or begins anew, is shorter or ends otherwise. @param {List} list @param {Float32Array} column */
function isBegun(list, column) {
  const last = list.length - 1;
  return last < column.length && (last < 0 || (list[0] === entry(column[0]) && list[last] === entry(column[last])));
}

/** @param {number} value */
function entry(value) {
  return Number.isFinite(value) ? value : null;
}
