// @ts-check
// What the classes are called: as in the table that the points are out of, else by their numbers.

/** @param {import('./section.js').LabView} lab @returns {string[]} of each class */
export function labelsOf(lab) {
  return Array.from({ length: lab.race().classes }, (_, k) => labelOf(lab, k));
}

/** Of one class, which may have no points yet. @param {import('./section.js').LabView} lab @param {number} k */
export function labelOf(lab, k) {
  const { over } = lab.source();
  return (over?.kind === 'table' && over.labels[k]) || String(k);
}
