// @ts-check
// What one can do to points: look, paint one of five classes or a value, erase, move.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { css, diverging } from '../../shared/colour.js';

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

/** What the brush does, for those who wonder. @param {Brush} brush @param {number} value */
function explanation(brush, value) {
  if (brush === 'look') return 'Choose a brush to paint into the pictures, also while the models learn.';
  const keys = 'By keyboard: Tab to a picture, arrow keys, Enter.';
  if (brush === 'erase') return `Wipe points away. ${keys}`;
  if (brush === 'move') return `Drag a point. ${keys}`;
  if (brush === 'value') return `Click or drag to paint points with the value ${told(value)}. ${keys}`;
  return `Click or drag to paint class ${brush}. ${keys}`;
}

/** @param {number} value */
const told = (value) => value.toFixed(1).replace('-', '−');

/**
 * @param {{ brush: Brush, paint: Paint, value: number, canUndo: boolean, canRedo: boolean, empty: boolean }} state
 * @param {{ choose: (brush: Brush) => void, setValue: (value: number) => void, undo: () => void, redo: () => void, clear: () => void }} actions
 */
export function brushRow({ brush, paint, value, canUndo, canRedo, empty }, { choose, setValue, undo, redo, clear }) {
  /** @param {Brush} other @param {string} name @param {unknown} face */
  const radio = (other, name, face) => html`<label>
    <input type="radio" name="brush" aria-label=${name} .checked=${live(other === brush)} @change=${() => choose(other)} />
    <span>${face}</span>
  </label>`;
  return html`
    <fieldset ?disabled=${paint === 'nothing'}>
      <legend class="visually-hidden">Points of your own</legend>
      <div class="brush-row" role="radiogroup" aria-label="Brush">
        ${others.map(({ brush, name }) => radio(brush, name, name))}
        ${
          paint === 'values'
            ? radio('value', 'Value', html`<b aria-hidden="true" style="color: ${css(diverging(value))}">●</b>`)
            : classes.map(({ sign, shape, colour }, k) =>
                radio(k, `Class ${k}, ${shape}`, html`<b aria-hidden="true" style="color: var(${colour})">${sign}</b>`),
              )
        }
        ${paint === 'values' ? valueSlider(value, setValue) : nothing}
      </div>
      <div class="brush-row steps">
        <button type="button" aria-label="Undo" title="Undo (Ctrl+Z)" ?disabled=${!canUndo} @click=${undo}>↶</button>
        <button type="button" aria-label="Redo" title="Redo (Ctrl+Shift+Z)" ?disabled=${!canRedo} @click=${redo}>↷</button>
        <button type="button" aria-label="Clear points" ?disabled=${empty} @click=${clear}>Clear</button>
      </div>
    </fieldset>
    <p class="hint">${paint === 'nothing' ? 'Values over x₁ alone are not for painting; choose another set.' : explanation(brush, value)}</p>
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
