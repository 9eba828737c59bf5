// @ts-check
// The comparison: one row for each model.

import { html } from 'lit';
import { count, fixed, percent } from '../../shared/numbers.js';
import { inWords, judged } from './judges.js';

/** @typedef {import('./judges.js').JudgeReport} JudgeReport */
/** @typedef {import('../guesses/ranking.js').Guess} Guess */

/** @param {(JudgeReport | null)[]} reports @param {(Guess | null)[] | null} guesses at what is drawn, null while nothing is */
export function comparison(reports, guesses) {
  return html`<table class="comparison">
    <caption class="visually-hidden">Comparison of the models</caption>
    <thead>
      <tr>
        <th scope="col">Model</th>
        <th scope="col">Right</th>
        <th scope="col">On the pad</th>
        <th scope="col">Loss</th>
        <th scope="col">Precision</th>
        <th scope="col">Recall</th>
        <th scope="col">Calibration error</th>
        <th scope="col">Parameters</th>
      </tr>
    </thead>
    <tbody>
      ${judged.map((_, i) => row(i, reports[i] ?? null, guesses ? inWords(guesses[i]) : '–'))}
    </tbody>
  </table>`;
}

/** By what they were judged, and when. @param {(JudgeReport | null)[]} reports */
export function circumstances(reports) {
  const judged = reports.find((report) => report !== null);
  if (!judged) return 'The test digits are still being scored.';
  const epochs = Math.max(...reports.map((report) => report?.epochs ?? 0));
  return `All judged by the same ${count(judged.judgement.examples)} test digits, which none of them learned from, ${when(epochs)}. ± is the 95 % interval; precision and recall are means over the ten digits.`;
}

/** @param {number} epochs */
function when(epochs) {
  if (epochs === 0) return 'before any training here';
  return `after ${fixed(epochs, 1)} ${epochs === 1 ? 'epoch' : 'epochs'}`;
}

/** @param {number} i @param {JudgeReport | null} report @param {string} guess */
function row(i, report, guess) {
  const { name, short } = judged[i];
  return html`<tr>
    <th scope="row" class="model-${i}" aria-label=${name}><span class="wide">${name}</span><span class="narrow">${short}</span></th>
    <td>${report ? html`<strong>${percent(report.judgement.accuracy)}</strong> ± ${fixed(100 * report.judgement.margin, 1)}` : '–'}</td>
    <td>${guess}</td>
    ${(report ? numbers(report) : dashes).map((text) => html`<td>${text}</td>`)}
  </tr>`;
}

const dashes = Array(5).fill('–');

/** @param {JudgeReport} report */
function numbers({ judgement, loss, parameters }) {
  const { precision, recall, calibration } = judgement;
  const shares = [precision, recall, calibration.error].map((share) => percent(share));
  return [fixed(loss, 3), ...shares, count(parameters)];
}
