// @ts-check
// Curves of the run, each against what it has done so far, with axes, a log switch, a read-out under the pointer, and its numbers as a table.

import '../shared/language.js'; // before uPlot, which writes numbers in the browser's language
import 'uplot/dist/uPlot.min.css';
import { html, nothing, render } from 'lit';
import { live } from 'lit/directives/live.js';
import UPlot from 'uplot';
import { palette, token } from '../shared/colour.js';
import { fold } from '../shared/fold.js';
import { fixed, precise } from '../shared/numbers.js';
import { createScope } from '../shared/scope.js';

/** @typedef {{ label: string, colour: string, dash?: boolean }} Series `colour` is a token of style.css */
/** @typedef {(max: number | null) => [number, number]} Range of the plain y axis, given the largest value if there is one */

/** What is drawn over the curves, and how far along x it reaches. @typedef {{ reach: () => number, draw: (plot: UPlot) => void }} Over */

/** Values that have the same x. @typedef {{ x: Float32Array, columns: Float32Array[] }} Table copies, not views */

/** Whether y is logarithmic, and whether the numbers are unfolded. @typedef {{ log: boolean, numbers: boolean }} Look */
/** @template {object} T @typedef {import('../shared/view-state.js').Slice<T>} Slice */

/** Rows of the table. */
const ROWS = 12;

/** What a logarithmic axis shows for losses of zero. */
const SMALLEST = 1e-6;

/**
 * @typedef {object} Options
 * @property {string} label the picture's accessible name
 * @property {string} unit what y counts
 * @property {string} [along] what x counts
 * @property {Series[]} series
 * @property {Slice<Look>} [look] what is remembered of how it is looked at
 * @property {Range} [range] of a y axis that cannot be logarithmic
 * @property {Over} [over]
 * @property {import('../shared/scope.js').Scope} [scope]
 */

/** @param {HTMLElement} element @param {Options} options */
export function createCurve(element, options) {
  const { label, series, range, scope = createScope(), look = remembered(() => changed()) } = options;
  const names = { unit: options.unit, along: options.along ?? 'epoch' };
  const isLog = () => look.value.log && !range;
  const chart = { ...names, series, log: isLog(), range: range ?? fromZero, over: options.over };
  let data = /** @type {UPlot.AlignedData} */ ([[], ...series.map(() => [])]);
  /** Whether somebody can see it, and whether there is something that nobody has seen yet. */
  let [visible, waits] = [true, false];
  const drawFrame = () => render(template(label, look, !range), element);
  drawFrame();
  const area = /** @type {HTMLElement} */ (element.querySelector('.plot'));
  let plot = build();

  /** It may be looked at in another way. */
  function changed() {
    drawFrame();
    drawTable();
    if (chart.log === isLog()) return;
    chart.log = isLog();
    rebuild();
  }

  function build() {
    return new UPlot(settings(chart, sizeOf(area)), shown(), area);
  }

  function rebuild() {
    plot.destroy();
    plot = build();
    scope.inFrame(fit);
  }

  /** Its legend may have another height than was thought; in the frame after that is known. */
  function fit() {
    plot.setSize(sizeOf(area));
  }

  /** On a logarithmic axis a loss of zero would have no place. */
  function shown() {
    if (!chart.log) return data;
    const [x, ...columns] = data;
    const positive = columns.map((column) => Array.from(column, (y) => y && Math.max(y, SMALLEST)));
    return /** @type {UPlot.AlignedData} */ ([x, ...positive]);
  }

  function drawTable() {
    const place = /** @type {HTMLElement} */ (element.querySelector('details div'));
    if (look.value.numbers) render(table(data, series, names), place);
  }

  /** What nobody can see waits. */
  function draw() {
    waits = !visible;
    if (waits) return;
    plot.batch(() => plot.setData(shown())); // now: at the end of the frame its texts would have the page laid out
    drawTable();
  }

  scope.onResize(area, fit);
  scope.onView(element, (now) => {
    visible = now;
    if (now && waits) draw();
  });
  scope.onTheme(rebuild);
  scope.onDispose(() => plot.destroy());
  return {
    changed,
    /** Some columns for each x; all columns together are the series. @param {Table[]} tables */
    update(tables) {
      data = joined(tables.map(aligned));
      draw();
    },
  };
}

