// @ts-check
// What comes after the first paint: the panels below the boundaries, from top to bottom, and what is folded away.

import { confusions } from './confusions.js';
import { crossValidation } from './folds/panel.js';
import { inside } from './inside/panel.js';
import { insight } from './insight/panel.js';
import { bring } from './own/bring.js';
import { earlierRuns } from './time/runs.js';
import { stopping } from './time/stopping.js';

/** @type {import('./section.js').Entry[]} */
export const sections = [insight, inside, stopping, earlierRuns, crossValidation, bring, confusions];
