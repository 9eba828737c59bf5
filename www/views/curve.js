// @ts-check
// Curves of the run, each against what it has done so far, with axes, a log switch, a read-out under the pointer, and its numbers as a table.

import '../shared/language.js'; // before uPlot, which writes numbers in the browser's language
import 'uplot/dist/uPlot.min.css';
import { html, nothing, render } from 'lit';
import UPlot from 'uplot';
import { onTheme, palette, token } from '../shared/colour.js';

/** @typedef {{ label: string, colour: string, dash?: boolean }} Series `colour` is a token of style.css */
/** @typedef {(max: number | null) => [number, number]} Range of the plain y axis, given the largest value if there is one */

/** What is drawn over the curves, and how far along x it reaches. @typedef {{ reach: () => number, draw: (plot: UPlot) => void }} Over */

/** Values that have the same x. @typedef {{ x: Float32Array, columns: Float32Array[] }} Table copies, not views */

/** Rows of the table. */
const ROWS = 12;

/** What a logarithmic axis shows for losses of zero. */
const SMALLEST = 1e-6;

/**
 * @param {HTMLElement} element
 * @param {{ label: string, unit: string, along?: string, series: Series[], log?: boolean, range?: Range, over?: Over }} options
 * `along`: what x counts
 */
export function createCurve(element, { label, unit, along = 'epoch', series, log = false, range = fromZero, over }) {
  let data = /** @type {UPlot.AlignedData} */ ([[], ...series.map(() => [])]);
  /** @type {UPlot | null} */
  let plot = null;
  render(template({ label, log, onLog: range === fromZero ? setLog : null, onTable: drawTable }), element);
  const area = /** @type {HTMLElement} */ (element.querySelector('.plot'));
  const details = /** @type {HTMLDetailsElement} */ (element.querySelector('details'));

  /** @param {boolean} on */
  function setLog(on) {
    log = on;
    build();
  }

  function build() {
    plot?.destroy();
    plot = new UPlot(options({ unit, along, series, log, range, over, ...sizeOf(area) }), shown(), area);
  }

  /** On a logarithmic axis a loss of zero would have no place. */
  function shown() {
    if (!log) return data;
    const [x, ...columns] = data;
    const positive = columns.map((column) => Array.from(column, (y) => y && Math.max(y, SMALLEST)));
    return /** @type {UPlot.AlignedData} */ ([x, ...positive]);
  }

  function drawTable() {
    if (details.open)
      render(table(data, series, { unit, along }), /** @type {HTMLElement} */ (details.querySelector('div')));
  }

  new ResizeObserver(() => plot?.setSize(sizeOf(area))).observe(area);
  onTheme(build);
  build();
  return {
    /** Some columns for each x; all columns together are the series. @param {Table[]} tables */
    update(tables) {
      data = tables.length === 1 ? aligned(tables[0]) : UPlot.join(tables.map(aligned));
      plot?.setData(shown());
      drawTable();
    },
    redraw: build,
  };
}

/** uPlot takes lists, with null where there is nothing. @param {Table} table @returns {UPlot.AlignedData} */
function aligned({ x, columns }) {
  const finite = (/** @type {Float32Array} */ column) => Array.from(column, (y) => (Number.isFinite(y) ? y : null));
  return /** @type {UPlot.AlignedData} */ ([Array.from(x), ...columns.map(finite)]);
}

/** @param {{ label: string, log: boolean, onLog: ((on: boolean) => void) | null, onTable: () => void }} view */
function template({ label, log, onLog, onTable }) {
  const change = (/** @type {Event & { target: HTMLInputElement }} */ event) => onLog?.(event.target.checked);
  return html`<figure class="curve">
    <div class="plot" role="img" aria-label=${label}></div>
    <figcaption>
      ${onLog ? html`<label class="inline"><input type="checkbox" .checked=${log} @change=${change} /> Log scale</label>` : nothing}
      <details @toggle=${onTable}>
        <summary>Numbers</summary>
        <div></div>
      </details>
    </figcaption>
  </figure>`;
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

/**
 * @param {{ unit: string, along: string, series: Series[], log: boolean, range: Range, over?: Over, width: number, height: number }} chart
 * @returns {UPlot.Options}
 */
function options({ unit, along, series, log, range, over, width, height }) {
  const { muted, line } = palette();
  const axis = {
    stroke: muted,
    font: '11px system-ui',
    labelFont: '11px system-ui',
    labelSize: 16,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1, size: 4 },
  };
  const value = (/** @type {UPlot} */ _, /** @type {number | null} */ y) => (y == null ? '–' : y.toPrecision(3));
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
      ${rows.map((i) => html`<tr><th scope="row">${x[i].toFixed(1)}</th>${columns.map((column) => html`<td>${column[i]?.toPrecision(3) ?? '–'}</td>`)}</tr>`)}
    </tbody>
  </table>`;
}
