// @ts-check
// The table of scores: loss and accuracy of every model, on training and on held-out examples.

import { html, nothing } from 'lit';
import { count, fixed, precise } from '../shared/numbers.js';
import { quality } from '../shared/quality.js';

/** @typedef {import('../pkg/gradual.js').Report} Report */
/** @typedef {import('../pkg/gradual.js').Score} Score */

/** @param {Report} report */
export function scoreTable({ models, regression }) {
  const { name, told } = quality(regression);
  const accuracy = (/** @type {Score | null | undefined} */ score) => (score ? told(score.accuracy) : '–');
  return html`<table class="scores">
    <caption class="visually-hidden">Loss and accuracy</caption>
    <thead>
      <tr><td></td>${models.map(({ name }, i) => html`<th scope="col" style="color: var(--model-${i})">${name}</th>`)}</tr>
    </thead>
    <tbody>
      ${row('Loss, train', models, ({ train }) => loss(train))}
      ${isPenalised(models) ? row('Loss, with penalty', models, ({ train }) => (train ? fixed(train.penalised, 4) : '–')) : nothing}
      ${row('Loss, held out', models, ({ heldOut }) => loss(heldOut))}
      ${row(`${name}, train`, models, ({ train }) => accuracy(train))}
      ${row(`${name}, held out`, models, ({ heldOut }) => accuracy(heldOut))}
      ${row('Training examples scored', models, ({ train }) => (train ? count(train.examples) : '–'))}
      ${row('Log-likelihood, train', models, ({ logLikelihood }) => (logLikelihood == null ? '–' : fixed(logLikelihood, 1)))}
      ${row('Gradient norm', models, ({ gradientNorm, iteration }) => (iteration ? precise(gradientNorm) : '–'))}
      ${row('Gradients worked out', models, ({ evaluations, fitted }) => (fitted ? '–' : count(evaluations)))}
      ${row('Seconds of training', models, ({ seconds, fitted }) => (fitted ? '–' : fixed(seconds, 3)))}
      ${row('Parameters', models, ({ parameters }) => count(parameters))}
    </tbody>
  </table>`;
}

/** Without a penalty the loss is the same number with it. @param {Report['models']} models */
const isPenalised = (models) => models.some(({ train }) => train && train.penalised !== train.loss);

/**
 * @param {string} title @param {Report['models']} models @param {(model: Report['models'][number]) => string} cell
 */
function row(title, models, cell) {
  return html`<tr><th scope="row">${title}</th>${models.map((model) => html`<td>${cell(model)}</td>`)}</tr>`;
}

/** @param {Score | null | undefined} score */
function loss(score) {
  return score ? fixed(score.loss, 4) : '–';
}
