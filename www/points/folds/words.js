// @ts-check
// A cross-validation in words and numbers.

import { html } from 'lit';
import { fixed, short } from '../../shared/numbers.js';
import { settings } from './settings.js';

/** @typedef {import('../../pkg/gradual.js').FoldsReport} FoldsReport */
/** @typedef {import('../../pkg/gradual.js').CandidateReport} CandidateReport */
/** @typedef {import('../../pkg/gradual.js').Spread} Spread */
/** @typedef {ReturnType<typeof import('../../shared/quality.js').quality>} Quality */

/** @param {number} value */
export function number(value) {
  return short(value, 6);
}

/** How far it is. @param {FoldsReport} report */
export function position({ runs, runsDone, config }) {
  const [candidate, fold] = [Math.floor(runsDone / config.folds), runsDone % config.folds];
  return `Run ${runsDone + 1} of ${runs}: ${number(config.values[candidate])}, fold ${fold + 1} of ${config.folds}`;
}

/** What it found. @param {FoldsReport} report */
export function outcome({ config, candidates, best, ties }) {
  const { name } = settings[config.setting];
  const winner = best == null ? undefined : candidates[best];
  if (!winner?.loss) return 'Every value diverged on some fold: try smaller ones.';
  const diverged = candidates.filter((candidate) => divergences(candidate) > 0).map(({ value }) => number(value));
  return [
    `${name} ${number(winner.value)} has the lowest mean loss on the folds left out: ${plain(winner.loss)}.`,
    tiesInWords(ties.map((tie) => number(candidates[tie].value))),
    diverged.length ? `Diverged: ${list(diverged)}.` : '',
  ].join(' ');
}

/** @param {string[]} ties */
function tiesInWords(ties) {
  if (!ties.length) return 'No other value comes within one standard error of it.';
  const are = ties.length === 1 ? 'is' : 'are';
  return `${list(ties)} ${are} within one standard error of it, so the data hardly tell them apart.`;
}

/** @param {string[]} words */
function list(words) {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** @param {Spread} spread */
function plain({ mean, deviation }) {
  return `${fixed(mean, 3)} ± ${fixed(deviation, 3)}`;
}

/** On how many folds a candidate diverged. @param {CandidateReport} candidate */
function divergences({ scores }) {
  return scores.filter((score) => score == null).length;
}

/** @param {FoldsReport} report @param {Quality} quality @param {string} model */
export function numbers({ config, candidates, best }, quality, model) {
  const row = (
    /** @type {CandidateReport} */ candidate,
    /** @type {number} */ i,
  ) => html`<tr class=${i === best ? 'best' : ''}>
    <th scope="row">${number(candidate.value)}${i === best ? ', best' : ''}</th>
    ${cells(candidate, config.folds, quality)}
  </tr>`;
  return html`<table>
    <caption class="visually-hidden">Cross-validation of ${model}: mean ± standard deviation over ${config.folds} folds</caption>
    <thead>
      <tr>
        <th scope="col">${settings[config.setting].name}</th>
        <th scope="col">Loss</th>
        <th scope="col">${quality.name}</th>
        <th scope="col">Folds</th>
      </tr>
    </thead>
    <tbody>${candidates.map(row)}</tbody>
  </table>`;
}

/** @param {CandidateReport} candidate @param {number} folds @param {Quality} quality */
function cells(candidate, folds, quality) {
  const { loss, accuracy, scores } = candidate;
  const lost = divergences(candidate);
  const share = (/** @type {Spread} */ { mean, deviation }) => `${quality.told(mean)} ± ${quality.told(deviation)}`;
  return html`<td>${loss ? plain(loss) : '–'}</td>
    <td>${accuracy ? share(accuracy) : '–'}</td>
    <td>${lost ? `diverged on ${lost} of ${scores.length}` : `${scores.length} of ${folds}`}</td>`;
}
