// @ts-check
// Lines from a cell to what fed it in the level before: the window it read, or what contributed most.

import { render, svg } from 'lit';

/** @typedef {import('./sheet.js').Box} Box */
/** @typedef {import('../../pkg/gradual.js').CellSummary} CellSummary */
/** @typedef {ReturnType<typeof import('./maps.js').createMaps>} Maps */
/** @typedef {{ box: Box, value: number }} Source `value`: −1 against to 1 for */

/**
 * @param {SVGSVGElement} overlay that lies over all levels
 * @param {{ from: Maps, to: Maps, index: number, cell: CellSummary, products: Float32Array } | null} shown `from`: the level before
 */
export function drawLines(overlay, shown) {
  if (!shown?.from.isOpen || !shown.to.isOpen) return render('', /** @type {any} */ (overlay));
  const { from, to, index } = shown;
  const [cell] = placed(overlay, to.canvas, [to.sheet.box(index)]);
  const found = sources(shown);
  const boxes = placed(
    overlay,
    from.canvas,
    found.map(({ box }) => box),
  );
  render(
    boxes.map((box, i) => line(box, cell, found[i].value)),
    /** @type {any} */ (overlay),
  );
}

/** @param {{ from: Maps, cell: CellSummary, products: Float32Array }} shown @returns {Source[]} */
function sources({ from, cell: { window, largest }, products }) {
  if (window) {
    const maps = Array.from({ length: window.channels }, (_, i) => window.channel + i);
    return maps.map((map) => ({ box: from.sheet.window(map, window), value: 0 }));
  }
  const most = Math.abs(products[largest[0]] ?? 1);
  return largest.map((index) => ({ box: from.sheet.box(index), value: products[index] / most }));
}

/** Boxes on a canvas as boxes on the overlay. @param {SVGSVGElement} overlay @param {HTMLCanvasElement} canvas @param {Box[]} boxes */
function placed(overlay, canvas, boxes) {
  const [ground, own] = [overlay.getBoundingClientRect(), canvas.getBoundingClientRect()];
  return boxes.map((box) => ({ ...box, x: box.x + own.x - ground.x, y: box.y + own.y - ground.y }));
}

/** @param {Box} from @param {Box} to @param {number} value */
function line(from, to, value) {
  const kind = value === 0 ? 'window' : value < 0 ? 'against' : 'for';
  return svg`<g class=${kind} stroke-width=${1 + Math.abs(value)}>
    <rect x=${from.x - 1} y=${from.y - 1} width=${from.width + 2} height=${from.height + 2}></rect>
    <line x1=${from.x + from.width / 2} y1=${from.y + from.height} x2=${to.x + to.width / 2} y2=${to.y}></line>
  </g>`;
}