/** @param {UPlot.AlignedData[]} tables */
function joined(tables) {
  const [first, ...others] = tables;
  const shareX = others.every(([x]) => x.length === first[0].length && x.every((value, i) => value === first[0][i]));
  if (!shareX) return UPlot.join(tables);
  return /** @type {UPlot.AlignedData} */ ([...first, ...others.flatMap(([, ...columns]) => columns)]);
}

/** uPlot takes lists, with null where there is nothing. @param {Table} table @returns {UPlot.AlignedData} */
function aligned({ x, columns }) {
  const finite = (/** @type {Float32Array} */ column) => Array.from(column, (y) => (Number.isFinite(y) ? y : null));
  return /** @type {UPlot.AlignedData} */ ([Array.from(x), ...columns.map(finite)]);
}

/** @param {string} label @param {Slice<Look>} look @param {boolean} canBeLog */
function template(label, look, canBeLog) {
  const setLog = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => look.set({ log: target.checked });
  const log = html`<label class="inline"><input type="checkbox" .checked=${live(look.value.log)} @change=${setLog} /> Log scale</label>`;
  return html`<figure class="curve">
    <div class="plot" role="img" aria-label=${label}></div>
    <figcaption>
      ${canBeLog ? log : nothing}
      <details ${fold(look.value.numbers, (numbers) => look.set({ numbers }))}>
        <summary>Numbers</summary>
        <div></div>
      </details>
    </figcaption>
  </figure>`;
}

/** A slice for a chart that nobody else remembers. @param {() => void} changed @returns {Slice<Look>} */
function remembered(changed) {
  let value = { log: false, numbers: false };
  return {
    get value() {
      return value;
    },
    set(patch) {
      value = { ...value, ...patch };
      changed();
    },
  };
}

/** @type {Range} */
function fromZero(max) {
  return [0, max === null ? 1 : Math.max(max * 1.05, 0.01)];
}

/** @param {HTMLElement} area */
function sizeOf(area) {
  const legend = area.querySelector('.u-legend');
  const height = area.clientHeight - (legend ? legend.clientHeight : 50);
  return { width: Math.max(120, area.clientWidth), height: Math.max(90, height) };
}

/** @typedef {{ unit: string, along: string, series: Series[], log: boolean, range: Range, over?: Over }} Chart */

/** @param {Chart} chart @param {{ width: number, height: number }} size @returns {UPlot.Options} */
function settings({ unit, along, series, log, range, over }, { width, height }) {
  const axis = axisStyle();
  const value = (/** @type {UPlot} */ _, /** @type {number | null} */ y) => told(y);
  return {
    width,
    height,
    padding: [8, 16, 0, 0],
    cursor: { y: false, points: { size: 6 } },
    legend: { live: true, markers: { width: 2, dash: (_, i) => (series[i - 1]?.dash ? 'dashed' : 'solid') } },
    hooks: over ? { draw: [over.draw] } : {},
    scales: {
      x: {
        time: false,
        range: ({ data: [x] }) => [0, Math.max(along === 'seconds' ? 0.01 : 1, x.at(-1) ?? 0, over?.reach() ?? 0)],
      },
      y: log ? { distr: 3 } : { range: (_, __, max) => range(max) },
    },
    axes: [
      { ...axis, label: along, size: 26 },
      { ...axis, label: unit, size: 44 },
    ],
    series: [
      { label: along, value },
      ...series.map(({ label, colour, dash }) => ({
        label,
        stroke: token(colour),
        width: 1.75,
        dash: dash ? [4, 4] : [],
        spanGaps: true,
        value,
      })),
    ],
  };
}

/** @param {number | null | undefined} y */
function told(y) {
  return y == null ? '–' : precise(y);
}

function axisStyle() {
  const { muted, line, tickFont } = palette();
  return {
    stroke: muted,
    font: tickFont,
    labelFont: tickFont,
    labelSize: 16,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1, size: 4 },
  };
}

/** Some evenly spaced rows of the curves, the last one always. @param {UPlot.AlignedData} data @param {Series[]} series @param {{ unit: string, along: string }} names */
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
