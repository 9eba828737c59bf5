// @ts-check
// How a teacher writes a lesson: what its file holds, one to begin with, and a try of one's own.

import { html } from 'lit';
import { download } from '../shared/download.js';
import { Refusal } from '../shared/refusal.js';
import { checkLesson, PICTURES, SHOWABLE } from './format.js';
import { quantitiesOf } from './measure.js';

/** @typedef {import('./format.js').Lesson} Lesson */

/** What each entry of a file is. */
const ENTRIES = [
  ['lesson', 'Always 1: the version of this format.'],
  [
    'id, title, minutes',
    'A short name without blanks, what stands above the lesson, and how long it takes, 8 minutes at most.',
  ],
  ['lab', 'Where it takes place: points, digits, or machine for Boltzmann machines.'],
  ['recipe', 'The run: data, models and seed, as in a link. “A lesson of a link” below takes it from one.'],
  [
    'recipe of machines',
    'data, {"kind": "bars", "side": 2} or {"kind": "digits", "count": 10000}; models, a machine each; seed; passes, after which they rest; and, where they are wanted, speed, parameters, dreams, repair and duel.',
  ],
  ['hide', 'What is left out of the lab: data, settings, progress.'],
  ['show', `What is there beside: ${SHOWABLE.join(', ')}.`],
  ['scenes', 'One after the other; of each:'],
  ['say', 'What stands there, 60 words at most.'],
  ['picture', `A drawing: ${PICTURES.join(', ')}.`],
  ['run', 'Parts of the recipe that are others from here on; the run begins anew.'],
  [
    'predict',
    'What one is to expect, of the kind choice, number, line, curve or order; of machines no line or curve. The run is locked until one has said it.',
  ],
  ['sweep', 'The same run from up to 20 beginnings, with what a good end is.'],
  ['until', 'When the run has answered: a quantity with least or most, or several in all or any.'],
  ['ask, reveal', 'What to do until then, and what it showed.'],
];

/** @param {{ example: Lesson, open: (lesson: Lesson) => void, refused: (error: unknown) => void }} page */
export function writing({ example, open, refused }) {
  const save = (/** @type {object} */ lesson, /** @type {string} */ name) =>
    download(new Blob([JSON.stringify(lesson, null, 2)], { type: 'application/json' }), name);
  const attempt = async (/** @type {() => Promise<void>} */ act) => act().catch(refused);
  const take = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => {
    const [file] = Array.from(target.files ?? []);
    target.value = '';
    if (file) attempt(async () => open(lessonIn(await file.text(), file.name)));
  };
  const ofLink = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const link = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('link'));
    attempt(async () => save(await lessonOf(link), 'my-lesson.json'));
  };
  return html`<details class="writing">
    <summary>Write a lesson of your own</summary>
    <p>A lesson is one file, in JSON, that any editor of texts opens. What is wrong with it is said in a sentence when it is tried.</p>
    <dl>${ENTRIES.map(([name, words]) => html`<dt>${name}</dt><dd>${words}</dd>`)}</dl>
    <p>A quantity is {"of": "heldOutAccuracy", "model": 0}, in percent where it is an accuracy. There are ${quantitiesOf('points').join(', ')}. Of machines there are ${quantitiesOf('machine').join(', ')}.</p>
    <p class="buttons"><button type="button" @click=${() => save(example, 'lesson.json')}>Save a lesson to look at</button></p>
    <form class="buttons" @submit=${ofLink}>
      <label>A lesson of a link <input type="text" name="link" required placeholder="https://…#g1…" /></label>
      <button type="submit">Save it to fill in</button>
    </form>
    <label class="file">Try a lesson <input type="file" accept=".json" @change=${take} /></label>
  </details>`;
}

/** @param {string} text @param {string} name of the file @returns {Lesson} */
function lessonIn(text, name) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${name} is no JSON: ${/** @type {Error} */ (error).message}.`);
  }
  return checkLesson(value);
}

/** A lesson with the run of a link, of one scene. @param {string} link */
async function lessonOf(link) {
  const { read } = await import('../share/link.js');
  const { state } = await read(link.slice(link.indexOf('#') + 1));
  const { rules, ...recipe } = /** @type {import('../pkg/gradual.js').Recipe} */ (state.recipe);
  const scenes = [{ say: 'What one looks at.' }];
  return {
    lesson: 1,
    id: 'my-lesson',
    title: 'My lesson',
    minutes: 5,
    lab: state.lab,
    recipe,
    view: state.view,
    hide: [],
    scenes,
  };
}
