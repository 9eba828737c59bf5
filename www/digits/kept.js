// @ts-check
// Numbers that were kept in a state: they may come from elsewhere, and from another lab than this one.

/** A place in a list of so many; null where that has no such place. @param {unknown} kept @param {number} length */
export function placeIn(kept, length) {
  return typeof kept === 'number' && Number.isInteger(kept) && kept >= 0 && kept < length ? kept : null;
}
