// @ts-check
// What is there from the first paint on. Each is told in this order what has happened: charts first, while nothing on the page
// is another yet, or their texts would have it laid out in the middle of a frame.

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
export const parts = [curves, models, bar, timeline, heading, dataChoice, own, dataAmounts, scores, confusionsFold];
