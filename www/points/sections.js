// @ts-check
// What stands below the boundaries, from top to bottom.

import { createFolds } from './folds/panel.js';
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

/** @param {HTMLElement} element @param {LabView} lab @returns {Section[]} */
export function createSections(element, lab) {
  return parts.map(({ name, label, create }) => {
    const section = element.appendChild(document.createElement('section'));
    section.className = `panel ${name}`;
    section.ariaLabel = label;
    return create(section, lab);
  });
}
