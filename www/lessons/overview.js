// @ts-check
// The list of lessons, how far one has come, and progress as files: one's own, or those of a class.

import { html, nothing } from 'lit';
import { download } from '../shared/download.js';
import { sentenceOf } from '../shared/sentence.js';
import { classTable, rowsOf } from './class-table.js';
import { exported, progressOf, readProgress, surprises, takeIn } from './progress.js';
import { writing } from './writing.js';

/** @typedef {import('./format.js').Lesson} Lesson */

/** @param {{ lessons: Lesson[], exercises: Lesson[] }} all @param {{ open: (lesson: Lesson) => void, draw: (list: unknown) => void }} actions */
export function createOverview({ lessons, exercises }, { open, draw }) {
  const course = lessons.filter((lesson) => !exercises.includes(lesson));
  let said = '';
  /** What is shown of a class. @type {unknown} */
  let table = nothing;

  /** @param {Event & { target: HTMLInputElement }} event @param {(files: Record<string, import('./progress.js').Progress>[]) => void} use */
  async function withFiles({ target }, use) {
    const files = Array.from(target.files ?? []);
    target.value = '';
    try {
      use(await Promise.all(files.map(async (file) => readProgress(await file.text(), file.name))));
    } catch (error) {
      said = sentenceOf(error);
    }
    show();
  }

  const refused = (/** @type {unknown} */ error) => {
    said = sentenceOf(error);
    show();
  };
  const save = () => download(new Blob([exported()], { type: 'application/json' }), 'gradual-progress.json');
  const takeUp = (/** @type {any} */ event) =>
    withFiles(event, (files) => {
      files.forEach(takeIn);
      said = 'The progress of the file has been added.';
    });
  const tabulate = (/** @type {any} */ event) =>
    withFiles(event, (files) => {
      said = '';
      table = classTable(rowsOf(lessons, files), files.length);
    });

  function show() {
    draw(html`<div class="overview">
      <h2 tabindex="-1">Lessons</h2>
      <p>Each is a run that you watch. Say first what you expect; then let it go, and see.</p>
      <ol class="course">${course.map((lesson) => entry(lesson, open))}</ol>
      <h3>Exercises that people know</h3>
      <p>Those of Google’s Machine Learning Crash Course, with what is said of them there, and what comes of it here from twenty beginnings.</p>
      <ol class="course">${exercises.map((lesson) => entry(lesson, open))}</ol>
      <p role="status">${inWords()} ${said}</p>
      <details>
        <summary>Take your progress along, or look at a class</summary>
        <p>Progress stays on this device. A teacher who is given the files of a class sees here what it expected, without names.</p>
        <p class="buttons"><button type="button" @click=${save}>Save progress</button></p>
        <label class="file">Open progress <input type="file" accept=".json" @change=${takeUp} /></label>
        <label class="file">Files of a class <input type="file" accept=".json" multiple @change=${tabulate} /></label>
      </details>
      ${table}
      ${writing({ example: course[0], open, refused })}
    </div>`);
  }

  show();
}

function inWords() {
  const { made, surprised } = surprises();
  if (made === 0) return '';
  return `You have predicted ${made} ${made === 1 ? 'time' : 'times'}, and were surprised ${surprised === 1 ? 'once' : `${surprised} times`}.`;
}

/** @param {Lesson} lesson @param {(lesson: Lesson) => void} open */
function entry(lesson, open) {
  return html`<li>
    <button type="button" @click=${() => open(lesson)}>${lesson.title}</button>
    <span class="hint">${lesson.minutes} minutes${howFar(lesson)}</span>
  </li>`;
}

/** @param {Lesson} lesson */
function howFar({ id, scenes }) {
  const { scene, done } = progressOf(id);
  if (done) return ', done';
  return scene > 0 ? `, at scene ${scene + 1} of ${scenes.length}` : '';
}
