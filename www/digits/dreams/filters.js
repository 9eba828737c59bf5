// @ts-check
// The weights of all hidden units, a tile each, orange below and blue above: walked by arrow keys, chosen by a click.

import { arrowOf } from '../../shared/arrows.js';
import { TileSheet } from '../layers/sheet.js';

/** @typedef {import('./machine.js').Machine} Machine */

/** The largest side of a tile in CSS pixels. */
const MOST = 56;

/** @param {HTMLElement} element @param {Machine} machine @param {{ scope: import('../../shared/scope.js').Scope, chosen: () => number, choose: (unit: number) => void, own: () => boolean }} view `own`: whether each tile has a scale of its own */
export function createFilters(element, machine, { scope, chosen, choose, own }) {
  const { side, hidden } = machine;
  const canvas = element.appendChild(document.createElement('canvas'));
  const frame = element.appendChild(document.createElement('i'));
  frame.className = 'chosen';
  const at = (/** @type {number} */ tile, /** @type {number} */ pixel) => pixel * hidden + tile;
  /** @type {TileSheet | null} */
  let sheet = null;
  scope.onDispose(() => sheet?.free());

  /** As many in a row as there is room for at their largest. */
  function fit() {
    const room = element.clientWidth;
    const columns = Math.max(1, Math.floor(room / (Math.floor(MOST / side) * (side + 1))));
    if (columns !== sheet?.columns) {
      sheet?.free();
      sheet = new TileSheet(canvas, { width: side, height: side, count: hidden, columns, at }, MOST);
    }
    sheet.fit(room);
    paint();
  }

  function paint() {
    if (!sheet) return;
    const weights = machine.core.weights().slice();
    const full = own() ? scaleEach(weights, hidden) : largest(weights);
    sheet.paint(weights, full || 1);
    const { x, y, width } = sheet.window(chosen(), { top: 0, left: 0, size: side });
    Object.assign(frame.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${width}px` });
  }

  scope.onResize(element, () => scope.inFrame(fit));
  scope.onTheme(paint);
  scope.listen(canvas, 'click', ({ offsetX, offsetY }) => {
    const value = sheet?.under(offsetX, offsetY) ?? -1;
    if (value >= 0) choose(value % hidden);
  });
  scope.listen(/** @type {HTMLElement} */ (element.parentElement), 'keydown', (event) => {
    const arrow = arrowOf(event.key);
    if (!arrow) return;
    event.preventDefault();
    const next = chosen() + arrow[0] + arrow[1] * (sheet?.columns ?? 1);
    if (next >= 0 && next < hidden) choose(next);
  });
  fit();
  return { paint };
}

/** @param {Float32Array} weights */
const largest = (weights) => weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0);

/** Divides the weights of each unit by their largest. @param {Float32Array} weights `[visible, hidden]` @param {number} hidden */
function scaleEach(weights, hidden) {
  const most = new Float32Array(hidden);
  weights.forEach((w, i) => {
    most[i % hidden] = Math.max(most[i % hidden], Math.abs(w));
  });
  weights.forEach((w, i) => {
    weights[i] = w / (most[i % hidden] || 1);
  });
  return 1;
}
