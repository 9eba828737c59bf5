// @ts-check
// Lines from a cell to what fed it in the level before: the window it read, or what contributed most.

import { render, svg } from 'lit';

/** @typedef {import('./sheet.js').Box} Box */
/** @typedef {import('../../pkg/gradual.js').CellSummary} CellSummary */
/** @typedef {ReturnType<typeof import('./maps.js').createMaps>} Maps */
/** @typedef {{ box: Box, value: number }} Source `value`: −1 against to 1 for */

/** A level's maps, and where their canvas stands on the overlay. @typedef {{ maps: Maps, corner: { x: number, y: number } }} Placed */

/**
 * @param {SVGSVGElement} overlay that lies over all levels
 * @param {{ from: Placed, to: Placed, index: number, cell: CellSummary, products: Float32Array } | null} shown `from`: the level before
 */
export function drawLines(overlay, shown) {
  if (!shown?.from.maps.isOpen || !shown.to.maps.isOpen) return render('', /** @type {any} */ (overlay));
  const { from, to, index } = shown;
  const cell = placed(to, to.maps.sheet.box(index));
  render(
    sources(shown).map(({ box, value }) => line(placed(from, box), cell, value)),
    /** @type {any} */ (overlay),
  );
}

/** @param {{ from: Placed, cell: CellSummary, products: Float32Array }} shown @returns {Source[]} */
function sources({ from, cell: { window, largest }, products }) {
  const { sheet } = from.maps;
  if (window) {
    const maps = Array.from({ length: window.channels }, (_, i) => window.channel + i);
    return maps.map((map) => ({ box: sheet.window(map, window), value: 0 }));
  }
  const most = Math.abs(products[largest[0]] ?? 1);
  return largest.map((index) => ({ box: sheet.box(index), value: products[index] / most }));
}

/** A box on a canvas as one on the overlay. @param {Placed} canvas @param {Box} box @returns {Box} */
function placed({ corner }, box) {
  return { ...box, x: box.x + corner.x, y: box.y + corner.y };
}

/** @param {Box} from @param {Box} to @param {number} value */
function line(from, to, value) {
  const kind = value === 0 ? 'window' : value < 0 ? 'against' : 'for';
  return svg`<g class=${kind} stroke-width=${1 + Math.abs(value)}>
    <rect x=${from.x - 1} y=${from.y - 1} width=${from.width + 2} height=${from.height + 2}></rect>
    <line x1=${from.x + from.width / 2} y1=${from.y + from.height} x2=${to.x + to.width / 2} y2=${to.y}></line>
  </g>`;
}
