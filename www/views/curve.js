// @ts-check
// Curves of the run, each against what it has done so far: a chart with a log switch, and its numbers as a table.

import { html, nothing, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { fold } from '../shared/fold.js';
import { fixed } from '../shared/numbers.js';
import { createChart, joined, told } from './chart.js';
import { growingLists } from './growing.js';

/** @typedef {import('./chart.js').Data} Data */
/** @typedef {import('./chart.js').Column} Column */
/** @typedef {import('./chart.js').Series} Series */
/** @typedef {import('./chart.js').Range} Range */

/** Values that have the same x. @typedef {{ x: Float32Array, columns: Float32Array[] }} Table copies, not views */

/** Whether y is logarithmic, and whether the numbers are unfolded. @typedef {{ log: boolean, numbers: boolean }} Look */
/** @template {object} T @typedef {import('../shared/view-state.js').Slice<T>} Slice */

/** Rows of the table. */
const ROWS = 12;

/** How it is looked at before one chooses. @type {Look} */
export const firstLook = { log: false, numbers: false };

/**
 * @typedef {object} Options
 * @property {string} label the picture's accessible name
 * @property {string} unit what y counts
 * @property {string} [along] what x counts
 * @property {Series[]} series
 * @property {Slice<Look>} look what is remembered of how it is looked at
 * @property {Range} [range] of a y axis that cannot be logarithmic
 * @property {import('./chart.js').Over} [over]
 * @property {import('../shared/scope.js').Scope} scope
 */

/** @param {HTMLElement} element @param {Options} options */
export function createCurve(element, { label, unit, along = 'epoch', series, look, range, over, scope }) {
  let data = /** @type {Data} */ ([[], ...series.map(() => [])]);
  const listOf = growingLists();
  /** Whether somebody can see it, and whether there is something that nobody has seen yet. */
  let [visible, waits] = [true, false];
  drawFrame(null);
  const area = /** @type {HTMLElement} */ (element.querySelector('.plot'));
  const chart = createChart(area, { unit, along, series, range: range ?? fromZero, over }, scope);

  /** @param {number | null} told up to where curves reach that the axis has let go of */
  function drawFrame(told = cut()) {
    render(template(label, look, { canBeLog: !range, cut: told }), element);
  }

  /** Null where the axis shows all. */
  function cut() {
    if (range || look.value.log) return null;
    const { all, reach } = extentOf(chart.shown());
    return all !== null && reach !== null && all > reach ? all : null;
  }

  function drawTable() {
    const place = /** @type {HTMLElement} */ (element.querySelector('details div'));
    if (look.value.numbers) render(table(data, series, { unit, along }), place);
  }

  /** Charts take lists. @param {Table} table @param {number} t @returns {Data} */
  function aligned({ x, columns }, t) {
    const first = t * (1 + columns.length);
    return /** @type {Data} */ ([x, ...columns].map((column, i) => listOf(first + i, column)));
  }

  /** What nobody can see waits. */
  function draw() {
    waits = !visible;
    if (waits) return;
    chart.draw(data);
    drawFrame();
    drawTable();
  }

  /** It may be looked at in another way. */
  function changed() {
    drawFrame();
    drawTable();
    chart.setLog(look.value.log && !range);
  }

  scope.onView(element, (now) => {
    visible = now;
    if (now && waits) draw();
  });
  changed();
  return {
    changed,
    /** Some columns for each x; all columns together are the series. @param {Table[]} tables */
    update(tables) {
      data = joined(tables.map(aligned));
      draw();
    },
  };
}

/** @type {Range} */
function fromZero(columns) {
  return [0, Math.max(1.05 * (extentOf(columns).reach ?? 0.95), 0.01)];
}

/** How much higher than the later half of a run the axis goes at most, for where it began and for what came between. */
const [HIGHER_AT_FIRST, HIGHER] = [20, 4];

/**
 * The largest value of all, and up to where the axis reaches: where the run has long been far below a spike, or below where it began,
 * the axis lets go of that.
 * @param {Column[]} columns @returns {{ all: number | null, reach: number | null }}
 */
function extentOf(columns) {
  const [all, late] = [highest(columns), highest(columns, { from: 0.5 })];
  if (all === null || late === null) return { all, reach: all };
  const first = highest(columns, { to: 1 }) ?? 0;
  return { all, reach: Math.min(all, Math.max(HIGHER * late, Math.min(first, HIGHER_AT_FIRST * late))) };
}

/** The largest value from a share of each column on, or of so many at its beginning; null where there is none. @param {Column[]} columns @param {{ from?: number, to?: number }} [part] @returns {number | null} */
function highest(columns, { from = 0, to = Number.POSITIVE_INFINITY } = {}) {
  let most = null;
  for (const column of columns)
    for (let i = Math.floor(from * column.length); i < Math.min(to, column.length); i++) {
      const y = column[i];
      if (y != null && y > (most ?? Number.NEGATIVE_INFINITY)) most = y;
    }
  return most;
}

/** @param {string} label @param {Slice<Look>} look @param {{ canBeLog: boolean, cut: number | null }} axis */
function template(label, look, { canBeLog, cut }) {
  const setLog = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => look.set({ log: target.checked });
  const log = html`<label class="inline"><input type="checkbox" .checked=${live(look.value.log)} @change=${setLog} /> Log scale</label>`;
  return html`<figure class="curve">
    <div class="plot" role="img" aria-label=${label}></div>
    <figcaption>
      ${canBeLog ? log : nothing}
      ${cut === null ? nothing : html`<span class="cut">Cut off at the top: it went up to ${told(cut)}.</span>`}
      <details ${fold(look.value.numbers, (numbers) => look.set({ numbers }))}>
        <summary>Numbers</summary>
        <div></div>
      </details>
    </figcaption>
  </figure>`;
}

/** Some evenly spaced rows of the curves, the last one always. @param {Data} data @param {Series[]} series @param {{ unit: string, along: string }} names */
function table([x, ...columns], series, { unit, along }) {
  const stride = Math.max(1, Math.ceil(x.length / ROWS));
  const rows = Array.from({ length: Math.ceil(x.length / stride) }, (_, i) => x.length - 1 - i * stride).reverse();
  return html`<table>
    <caption class="visually-hidden">${unit} by ${along}</caption>
    <thead>
      <tr><th scope="col">${along}</th>${series.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr>
    </thead>
    <tbody>
      ${rows.map((i) => html`<tr><th scope="row">${fixed(x[i], 1)}</th>${columns.map((column) => html`<td>${told(column[i])}</td>`)}</tr>`)}
    </tbody>
  </table>`;
}
