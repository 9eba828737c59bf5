// @ts-check
// What one brings along: a table, pasted, dropped or chosen, and points about a curve.

import { html, nothing, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { openByKeys } from '../../shared/closed-list.js';
import { LoadFailure } from '../../shared/loading.js';
import { kept } from '../../shared/number-field.js';
import { short } from '../../shared/numbers.js';
import { sentenceOf } from '../../shared/sentence.js';
import { amountsOf } from '../data/source.js';
import { classes } from './brushes.js';
import { createTables, firstTable } from './tables.js';

/** @typedef {import('../../pkg/gradual.js').Columns} Columns */
/** @typedef {import('./tables.js').Current} Current */
/** @typedef {import('../../pkg/gradual.js').Learned} Learned */
/** @typedef {import('../../pkg/gradual.js').TableInfo} TableInfo */
/** @typedef {import('../../pkg/gradual.js').TablePreview} TablePreview */

/** More of a file is not read, so that the core can say that it is too long. */
const MOST_BYTES = 20_000_001;

const UNREAD = 'What reads long tables could not be fetched. Check the connection, and choose the file again.';

const formulas = ['sin(2x)', 'x', 'x^2 - 1.5', 'x^3 - 2x', '2 exp(-x^2) - 1', 'abs(x) - 1'];

/** @type {import('../section.js').Entry} */
export const bring = {
  name: 'table',
  place: '.bring-place',
  first: firstTable,
  create(element, lab, { slice, scope }) {
    const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    const tables = createTables(slice, () => render(comingOf(tables.coming()), find('.coming')), scope);
    const amounts = () => amountsOf(lab.source(), lab.kept.value.drawn);

    /** Does what may be refused, now or later. @param {() => Promise<void>} change */
    async function attempt(change) {
      try {
        await change();
      } catch (error) {
        if (!scope.signal.aborted && !isCancelled(error)) lab.say(toldOf(error));
      }
    }

    /** The points of the columns chosen; a refusal is remembered, so that one can choose others. */
    async function use() {
      try {
        const source = await tables.source(amounts());
        if (source) lab.attempt(() => lab.setData(source));
        if (slice.value.refused) slice.set({ refused: false });
      } catch (error) {
        slice.set({ refused: true });
        throw error;
      }
    }

    const take = (/** @type {string | Uint8Array} */ content, /** @type {string} */ name) =>
      attempt(async () => {
        await tables.take(content, name);
        render(nothing, find('.preview'));
        await use();
      });

    const actions = {
      take,
      type: (/** @type {string} */ typed) => slice.set({ typed }),
      takeFile: async (/** @type {File} */ file) =>
        take(new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer()), file.name),
      preview: (/** @type {string} */ text) => render(previewOf(tables.preview(text)), find('.preview')),
      choose: (/** @type {Columns} */ chosen) =>
        attempt(() => {
          slice.set({ chosen });
          return use();
        }),
      draw: (/** @type {string} */ formula) => lab.attempt(() => lab.setData({ kind: 'above', formula, ...amounts() })),
    };
    acceptDrops(/** @type {HTMLElement} */ (element.closest('.data')), actions.takeFile, (text) =>
      take(text, 'the text dropped here'),
    );

    return {
      changed() {
        const { over } = lab.source();
        const [known, used] = [tables.current(), over?.kind === 'table' ? over : null];
        const table = known && used && !isOf(used, known) && !slice.value.refused ? null : known;
        const formula = over?.kind === 'above' ? over.formula : undefined;
        render(template({ table, used, formula, typed: slice.value.typed }, actions), element);
      },
    };
  },
};

/** @param {unknown} error */
const isCancelled = (error) => error instanceof DOMException && error.name === 'AbortError';

/** @param {unknown} error */
function toldOf(error) {
  return error instanceof LoadFailure ? UNREAD : sentenceOf(error);
}

/** Whether points are out of these columns of a table; those of an earlier run may be out of others. @param {TableInfo} used @param {Current} table */
function isOf(used, { name, columns, chosen: { x1, x2, target } }) {
  return used.name === name && [x1, x2, target].every((column, i) => columns[column]?.name === used.columns[i]);
}

/**
 * `table`: the one that columns can be chosen of; `used`: the one that the points are out of.
 * @param {{ table: Current | null, used: TableInfo | null, formula: string | undefined, typed: string }} state
 * @param {{ take: (text: string, name: string) => void, takeFile: (file: File) => void, choose: (chosen: Columns) => void, draw: (formula: string) => void, type: (text: string) => void, preview: (text: string) => void }} actions
 */
function template({ table, used, formula, typed: text }, { take, takeFile, choose, draw, type, preview }) {
  return html`<h3>A table</h3>
    <p class="hint">Two columns of numbers, and one of labels or of numbers to predict. Paste it, choose a file, or drop one anywhere on this panel. It stays in this page.</p>
    <form @submit=${(/** @type {SubmitEvent} */ event) => pasted(event, take)}>
      <textarea name="text" rows="4" spellcheck="false" aria-label="Table as text" placeholder=${'x, y, kind\n1.2, 0.5, cat\n0.3, 1.1, dog'} .value=${kept(text)} @input=${(/** @type {Event & { target: HTMLTextAreaElement }} */ { target }) => preview(target.value)} @change=${(/** @type {Event & { target: HTMLTextAreaElement }} */ { target }) => type(target.value)}></textarea>
      <div class="preview" role="status" aria-label="How this text is read"></div>
      <button>Use this text</button>
    </form>
    <label class="file">Or a file <input type="file" accept=".csv,.tsv,.tab,.txt,.dat,text/*" @change=${(/** @type {Event} */ event) => chosenFile(event, takeFile)} /></label>
    <div class="coming"></div>
    ${table ? tableChoices(table, choose) : nothing}
    ${used ? summary(used) : nothing}
    <h3>Points above a curve</h3>
    <form @submit=${(/** @type {SubmitEvent} */ event) => typed(event, draw)}>
      <label>y > <input type="text" name="formula" spellcheck="false" autocomplete="off" aria-label="Formula of x" .value=${kept(formula ?? formulas[0])} /></label>
      <button>Draw points</button>
    </form>
    <label>Function
      <select aria-label="Function" @keydown=${openByKeys} @change=${(/** @type {Event & { target: HTMLSelectElement }} */ { target }) => target.value && draw(target.value)}>
        <option value="" .selected=${live(!formulas.includes(formula ?? ''))}>choose …</option>
        ${formulas.map((other) => html`<option .selected=${live(other === formula)}>${other}</option>`)}
      </select></label
    >
    <p class="hint">x is x₁ and y is x₂. Also 2x, x^2, brackets, pi, e, sin, cos, tan, exp, ln, sqrt, abs, tanh, sign.</p>`;
}

