// @ts-check
// What comes after the first paint: what is folded away, and what stands below the boundaries, from top to bottom.

import { createConfusions } from './confusions.js';
import { createFolds } from './folds/panel.js';
import { createInsight } from './insight/panel.js';
import { createBring } from './own/bring.js';
import { createRuns } from './time/runs.js';
import { createStopping } from './time/stopping.js';

/** @typedef {import('./section.js').LabView} LabView */
/** @typedef {import('./section.js').Section} Section */
/** @typedef {(element: HTMLElement, lab: LabView) => Section} Create */

/** The name of each part, and what makes it. @type {{ name: string, label: string, create: Create }[]} */
const parts = [
  { name: 'insight', label: 'Look closer', create: createInsight },
  { name: 'stopping', label: 'When to stop', create: createStopping },
  { name: 'earlier-runs', label: 'Earlier runs', create: createRuns },
  { name: 'folds', label: 'Cross-validation', create: createFolds },
];

/**
 * Makes one part after the other, so that the page may do other things between them.
 * @param {(place: string) => HTMLElement} find @param {LabView} lab @returns {Generator<Section>}
 */
export function* createSections(find, lab) {
  for (const { name, label, create } of parts) {
    const section = find('.sections').appendChild(document.createElement('section'));
    section.className = `panel ${name}`;
    section.ariaLabel = label;
    yield create(section, lab);
  }
  yield createBring(find('.bring-place'), lab);
  yield createConfusions(/** @type {HTMLDetailsElement} */ (find('.confusions')), lab);
}
