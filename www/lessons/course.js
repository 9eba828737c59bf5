// @ts-check
// The lessons, in the order of the notes: a file each.

import { checkLesson } from './format.js';

/** @type {Record<string, { default: unknown }>} */
const files = import.meta.glob('./course/*.json', { eager: true });

export const course = Object.keys(files)
  .sort()
  .map((name) => checkLesson(files[name].default));
