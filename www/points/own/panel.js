// @ts-check
// Points of one's own: the brush, and a place for what one brings along.

import './own.css';
import { html, render } from 'lit';
import { createScope } from '../../shared/scope.js';
import { onUndoKeys } from '../../shared/undo-keys.js';
import { isCurve } from '../data.js';
import { brushRow } from './brushes.js';
import { createEasel } from './easel.js';
import { createPainting, reachOf } from './painting.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('./brushes.js').Brush} Brush */
/** @typedef {import('./easel.js').Place} Place */

/** @param {HTMLElement} element @param {LabView} lab @returns {import('../section.js').Section} */
export function createOwn(element, lab) {
  render(
    html`<div class="brush-place"></div>
      <output class="visually-hidden" aria-label="Brush"></output>
      <details class="bring"><summary>Bring your own</summary><div class="bring-place"></div></details>`,
    element,
  );
  const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
  /** @type {Brush} */
  let brush = 'look';
  let value = 1;
  const painting = createPainting(
    lab,
    () => brush,
    () => value,
  );
  /** @type {WeakMap<HTMLElement, ReturnType<typeof createEasel>>} */
  const easels = new WeakMap();

  /** Tells where the keys are. @param {Place} place */
  const tell = ({ x, y }) => {
    find('output').textContent = `x₁ ${shown(x)}, x₂ ${shown(y)}`;
  };

  const press = (/** @type {Place} */ at) => {
    painting.press(at);
    const { count } = lab.race();
    find('output').textContent = painting.isHolding() ? 'Point taken' : `${count} points`;
  };

  /** @param {HTMLElement} place */
  function easelOf(place) {
    const easel = easels.get(place) ?? createEasel(place, { ...painting, press }, tell);
    easels.set(place, easel);
    return easel;
  }

  function draw() {
    const race = lab.race();
    const paint = isCurve(lab.data()) ? 'nothing' : race.classes > 1 ? 'classes' : 'values';
    if (!suits(brush, paint)) brush = 'look';
    const { canUndoPainting: canUndo, canRedoPainting: canRedo, count } = race;
    render(brushRow({ brush, paint, value, canUndo, canRedo, empty: count === 0 }, actions), find('.brush-place'));
    find('.brush-place').classList.toggle('in-use', brush !== 'look');
    for (const place of lab.boundaries()) easelOf(place).take(brush, reachOf(brush));
  }

  const actions = {
    ...painting,
    choose(/** @type {Brush} */ chosen) {
      if (painting.isHolding()) painting.finish();
      brush = chosen;
      draw();
    },
    setValue(/** @type {number} */ chosen) {
      [brush, value] = ['value', chosen];
      draw();
    },
  };
  onUndoKeys(
    element,
    {
      undo: () => lab.race().canUndoPainting && painting.undo(),
      redo: () => lab.race().canRedoPainting && painting.redo(),
    },
    createScope(),
  );

  return { changed: draw };
}

/** Whether a brush can be used there. @param {Brush} brush @param {import('./brushes.js').Paint} paint */
function suits(brush, paint) {
  if (typeof brush === 'number') return paint === 'classes';
  if (brush === 'value') return paint === 'values';
  return brush === 'look' || paint !== 'nothing';
}

/** @param {number} value */
function shown(value) {
  return value.toFixed(2).replace('-', '−');
}
