// @ts-check
// The confusion matrix: what the digits are, what a model said they were, and the pictures behind each number.

import { html, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { arrowOf } from '../../shared/arrows.js';
import { fixed } from '../../shared/numbers.js';

/** @typedef {import('../../pkg/gradual.js').Judgement} Judgement */
/** @typedef {{ label: number, predicted: number }} Cell */

/** The share of a digit's pictures from which on a mistake has the full colour. */
const FULL = 0.1;

/**
 * @param {Judgement} judgement @param {string} name the model's
 * @param {Cell | null} opened @param {(cell: Cell) => void} onOpen
 */
export function confusionMatrix({ confusion, classes }, name, opened, onOpen) {
  const digits = [...classes.keys()];
  const button = (/** @type {number} */ label, /** @type {number} */ predicted) => {
    const count = confusion[label * digits.length + predicted];
    const share = label === predicted ? 0 : Math.min(1, count / (FULL * Math.max(1, classes[label].support)));
    const pressed = opened?.label === label && opened.predicted === predicted;
    return html`<td class=${label === predicted ? 'right' : nothing} style=${styleMap({ '--share': `${Math.round(100 * share)}%` })}>
      <button
        type="button"
        aria-label="${label} taken for ${predicted}: ${count}"
        aria-pressed=${pressed}
        tabindex=${label + predicted === 0 ? 0 : -1}
        @click=${() => onOpen({ label, predicted })}
      >${count}</button>
    </td>`;
  };
  return html`<table class="confusion" @keydown=${walk}>
    <caption class="visually-hidden">
      Confusion matrix of ${name}: one row for what the digits are, one column for what they were taken for. Arrow keys
      lead from number to number.
    </caption>
    <thead>
      <tr>
        <th class="corner">is<span class="wide"> ↓ said →</span><span class="narrow">↓ →</span></th>
        ${digits.map((digit) => html`<th scope="col"><span class="visually-hidden">said </span>${digit}</th>`)}
        <th scope="col" class="margin">recall</th>
      </tr>
    </thead>
    <tbody>
      ${digits.map(
        (label) => html`<tr>
          <th scope="row"><span class="visually-hidden">is </span>${label}</th>
          ${digits.map((predicted) => button(label, predicted))}
          <td class="margin">${short(classes[label].recall)}</td>
        </tr>`,
      )}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row"><span class="wide">precision</span><span class="narrow">prec.</span></th>
        ${classes.map(({ precision }) => html`<td class="margin">${short(precision)}</td>`)}
        <td></td>
      </tr>
    </tfoot>
  </table>`;
}

/** In percent; the heading's name tells what. @param {number | null | undefined} share */
function short(share) {
  return share == null ? '–' : fixed(100 * share, 1);
}

/** One number is in the order of the Tab key; the arrow keys lead to the others. @param {KeyboardEvent} event */
function walk(event) {
  const step = arrowOf(event.key);
  const from = event.target;
  if (!step || !(from instanceof HTMLButtonElement)) return;
  event.preventDefault();
  const cell = /** @type {HTMLTableCellElement} */ (from.closest('td'));
  const rows = /** @type {HTMLTableSectionElement} */ (cell.closest('tbody')).rows;
  const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
  const [across, down] = step;
  const to = rows[row.sectionRowIndex + down]?.cells[cell.cellIndex + across]?.querySelector('button');
  if (!to) return;
  [from.tabIndex, to.tabIndex] = [-1, 0];
  to.focus();
}
