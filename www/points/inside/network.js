// @ts-check
// The network as a grid of buttons: each unit with its value and, once it has come back, its δ.

import { html, nothing } from 'lit';
import { isArrow } from '../../shared/nearest.js';

/** @typedef {import('./panel.js').Pass} Pass */

/** @param {Pass} pass */
export function network(pass) {
  const { names } = pass;
  return html`<div class="inside-network" role="group" aria-label="Units of the network, by arrow keys" @keydown=${rove}>
    ${names.widths.map((width, level) => column(pass, level, width))}
    <div class="inside-column">
      <span class="inside-layer">loss</span>
      ${lossButton(pass)}
    </div>
  </div>`;
}

/** @param {Pass} pass @param {number} level @param {number} width */
function column(pass, level, width) {
  const { names, operation } = pass;
  const title = level === 0 ? 'inputs' : level === names.last ? 'outputs' : `layer ${level}`;
  const now = operation?.level === level && operation.kind !== 'loss' ? 'now' : '';
  return html`<div class="inside-column ${now}">
    <span class="inside-layer">${title}</span>
    ${Array.from({ length: width }, (_, unit) => unitButton(pass, level, unit))}
  </div>`;
}

/** @param {Pass} pass @param {number} level @param {number} unit */
function unitButton(pass, level, unit) {
  const { names, chosen, choose, numbers, known, walk } = pass;
  const { z, h, delta } = walk.levels[level];
  const pressed = chosen.what === 'unit' && chosen.level === level && chosen.unit === unit;
  const hasValue = level === 0 || known('h', level);
  const value = hasValue ? h[unit] : known('z', level) ? z[unit] : null;
  const back = known('delta', level) ? delta[unit] : null;
  return html`<button
    type="button"
    aria-label=${names.unit(level, unit)}
    aria-pressed=${pressed}
    tabindex=${isFocusable(pass, level, unit) ? 0 : -1}
    data-level=${level}
    data-unit=${unit}
    @click=${() => choose({ what: 'unit', level, unit })}
  >
    <i>${hasValue ? names.value(level, unit) : names.value(level, unit, 'z')}</i> <b>${numbers.tell(value)}</b>
    ${level > 0 ? html`<small>δ ${numbers.tell(back)}</small>` : nothing}
  </button>`;
}

/** @param {Pass} pass */
function lossButton({ names, walk, chosen, choose, numbers, known }) {
  return html`<button
    type="button"
    aria-label="Loss"
    aria-pressed=${chosen.what === 'loss'}
    tabindex=${chosen.what === 'loss' ? 0 : -1}
    data-level=${names.last + 1}
    data-unit="0"
    @click=${() => choose({ what: 'loss' })}
  >
    <i>E</i> <b>${numbers.tell(known('loss', names.last) ? walk.error : null)}</b>
  </button>`;
}

/** One button takes the focus; the arrow keys go on from there. @param {Pass} pass @param {number} level @param {number} unit */
function isFocusable({ chosen, names }, level, unit) {
  if (chosen.what === 'unit') return chosen.level === level && chosen.unit === unit;
  return chosen.what !== 'loss' && level === names.last && unit === 0;
}

/** @param {KeyboardEvent} event */
function rove(event) {
  const button = /** @type {HTMLElement} */ (event.target).closest('button');
  if (!button || !isArrow(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  const [level, unit] = [Number(button.dataset.level), Number(button.dataset.unit)];
  const group = /** @type {HTMLElement} */ (event.currentTarget);
  const at = (/** @type {number} */ level) => group.querySelectorAll(`button[data-level="${level}"]`);
  const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
  const along = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
  const column = at(level + across);
  const next = /** @type {HTMLElement | undefined} */ (column[Math.min(unit + along, column.length - 1)]);
  next?.focus();
  next?.click();
}