/** How a text is read, before it is used. @param {TablePreview | null} preview */
function previewOf(preview) {
  if (!preview) return nothing;
  return html`<p class="hint">Read as ${preview.understood}.</p>
    <div class="scrolled" tabindex="0" role="group" aria-label="First rows">
      <table>
        <thead><tr>${preview.names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
        <tbody>${preview.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
      </table>
    </div>`;
}

/** A long table that is being read. @param {import('./tables.js').Coming | null} coming */
function comingOf(coming) {
  if (!coming) return nothing;
  const { name, share, cancel } = coming;
  return html`<label><span role="status">Reading ${name} …</span> <progress max="1" .value=${share}></progress></label>
    <button type="button" @click=${cancel}>Cancel</button>`;
}

/** What can be learned of each row. @type {{ learned: Learned, name: string, column: string }[]} */
const targets = [
  { learned: 'class', name: 'Classes', column: 'Column of labels' },
  { learned: 'number', name: 'Predict a number', column: 'Column to predict' },
];

/** @param {Current} current @param {(chosen: Columns) => void} use */
function tableChoices({ columns, likely, preview, chosen }, use) {
  const target = targets.findIndex(({ learned }) => learned === chosen.learned);
  /** @param {string} label @param {'x1' | 'x2' | 'target'} which */
  const choice = (label, which) => html`<label
    >${label}
    <select
      aria-label=${label}
      @change=${(/** @type {Event & { target: HTMLSelectElement }} */ { target }) => use({ ...chosen, [which]: target.selectedIndex })}
    >
      ${columns.map(({ name }, i) => html`<option .selected=${live(i === chosen[which])}>${name}</option>`)}
    </select></label
  >`;
  return html`<div class="columns" role="group" aria-label="Columns">
      <label
        >To learn
        <select
          aria-label="What to learn"
          @change=${(/** @type {Event & { target: HTMLSelectElement }} */ event) => use(likely[targets[event.target.selectedIndex].learned])}
        >
          ${targets.map(({ name }, i) => html`<option .selected=${live(i === target)}>${name}</option>`)}
        </select></label
      >
      ${choice('Column for x₁', 'x1')} ${choice('Column for x₂', 'x2')} ${choice(targets[target].column, 'target')}
      <p class="hint">Read as ${preview.understood}.</p>
    </div>`;
}

/** @param {TableInfo} table */
function summary({ labels, range, rows: { points, skipped, leftOut, moved } }) {
  const rows = (/** @type {number} */ count) => `${count} ${count === 1 ? 'row' : 'rows'}`;
  return html`<p class="hint" role="status" aria-label="Table">
    ${points} points.
    ${skipped ? `${rows(skipped)} skipped, without two numbers and ${range ? 'one to predict' : 'a label'}.` : 'No row skipped.'}
    ${range ? `The value −1 stands for ${short(range[0], 4)}, 1 for ${short(range[1], 4)}.` : ''}
    ${leftOut ? `${rows(leftOut)} left out, drawn at random${range ? '' : ' from each class'}: there is room for ${points}.` : ''}
    ${moved ? `${moved} ${moved === 1 ? 'point lies' : 'points lie'} far from the others and ${moved === 1 ? 'was' : 'were'} moved to the edge.` : ''}
    ${labels.map((name, k) => html`<span class="class-name"><b aria-hidden="true" style="color: var(${classes[k].colour})">${classes[k].sign}</b> ${name}</span> `)}
  </p>`;
}

/** @param {SubmitEvent} event @param {(text: string, name: string) => void} take */
function pasted(event, take) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  take(String(new FormData(form).get('text')), 'the text pasted here');
}

/** @param {SubmitEvent} event @param {(formula: string) => void} draw */
function typed(event, draw) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  draw(String(new FormData(form).get('formula')));
}

/** @param {Event} event @param {(file: File) => void} take */
function chosenFile(event, take) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const [file] = input.files ?? [];
  input.value = ''; // so that the same file can be chosen again
  if (file) take(file);
}

/** @param {HTMLElement} element @param {(file: File) => void} takeFile @param {(text: string) => void} takeText */
function acceptDrops(element, takeFile, takeText) {
  const over = (/** @type {boolean} */ wanted) => element.classList.toggle('dropping', wanted);
  element.addEventListener('dragover', (event) => {
    event.preventDefault();
    over(true);
  });
  element.addEventListener('dragleave', () => over(false));
  element.addEventListener('drop', (event) => {
    event.preventDefault();
    over(false);
    const [file] = event.dataTransfer?.files ?? [];
    const text = event.dataTransfer?.getData('text/plain');
    if (file) takeFile(file);
    else if (text) takeText(text);
  });
}
