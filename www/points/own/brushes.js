// @ts-check
// What one can do to points: look, paint one of five classes or a value, erase, move.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { css, diverging } from '../../shared/colour.js';
import { fixed } from '../../shared/numbers.js';
import { radio } from '../../shared/radios.js';
import { named } from '../../shared/unique.js';

/** The signs look like the marks of `views/boundary.js`. @type {{ sign: string, shape: string, colour: string }[]} */
export const classes = [
  { sign: '●', shape: 'disc', colour: '--below' },
  { sign: '■', shape: 'square', colour: '--above' },
  { sign: '▲', shape: 'triangle', colour: '--third' },
  { sign: '◆', shape: 'diamond', colour: '--fourth' },
  { sign: '▼', shape: 'triangle upside down', colour: '--fifth' },
];

/** A number paints that class, and 'value' the value that is chosen. @typedef {'look' | 'erase' | 'move' | 'value' | number} Brush */

/** What is painted. @typedef {'classes' | 'values' | 'nothing'} Paint */

/** @type {{ brush: Brush, name: string }[]} */
const others = [
  { brush: 'look', name: 'Look' },
  { brush: 'erase', name: 'Erase' },
  { brush: 'move', name: 'Move' },
];

/** What the brush does, for those who wonder. @param {Brush} brush @param {number} value @param {string[]} labels */
function explanation(brush, value, labels) {
  if (brush === 'look') return 'Choose a brush to paint into the pictures, also while the models learn.';
  const keys = 'By keyboard: Tab to a picture, arrow keys, Enter.';
  if (brush === 'erase') return `Wipe points away. ${keys}`;
  if (brush === 'move') return `Drag a point. ${keys}`;
  if (brush === 'value') return `Click or drag to paint points with the value ${told(value)}. ${keys}`;
  return `Click or drag to paint class ${labels[brush]}. ${keys}`;
}

/** @param {number} value */
const told = (value) => fixed(value, 1);

/** @param {string[]} labels what the classes are called */
const classBrushes = (labels) =>
  classes.map(({ sign, shape, colour }, k) => ({
    brush: k,
    name: `Class ${labels[k]}, ${shape}`,
    face: html`<b aria-hidden="true" style="color: var(${colour})">${sign}</b>`,
  }));

/** @param {number} value @returns {{ brush: Brush, name: string, face: unknown }} */
const valueBrush = (value) => ({
  brush: 'value',
  name: 'Value',
  face: html`<b aria-hidden="true" style="color: ${css(diverging(value))}">●</b>`,
});

/**
 * @param {{ brush: Brush, paint: Paint, value: number, labels: string[], canUndo: boolean, canRedo: boolean, empty: boolean }} state
 * @param {{ choose: (brush: Brush) => void, setValue: (value: number) => void, undo: () => void, redo: () => void, clear: () => void }} actions
 */
export function brushRow(
  { brush, paint, value, labels, canUndo, canRedo, empty },
  { choose, setValue, undo, redo, clear },
) {
  /** @type {{ brush: Brush, name: string, face: unknown }[]} */
  const brushes = [
    ...others.map(({ brush, name }) => ({ brush, name, face: name })),
    ...(paint === 'values' ? [valueBrush(value)] : classBrushes(labels)),
  ];
  const radios = (/** @type {string} */ group) =>
    brushes.map(
      ({ brush: other, name, face }) => html`<label>
        ${radio(group, { label: name, checked: other === brush, choose: () => choose(other) })}
        <span>${face}</span>
      </label>`,
    );
  return html`
    <fieldset ?disabled=${paint === 'nothing'}>
      <legend class="visually-hidden">Points of your own</legend>
      <div class="brush-row" role="radiogroup" aria-label="Brush">
        ${named(radios)}
        ${paint === 'values' ? valueSlider(value, setValue) : nothing}
      </div>
      <div class="brush-row steps">
        <button type="button" aria-keyshortcuts="Control+Z" ?disabled=${!canUndo} @click=${undo}>Undo</button>
        <button type="button" aria-keyshortcuts="Control+Shift+Z" ?disabled=${!canRedo} @click=${redo}>Redo</button>
        <button type="button" aria-label="Clear points" ?disabled=${empty} @click=${clear}>Clear</button>
      </div>
    </fieldset>
    <p class="hint">${paint === 'nothing' ? 'Values over x₁ alone are not for painting; choose another set.' : explanation(brush, value, labels)}</p>
  `;
}

/** @param {number} value @param {(value: number) => void} set */
function valueSlider(value, set) {
  return html`<label class="value"
    ><b>${told(value)}</b
    ><input
      type="range"
      aria-label="Value to paint"
      min="-1"
      max="1"
      step="0.1"
      .value=${live(String(value))}
      @input=${(/** @type {Event & { target: HTMLInputElement }} */ event) => set(event.target.valueAsNumber)}
  /></label>`;
}
