// @ts-check
// What a class expected: their files of progress side by side, without their names.

import { html } from 'lit';
import { kinds } from './predictions/kinds.js';

/** @typedef {import('./format.js').Lesson} Lesson */
/** @typedef {import('./progress.js').Progress} Progress */
/** @typedef {{ lesson: string, ask: string, said: number, skipped: number, right: number, answers: string }} Row */

/** A row for each prediction of the course. @param {Lesson[]} course @param {Record<string, Progress>[]} files @returns {Row[]} */
export function rowsOf(course, files) {
  return course.flatMap(({ id, title, scenes }) =>
    scenes.flatMap(({ predict }, i) => {
      if (!predict) return [];
      const all = files.flatMap((file) => file[id]?.said[i] ?? []);
      const made = all.filter(({ skipped }) => !skipped);
      const row = { lesson: title, ask: predict.ask, said: made.length, skipped: all.length - made.length };
      return [{ ...row, right: made.filter(({ right }) => right).length, answers: answersOf(predict, made) }];
    }),
  );
}

/** What the class said, as each kind of prediction tells it. @param {import('./format.js').Prediction} predict @param {import('./progress.js').Said[]} made */
function answersOf(predict, made) {
  return kinds[predict.kind].summary(
    predict,
    made.flatMap(({ guess }) => (guess === undefined ? [] : [guess])),
  );
}

/** @param {Row[]} rows @param {number} files */
export function classTable(rows, files) {
  return html`<div class="class-table" role="region" aria-label="What the class expected" tabindex="0">
    <table>
      <caption>What ${files} ${files === 1 ? 'file says' : 'files say'}</caption>
      <thead><tr><th scope="col">Lesson</th><th scope="col">Question</th><th scope="col">Predicted</th><th scope="col">As expected</th><th scope="col">Surprised</th><th scope="col">Skipped</th><th scope="col">Answers</th></tr></thead>
      <tbody>
        ${rows.map((row) => html`<tr><th scope="row">${row.lesson}</th><td>${row.ask}</td><td>${row.said}</td><td>${row.right}</td><td>${row.said - row.right}</td><td>${row.skipped}</td><td>${row.answers}</td></tr>`)}
      </tbody>
    </table>
  </div>`;
}
