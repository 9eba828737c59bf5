// @ts-check
// The lessons: those of the course, in the order of the notes, and exercises that people know from elsewhere. A file each.

import { checkLesson } from './format.js';

/** @typedef {import('./format.js').Lesson} Lesson */

/** @type {Record<string, { default: unknown }>} */
const ofCourse = import.meta.glob('./course/*.json', { eager: true });

/** @type {Record<string, { default: unknown }>} */
const known = import.meta.glob('./exercises/*.json', { eager: true });

/** @param {Record<string, { default: unknown }>} files */
const inOrder = (files) =>
  Object.keys(files)
    .sort()
    .map((name) => checkLesson(files[name].default));

export const course = inOrder(ofCourse);
export const exercises = inOrder(known);
export const lessons = [...course, ...exercises];
