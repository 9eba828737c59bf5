// @ts-check
// The picked point: where it is, what it is, and what every model makes of it.

import { html } from 'lit';
import { fixed } from '../../shared/numbers.js';
import { labelsOf } from '../labels.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../../pkg/gradual.js').PointOutcome} PointOutcome */

/** @param {LabView} lab @param {import('../../pkg/gradual.js').Outcomes} outcomes */
export function card(lab, outcomes) {
  const picked = lab.picked();
  return html`<h3>The picked point</h3>
    <p role="status" aria-label="Picked point">${picked === null ? 'None yet: click a point in a picture, or walk to one with the arrow keys.' : pointTold(lab, picked)}</p>
    <div class="card-table">
      <table>
        <caption class="visually-hidden">What each model makes of the picked point</caption>
        <thead>
          <tr><th scope="col">Model</th><th scope="col">total input z</th><th scope="col">output y</th><th scope="col">error E</th><th scope="col">verdict</th></tr>
        </thead>
        <tbody>
          ${lab.models().map(({ name }, i) => row(name, i, picked === null ? null : outcomes.ofPoint(lab.race(), i, picked), lab.race().classes))}
        </tbody>
      </table>
    </div>
    <p class="hint">t is the target. E is the error that the model learns by. With several classes z and y are told for each, class 0 first.</p>`;
}

/** @param {LabView} lab @param {number} picked */
function pointTold(lab, picked) {
  const { inputs, labels, targets, trainCount } = lab.points();
  const { classes } = lab.race();
  const use = picked < trainCount ? 'trains' : 'held out';
  const place = `x₁ = ${number(inputs[2 * picked])}, x₂ = ${number(inputs[2 * picked + 1])}`;
  if (classes === 1) return `Point ${picked + 1}, ${use}: ${place}; t = ${number(targets[picked])}`;
  const target = classes === 2 ? `t = ${labels[picked]}` : 't = 1 for it and 0 for the others';
  return `Point ${picked + 1}, ${use}: ${place}; class ${labelsOf(lab)[labels[picked]]}, ${target}`;
}

/** @param {string} name @param {number} i @param {PointOutcome | null} outcome @param {number} classes */
function row(name, i, outcome, classes) {
  const list = (/** @type {ArrayLike<number>} */ values) => Array.from(values, (value) => number(value)).join(' · ');
  return html`<tr>
    <th scope="row" style="color: var(--model-${i})">${name}</th>
    <td>${outcome ? list(outcome.z) : '–'}</td>
    <td>${outcome ? list(outcome.y) : '–'}</td>
    <td>${outcome ? number(outcome.error) : '–'}</td>
    <td class=${outcome?.wrong ? 'wrong' : ''}>${outcome && classes > 1 ? (outcome.wrong ? 'wrong' : 'right') : ''}</td>
  </tr>`;
}

/** @param {number} value */
function number(value) {
  return fixed(value, Math.abs(value) < 10 ? 2 : 1);
}
