// @ts-check
// One hidden unit: its weights, both statistics of the last batch, the digits that switch it on, and one weight under the glass.

import { html } from 'lit';
import { arrowOf } from '../../shared/arrows.js';
import { percent, precise } from '../../shared/numbers.js';
import { histogramOf } from './histogram.js';
import { paintInk, paintSigned } from './pictures.js';

/** @typedef {import('./machine.js').Machine} Machine */

/** How many examples that switch it on are shown. */
const MOST = 9;

/** What the three pictures are. */
const PICTURES = ['Weights', '⟨v h⟩ of the data', '⟨v h⟩ of the model'];

/** @param {{ machine: Machine, unit: number, pixel: number, choosePixel: (pixel: number) => void }} view */
export function unitCard({ machine, unit, pixel, choosePixel }) {
  const { core, side } = machine;
  const { weight, data, model, difference, update } = core.weight(pixel, unit);
  const { rate, bias, rates } = core.unitReport(unit);
  const key = (/** @type {KeyboardEvent} */ event) => {
    const arrow = arrowOf(event.key);
    if (!arrow) return;
    event.preventDefault();
    const next = pixel + arrow[0] + arrow[1] * side;
    if (next >= 0 && next < side * side) choosePixel(next);
  };
  const point = (/** @type {PointerEvent & { target: HTMLElement }} */ { offsetX, offsetY, target }) => {
    if (!(target instanceof HTMLCanvasElement)) return;
    const [x, y] = [offsetX / target.clientWidth, offsetY / target.clientHeight].map((share) =>
      Math.floor(side * share),
    );
    choosePixel(Math.min(side * side - 1, Math.max(0, y * side + x)));
  };
  return html`<h3>Hidden unit ${unit + 1}</h3>
    <p class="hint">On for ${percent(rate)} of the examples, bias ${precise(bias)}. Blue: ink there switches it on; orange: off. Click a pixel to see its weight, or go there with the arrow keys.</p>
    <div class="unit-pictures" role="application" aria-label="Pixels of hidden unit ${unit + 1}" tabindex="0" @keydown=${key} @click=${point}>
      ${PICTURES.map((name) => html`<figure><canvas role="img" aria-label=${name}></canvas><figcaption>${name}</figcaption></figure>`)}
    </div>
    <p class="one-weight">Pixel ${(pixel % side) + 1}, ${Math.floor(pixel / side) + 1}: w = ${precise(weight)}. In the last batch ⟨v h⟩ was
      ${precise(data)} driven by the data and ${precise(model)} by the model itself: a difference of ${precise(difference)}, of which came an update of ${precise(update)}.</p>
    <p class="hint">⟨v h⟩ says how often pixel and unit are on together; a weight follows the difference. The unit is switched on the most by</p>
    <div class="unit-examples"><canvas role="img" aria-label="Examples that switch the unit on the most"></canvas></div>
    ${histogramOf('How sure it is to be on, over the examples', rates)}`;
}

/** Paints what the card shows. @param {HTMLElement} element @param {{ machine: Machine, unit: number, pixel: number }} view */
export function paintUnit(element, { machine, unit, pixel }) {
  const { core, side } = machine;
  const size = side * side;
  const values = core.unit(unit).slice();
  const [weights, data, model] = [0, 1, 2].map((i) => values.subarray(i * size, (i + 1) * size));
  const canvases = /** @type {HTMLCanvasElement[]} */ (Array.from(element.querySelectorAll('.unit-pictures canvas')));
  paintSigned(canvases[0], weights, side);
  paintInk(canvases[1], data, side);
  paintInk(canvases[2], model, side);
  for (const canvas of canvases) mark(canvas, pixel, side);
  const examples = /** @type {HTMLCanvasElement} */ (element.querySelector('.unit-examples canvas'));
  paintInk(examples, core.surest(unit, MOST), side, MOST);
}

/** A frame of light and dark around a pixel, on any ground. @param {HTMLCanvasElement} canvas @param {number} pixel @param {number} side */
function mark(canvas, pixel, side) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const [x, y] = [pixel % side, Math.floor(pixel / side)];
  context.strokeStyle = 'black';
  context.strokeRect(x - 0.5, y - 0.5, 2, 2);
  context.strokeStyle = 'white';
  context.strokeRect(x, y, 1, 1);
}
