// @ts-check
// The reliability diagram: how often each model is right, against how sure it is.

import { html, nothing, svg } from 'lit';
import { straight } from '../../shared/axes.js';
import { fold } from '../../shared/fold.js';
import { count as counted, percent } from '../../shared/numbers.js';
import { svgAxes } from '../../shared/svg-axes.js';
import { judged } from './judges.js';

/** @typedef {import('../../pkg/gradual.js').Bin} Bin */
/** @typedef {import('./judges.js').JudgeReport} JudgeReport */

/** The plot in its own units; room for the axes is outside. */
const box = { left: 40, top: 8, width: 260, height: 190 };

/** The radius of a dot for hardly any digits, and what is added for all of them. */
const [SMALLEST, LARGEST] = [1.5, 4.5];

/** @param {string} name */
const axis = (name) => straight([0, 100], { name, at: [0, 20, 40, 60, 80, 100] });

const axes = { across: axis('how sure, %'), up: axis('how often right, %'), upright: true };

/** @param {number} share */
const x = (share) => box.left + share * box.width;

/** @param {number} share */
const y = (share) => box.top + (1 - share) * box.height;

/**
 * @param {{ reports: (JudgeReport | null)[], chosen: number, open: boolean }} state `open`: whether the numbers are shown
 * @param {(open: boolean) => void} toggle
 */
export function calibrationPlot({ reports, chosen, open }, toggle) {
  return html`
    <h3>Calibration</h3>
    <p class="hint">
      Of the digits that a model is 80 % sure of, 80 % should be right: the grey line. Below it a model is too sure, above
      it too shy. Larger dots stand for more digits. The calibration error is the mean distance from the line.
    </p>
    <div class="reliability">
      <svg role="img" aria-label="Calibration plot" viewBox="0 0 ${box.left + box.width + 10} ${box.top + box.height + 36}">
        ${svgAxes(box, axes)}
        <path class="diagonal" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" />
        ${reports.map((report, i) => (report ? curve(report.judgement.calibration.bins, i, i === chosen) : nothing))}
      </svg>
      <ul>
        ${judged.map(({ name }, i) => html`<li class="model-${i}">${sample(i)} ${name} <strong>${error(reports[i])}</strong></li>`)}
      </ul>
    </div>
    <details ${fold(open, toggle)}>
      <summary>Numbers of ${judged[chosen].name}</summary>
      ${bins(reports[chosen]?.judgement.calibration.bins ?? [], judged[chosen].name)}
    </details>
  `;
}

/** @param {JudgeReport | null} report */
function error(report) {
  return report ? percent(report.judgement.calibration.error) : '–';
}

/** @param {Bin[]} bins @param {number} i @param {boolean} chosen */
function curve(bins, i, chosen) {
  const dots = bins.filter(({ count }) => count > 0);
  const all = dots.reduce((sum, { count }) => sum + count, 0);
  const line = dots.map(({ confidence, accuracy }) => `${x(confidence)} ${y(accuracy)}`).join('L');
  return svg`<g class="model-${i} ${chosen ? 'chosen' : ''}">
    <path class="trace" d="M${line}" />
    ${dots.map(
      ({ count, confidence, accuracy }) =>
        svg`<circle cx=${x(confidence)} cy=${y(accuracy)} r=${SMALLEST + LARGEST * Math.sqrt(count / all)} />`,
    )}
  </g>`;
}

/** A piece of a model's line. @param {number} i */
function sample(i) {
  return html`<svg class="sample" aria-hidden="true" viewBox="0 0 24 8"><g class="model-${i} chosen"><path class="trace" d="M0 4H24" /></g></svg>`;
}

/** @param {Bin[]} bins @param {string} name */
function bins(bins, name) {
  const row = (/** @type {Bin} */ { count, confidence, accuracy }, /** @type {number} */ i) => html`<tr>
    <th scope="row">${10 * i} to ${10 * (i + 1)} %</th>
    <td>${counted(count)}</td>
    <td>${count ? percent(confidence) : '–'}</td>
    <td>${count ? percent(accuracy) : '–'}</td>
  </tr>`;
  return html`<table>
    <caption class="visually-hidden">Calibration of ${name}</caption>
    <thead>
      <tr><th scope="col">How sure</th><th scope="col">Digits</th><th scope="col">Mean</th><th scope="col">Right</th></tr>
    </thead>
    <tbody>${bins.map(row)}</tbody>
  </table>`;
}
