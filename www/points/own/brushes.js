// @ts-check
// What one can do to points: look, paint one of five classes, erase, move.

import { html } from 'lit';
import { live } from 'lit/directives/live.js';

/** The signs look like the marks of `views/boundary.js`. @type {{ sign: string, shape: string, colour: string }[]} */
export const classes = [
  { sign: '●', shape: 'disc', colour: '--below' },
  { sign: '■', shape: 'square', colour: '--above' },
  { sign: '▲', shape: 'triangle', colour: '--third' },
  { sign: '◆', shape: 'diamond', colour: '--fourth' },
  { sign: '▼', shape: 'triangle upside down', colour: '--fifth' },
];

/** A number paints that class. @typedef {'look' | 'erase' | 'move' | number} Brush */

/** @type {{ brush: Brush, name: string }[]} */
const others = [
  { brush: 'look', name: 'Look' },
  { brush: 'erase', name: 'Erase' },
  { brush: 'move', name: 'Move' },
];

/** What the brush does, for those who wonder. @param {Brush} brush */
export function explanation(brush) {
  if (brush === 'look') return 'Choose a brush to paint into the pictures, also while the models learn.';
  const keys = 'By keyboard: Tab to a picture, arrow keys, Enter.';
  if (brush === 'erase') return `Wipe points away. ${keys}`;
  if (brush === 'move') return `Drag a point. ${keys}`;
  return `Click or drag to paint class ${brush}. ${keys}`;
}

/**
 * @param {{ brush: Brush, canUndo: boolean, canRedo: boolean, canPaint: boolean, empty: boolean }} state
 * @param {{ choose: (brush: Brush) => void, undo: () => void, redo: () => void, clear: () => void }} actions
 */
export function brushRow({ brush, canUndo, canRedo, canPaint, empty }, { choose, undo, redo, clear }) {
  /** @param {Brush} other @param {string} name @param {unknown} face */
  const radio = (other, name, face) => html`<label>
    <input type="radio" name="brush" aria-label=${name} .checked=${live(other === brush)} @change=${() => choose(other)} />
    <span>${face}</span>
  </label>`;
  return html`
    <fieldset class="brushes" ?disabled=${!canPaint}>
      <legend class="visually-hidden">Points of your own</legend>
      <div class="brush-row" role="radiogroup" aria-label="Brush">
        ${others.map(({ brush, name }) => radio(brush, name, name))}
        ${classes.map(({ sign, shape, colour }, k) =>
          radio(k, `Class ${k}, ${shape}`, html`<b aria-hidden="true" style="color: var(${colour})">${sign}</b>`),
        )}
      </div>
      <div class="brush-row steps">
        <button type="button" aria-label="Undo" title="Undo (Ctrl+Z)" ?disabled=${!canUndo} @click=${undo}>↶</button>
        <button type="button" aria-label="Redo" title="Redo (Ctrl+Shift+Z)" ?disabled=${!canRedo} @click=${redo}>↷</button>
        <button type="button" aria-label="Clear points" ?disabled=${empty} @click=${clear}>Clear</button>
      </div>
    </fieldset>
    <p class="hint">${canPaint ? explanation(brush) : 'These points have values; choose a set with classes to paint.'}</p>
  `;
}
