// @ts-check
// What comes after the first paint: what is folded away, and what stands below the boundaries, from top to bottom.

import { createConfusions } from './confusions.js';
import { createFolds } from './folds/panel.js';
import { createBring } from './own/bring.js';
import { createSeeing } from './seeing/seeing.js';
import { createRuns } from './time/runs.js';
import { createStopping } from './time/stopping.js';

/** @typedef {import('./section.js').LabView} LabView */
/** @typedef {import('./section.js').Section} Section */
/** @typedef {(element: HTMLElement, lab: LabView) => Section} Create */

/** The name of each part, and what makes it. @type {{ name: string, label: string, create: Create }[]} */
const parts = [
  { name: 'seeing', label: 'Look closer', create: createSeeing },
  { name: 'stopping', label: 'When to stop', create: createStopping },
  { name: 'earlier-runs', label: 'Earlier runs', create: createRuns },
  { name: 'folds', label: 'Cross-validation', create: createFolds },
];

/** @param {(place: string) => HTMLElement} find @param {LabView} lab @returns {Section[]} */
export function createSections(find, lab) {
  const below = parts.map(({ name, label, create }) => {
    const section = find('.sections').appendChild(document.createElement('section'));
    section.className = `panel ${name}`;
    section.ariaLabel = label;
    return create(section, lab);
  });
  const confusions = /** @type {HTMLDetailsElement} */ (find('.confusions'));
  return [createBring(find('.bring-place'), lab), createConfusions(confusions, lab), ...below];
}
