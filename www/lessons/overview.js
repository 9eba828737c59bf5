// @ts-check
// The list of lessons, and how far one has come.

import { html, nothing } from 'lit';
import { progressOf, surprises } from './progress.js';

/** @typedef {import('./format.js').Lesson} Lesson */

/** @param {Lesson[]} course @param {(lesson: Lesson) => void} open */
export function overview(course, open) {
  const { made, surprised } = surprises();
  return html`<div class="overview">
    <h2 tabindex="-1">Lessons</h2>
    <p>Each is a run that you watch. Say first what you expect; then let it go, and see.</p>
    ${made > 0 ? html`<p role="status">You have predicted ${made} ${made === 1 ? 'time' : 'times'}, and were surprised ${surprised === 1 ? 'once' : `${surprised} times`}.</p>` : nothing}
    <ol class="course">
      ${course.map(
        (lesson) => html`<li>
        <button type="button" @click=${() => open(lesson)}>${lesson.title}</button>
        <span class="hint">${lesson.minutes} minutes${howFar(lesson)}</span>
      </li>`,
      )}
    </ol>
  </div>`;
}

/** @param {Lesson} lesson */
function howFar({ id, scenes }) {
  const { scene, done } = progressOf(id);
  if (done) return ', done';
  return scene > 0 ? `, at scene ${scene + 1} of ${scenes.length}` : '';
}
