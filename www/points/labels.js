// @ts-check
// What the classes are called: as in the table that the points are out of, else by their numbers.

/** @param {import('./section.js').LabView} lab @returns {string[]} of each class */
export function labelsOf(lab) {
  const { over } = lab.source();
  const named = over?.kind === 'table' ? over.labels : [];
  return Array.from({ length: lab.race().classes }, (_, k) => named[k] ?? String(k));
}
