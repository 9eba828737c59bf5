// @ts-check
// What is there from the first paint on. Each is told in this order what has happened.

import { bar } from './bar.js';
import { curves } from './curves.js';
import { dataAmounts } from './data/amounts.js';
import { dataChoice } from './data/choice.js';
import { heading } from './heading.js';
import { models } from './models.js';
import { own } from './own/panel.js';
import { confusionsFold, scores } from './scores.js';
import { timeline } from './time/timeline.js';

/** @type {import('./section.js').Entry[]} */
export const parts = [bar, timeline, heading, models, dataChoice, own, dataAmounts, curves, scores, confusionsFold];
