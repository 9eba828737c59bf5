// @ts-check
// From a picture to the lesson that explains it.

import './with-lesson.css';
import { html } from 'lit';

/** A heading with the way to a lesson beside it. @param {string} id of the lesson @param {string} about what it is about, in words that follow "on" @param {unknown} heading */
export function withLesson(id, about, heading) {
  return html`<div class="with-lesson">
    ${heading}<a href="#lessons/${id}" aria-label=${`Lesson on ${about}`}>Lesson</a>
  </div>`;
}
