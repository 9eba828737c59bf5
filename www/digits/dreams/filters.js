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
  const sheet = new TileSheet(canvas, { width: side, height: side, count: hidden, at }, MOST);
  scope.onDispose(() => sheet.free());

  function paint() {
    const weights = machine.core.weights().slice();
    const full = own() ? scaleEach(weights, hidden) : largest(weights);
    sheet.paint(weights, full || 1);
    const { x, y, width } = sheet.window(chosen(), { top: 0, left: 0, size: side });
    Object.assign(frame.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${width}px` });
  }

  const fit = () => {
    sheet.fit(element.clientWidth);
    paint();
  };
  scope.onResize(element, () => scope.inFrame(fit));
  scope.onTheme(paint);
  scope.listen(canvas, 'click', ({ offsetX, offsetY }) => {
    const value = sheet.under(offsetX, offsetY);
    if (value >= 0) choose(value % hidden);
  });
  scope.listen(/** @type {HTMLElement} */ (element.parentElement), 'keydown', (event) => {
    const arrow = arrowOf(event.key);
    if (!arrow) return;
    event.preventDefault();
    const next = chosen() + arrow[0] + arrow[1] * sheet.columns;
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
