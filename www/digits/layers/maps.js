// @ts-check
// One level as pictures: its maps on one canvas, any cell of which can be chosen by pointer or keys.

import { html, render } from 'lit';
import { arrowOf } from '../../shared/arrows.js';
import { fold } from '../../shared/fold.js';
import { compact, percent } from '../../shared/numbers.js';
import { owned } from '../../shared/owned.js';
import { legend } from './legend.js';
import { mapTiles, placeInWords } from './levels.js';
import { TileSheet } from './sheet.js';

/** @typedef {import('./levels.js').Level} Level */
/** @typedef {import('../../pkg/gradual.js').Span} Span */

/**
 * @typedef {object} Hand what a person does with the cells
 * @property {(index: number | null) => void} hover
 * @property {(index: number) => void} select the cell, or pin it when it is selected
 * @property {(index: number) => void} move
 * @property {() => void} release
 * @property {(open: boolean) => void} toggle shows or hides the level
 */

/** The largest side of a map, of a unit and of an output, in CSS pixels. */
const MOST = { map: 84, unit: 22, output: 36 };

/** @param {HTMLElement} element @param {Level} level @param {Hand} hand @param {import('../../shared/scope.js').Scope} scope */
export function createMaps(element, level, hand, scope) {
  let isOpen = true;
  render(template(level, isOpen, hand), element);
  const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
  const canvas = /** @type {HTMLCanvasElement} */ (find('canvas'));
  const sheet = owned(scope, new TileSheet(canvas, mapTiles(level), most(level)));
  /** Where the keys are. */
  let at = middle(level);

  listen(canvas, sheet, hand, () => at);

  return {
    level,
    sheet,
    canvas,
    /** A place for the pictures of the weights. */
    weights: find('.weights'),
    get isOpen() {
      return isOpen;
    },
    /** Shows or hides the level. @param {boolean} open */
    fold(open) {
      isOpen = open;
      render(template(level, open, hand), element);
    },
    /** @param {Float32Array} values @param {Span} span */
    paint(values, span) {
      if (isOpen) sheet.paint(values, Math.max(-span.min, span.max));
      render(legend(span), find('.range'));
      if (level.isOutput) render(outputs(values), find('.digits-below'));
    },
    clear() {
      sheet.clear();
      render('', find('.range'));
      if (level.isOutput) render(outputs(null), find('.digits-below'));
    },
    /** Frames a cell, and tells readers of it. @param {number | null} index @param {number} [value] @param {boolean} [pinned] */
    mark(index, value = 0, pinned = false) {
      const mark = find('.mark');
      mark.hidden = index === null;
      mark.classList.toggle('pinned', pinned);
      if (index === null) return;
      at = index;
      const { x, y, width, height } = sheet.box(index);
      Object.assign(mark.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
      canvas.setAttribute('aria-description', `${placeInWords(level, index)}: ${compact(value)}`);
    },
  };
}

/**
 * A cell can be hovered, clicked, and reached by arrow keys from where the keys are.
 * @param {HTMLCanvasElement} canvas @param {TileSheet} sheet @param {Hand} hand @param {() => number} at
 */
function listen(canvas, sheet, hand, at) {
  canvas.addEventListener('pointermove', ({ pointerType, offsetX, offsetY }) => {
    if (pointerType === 'touch') return;
    const index = sheet.under(offsetX, offsetY);
    hand.hover(index < 0 ? null : index);
  });
  canvas.addEventListener('pointerleave', () => hand.hover(null));
  canvas.addEventListener('click', ({ offsetX, offsetY }) => {
    const index = sheet.under(offsetX, offsetY);
    if (index >= 0) hand.select(index);
  });
  canvas.addEventListener('keydown', (event) => {
    const direction = arrowOf(event.key);
    if (direction) hand.move(sheet.next(at(), direction));
    else if (event.key === 'Enter' || event.key === ' ') hand.select(at());
    else if (event.key === 'Escape') hand.release();
    else return;
    event.preventDefault();
  });
}

/** @param {Level} level @param {boolean} open @param {Hand} hand */
function template(level, open, { toggle }) {
  const label = `${level.name}: ${level.about}. Arrow keys choose a cell, Enter pins it.`;
  return html`<details ${fold(open, toggle)}>
    <summary><b>${level.name}</b> <span>${level.about}</span> <span class="range"></span></summary>
    <div class="weights"></div>
    <div class="maps">
      <canvas role="application" aria-label=${label} tabindex="0"></canvas>
      <div class="mark" hidden></div>
      <div class="digits-below"></div>
    </div>
  </details>`;
}

/** @param {Level} level */
function most({ isPicture, isOutput, width }) {
  if (isPicture) return MOST.map;
  return width * (isOutput ? MOST.output : MOST.unit);
}

/** Where the keys begin. @param {Level} level */
function middle({ isPicture, width, height, maps }) {
  return isPicture ? (Math.floor(height / 2) * width + Math.floor(width / 2)) * maps : 0;
}

/** The digits of the output cells, with what each is given. @param {Float32Array | null} values */
function outputs(values) {
  const cell = (/** @type {number} */ digit) =>
    html`<span><b>${digit}</b>${values ? percent(values[digit], 0) : ''}</span>`;
  return Array.from({ length: 10 }, (_, digit) => cell(digit));
}
