// @ts-check
// The weights of all hidden units, a tile each, orange below and blue above: walked by arrow keys, chosen by a click.

import { arrowOf } from '../../shared/arrows.js';
import { TileSheet } from '../layers/sheet.js';

/** @typedef {import('./machine.js').Machine} Machine */
/** How tiles stand: by number, by how often units are on now, or as they stood. @typedef {'number' | 'activity' | 'frozen'} Order */

/** The largest side of a tile in CSS pixels, of digits and of what has few pixels. */
const [MOST, SMALL] = [56, 40];

/** Where there is less room, as on a phone, each pixel is one. */
const NARROW = 440;

/** @param {HTMLElement} element @param {Machine} machine @param {{ scope: import('../../shared/scope.js').Scope, chosen: () => number, choose: (unit: number) => void, own: () => boolean, order: () => Order }} view `own`: whether each tile has a scale of its own */
export function createFilters(element, machine, { scope, chosen, choose, own, order }) {
  const { side, hidden, core } = machine;
  const size = side ** 2;
  const canvas = element.appendChild(document.createElement('canvas'));
  const frame = element.appendChild(document.createElement('i'));
  frame.className = 'chosen';
  const at = (/** @type {number} */ tile, /** @type {number} */ pixel) => tile * size + pixel;
  /** @type {TileSheet | null} */
  let sheet = null;
  scope.onDispose(() => sheet?.free());

  /** As many in a row as there is room for at their largest, or a few less where rows then come out even. */
  function fit() {
    const room = element.clientWidth;
    const largest = side < 10 ? SMALL : room < NARROW ? side : MOST;
    const most = Math.max(1, Math.min(hidden, Math.floor(room / (Math.floor(largest / side) * (side + 1)))));
    const few = [most, most - 1].find((columns) => columns > 0 && hidden % columns === 0);
    const columns = few ?? most;
    if (columns !== sheet?.columns) {
      sheet?.free();
      sheet = new TileSheet(canvas, { width: side, height: side, count: hidden, columns, at }, largest);
    }
    sheet.fit(room);
    paint();
  }

  /** The unit of each tile, and the tile of the chosen one. */
  const units = () => core.order();
  const place = () => units().indexOf(chosen());

  function paint() {
    if (!sheet) return;
    if (order() !== 'frozen') core.sort(order() === 'activity');
    sheet.paint(core.filters(own()), 1);
    const { x, y, width } = sheet.window(place(), { top: 0, left: 0, size: side });
    Object.assign(frame.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${width}px` });
  }

  scope.onResize(element, () => scope.inFrame(fit));
  scope.onTheme(paint);
  scope.listen(canvas, 'click', ({ offsetX, offsetY }) => {
    const value = sheet?.under(offsetX, offsetY) ?? -1;
    if (value >= 0) choose(units()[Math.floor(value / size)]);
  });
  scope.listen(/** @type {HTMLElement} */ (element.parentElement), 'keydown', (event) => {
    const arrow = arrowOf(event.key);
    if (!arrow) return;
    event.preventDefault();
    const next = place() + arrow[0] + arrow[1] * (sheet?.columns ?? 1);
    if (next >= 0 && next < hidden) choose(units()[next]);
  });
  fit();
  return { paint };
}
