// @ts-check
// A chart of curves by uPlot: as large as its place, in the theme's colours, with a legend that tells what is under the pointer.

import '../shared/language.js'; // before uPlot, which writes numbers in the browser's language
import 'uplot/dist/uPlot.min.css';
import UPlot from 'uplot';
import { palette, token } from '../shared/colour.js';
import { precise } from '../shared/numbers.js';

/** @typedef {UPlot.AlignedData} Data x, and the columns of the series */
/** @typedef {Data[1]} Column */
/** @typedef {{ label: string, colour: string, dash?: boolean }} Series `colour` is a token of style.css */
/** @typedef {(columns: Column[]) => [number, number]} Range of the plain y axis, given what is shown */
/** What is drawn over the curves, and how far along x it reaches. @typedef {{ reach: () => number, draw: (plot: UPlot) => void }} Over */
/** `along` is what x counts, `unit` what y does. @typedef {{ unit: string, along: string, series: Series[], range: Range, over?: Over }} Chart */

/** What a logarithmic axis shows for losses of zero. */
const SMALLEST = 1e-6;

/** @param {HTMLElement} area @param {Chart} chart @param {import('../shared/scope.js').Scope} scope */
export function createChart(area, chart, scope) {
  let data = /** @type {Data} */ ([[], ...chart.series.map(() => [])]);
  let log = false;
  let plot = build();

  function build() {
    return new UPlot(settings(chart, log, sizeOf(area)), log ? positive(data) : data, area);
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

  scope.onResize(area, fit);
  scope.onTheme(rebuild);
  scope.onDispose(() => plot.destroy());
  return {
    /** @param {Data} next */
    draw(next) {
      data = next;
      plot.batch(() => plot.setData(log ? positive(data) : data)); // now: at the end of the frame its texts would have the page laid out
    },
    /** The columns that the legend has not switched off. */
    shown: () => shownOf(data, plot.series),
    /** @param {boolean} wanted whether y is logarithmic */
    setLog(wanted) {
      if (log === wanted) return;
      log = wanted;
      rebuild();
    },
  };
}

/** One table with the columns of all. @param {Data[]} tables @returns {Data} */
export function joined(tables) {
  const [first, ...others] = tables;
  const shareX = others.every(([x]) => x.length === first[0].length && x.every((value, i) => value === first[0][i]));
  if (!shareX) return UPlot.join(tables);
  return /** @type {Data} */ ([...first, ...others.flatMap(([, ...columns]) => columns)]);
}

/** On a logarithmic axis a loss of zero would have no place. @param {Data} data */
function positive([x, ...columns]) {
  const raised = columns.map((column) => Array.from(column, (y) => y && Math.max(y, SMALLEST)));
  return /** @type {Data} */ ([x, ...raised]);
}

/** @param {HTMLElement} area */
function sizeOf(area) {
  const legend = area.querySelector('.u-legend');
  const height = area.clientHeight - (legend ? legend.clientHeight : 50);
  return { width: Math.max(120, area.clientWidth), height: Math.max(90, height) };
}

/** @param {Chart} chart @param {boolean} log @param {{ width: number, height: number }} size @returns {UPlot.Options} */
function settings({ unit, along, series, range, over }, log, { width, height }) {
  const axis = axisStyle();
  const value = (/** @type {UPlot} */ _, /** @type {number | null} */ y) => (y == null ? '' : told(y));
  return {
    width,
    height,
    padding: [8, 16, 0, 0],
    cursor: { y: false, points: { size: 6 } },
    legend: { live: true, markers: { width: 1, dash: (_, i) => (series[i - 1]?.dash ? 'dashed' : 'solid') } },
    hooks: over ? { draw: [over.draw] } : {},
    scales: {
      x: {
        time: false,
        range: ({ data: [x] }) => [0, Math.max(along === 'seconds' ? 0.01 : 1, x.at(-1) ?? 0, over?.reach() ?? 0)],
      },
      y: log ? { distr: 3 } : { range: ({ data, series }) => range(shownOf(data, series)) },
    },
    axes: [
      { ...axis, label: along, size: 26 },
      { ...axis, label: unit, size: 44 },
    ],
    series: [{ label: along, value }, ...series.map((one) => ({ ...seriesStyle(one), value }))],
  };
}

/** The columns that the legend has not switched off. @param {Data} data @param {{ show?: boolean }[]} series @returns {Column[]} */
function shownOf([, ...columns], [, ...series]) {
  return columns.filter((_, i) => series[i].show);
}

/** @param {Series} series */
function seriesStyle({ label, colour, dash }) {
  return { label, stroke: token(colour), width: 1.75, dash: dash ? [4, 4] : [], spanGaps: true };
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

/** A value as the legend and the table tell it. @param {number | null | undefined} y */
export function told(y) {
  return y == null ? '–' : precise(y);
}
