// @ts-check
// One cell in numbers: what it read, times its weights, added up, and what the activation made of it.

import './cell-card.css';
import { html, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { css, diverging } from '../../shared/colour.js';
import { compact, fixed, percent } from '../../shared/numbers.js';
import { radio } from '../../shared/radios.js';
import { named } from '../../shared/unique.js';
import { backward } from './backward.js';
import { inWords, mapTiles, placeInWords } from './levels.js';
import { TileSheet } from './sheet.js';
import { slider } from './slide.js';

/** @typedef {import('../../pkg/gradual.js').CellSummary} CellSummary */
/** @typedef {import('../../pkg/gradual.js').CellWindow} CellWindow */
/** @typedef {import('./levels.js').Level} Level */
/**
 * @typedef {object} Reading a cell and what it read, in copies
 * @property {Level} level
 * @property {Level} before
 * @property {number} index
 * @property {CellSummary} cell
 * @property {Float32Array} inputs
 * @property {Float32Array} weights
 * @property {Float32Array} products
 * @property {number} digit what the drawing is taken for on the way back
 * @property {import('../../pkg/gradual.js').CellBack} back
 * @property {Float32Array} gradient ∂E/∂w of its weights, in the order of `inputs`
 * @property {number} map which of the maps it read is shown
 * @property {boolean} pinned
 * @property {boolean} sliding whether its window slides by itself
 */
/** @typedef {{ pin: () => void, close: () => void, choose: (map: number) => void, slide: (index: number) => void, play: () => void }} Actions */

/** Colours behind numbers are half as strong, so that one can read these. */
const BEHIND = 0.5;

/** The largest side of a map of contributions, and the card's padding, in CSS pixels. */
const [MOST, PADDING] = [84, 12];

/** Sums in three decimals add up before one's eyes. @param {number} value */
const exact = (value) => fixed(value, 3);

/** @param {Reading | null} reading @param {Actions} actions */
export function cellCard(reading, actions) {
  if (!reading)
    return html`<p class="hint">Click a cell of any map, or walk with the arrow keys, to see how its number came about.</p>`;
  const { level, index, pinned } = reading;
  return html`
    <header>
      <h3>${level.name}, ${placeInWords(level, index)}</h3>
      <button type="button" aria-pressed=${pinned} @click=${actions.pin}>${pinned ? 'Unpin' : 'Pin'}</button>
      <button type="button" class="quiet" aria-label="Close the cell" @click=${actions.close}>✕</button>
    </header>
    ${slider(reading, actions)} ${arithmetic(reading, actions)} ${backward(reading)}
  `;
}

/**
 * Paints what a dense unit's inputs contributed, where the card has a picture of that.
 * @param {HTMLElement} card @param {number} room its width in CSS pixels @param {Reading} reading
 */
export function paintContributions(card, room, { before, products, cell }) {
  const canvas = /** @type {HTMLCanvasElement | null} */ (card.querySelector('.contributions'));
  if (!canvas) return;
  const sheet = new TileSheet(canvas, mapTiles(before), MOST);
  sheet.fit(room - 2 * PADDING);
  sheet.paint(products, Math.abs(products[cell.largest[0]]));
  sheet.free();
}

/** @param {Reading} reading @param {Actions} actions */
function arithmetic(reading, actions) {
  const kind = reading.level.layer?.kind;
  if (kind === 'convolution') return convolution(reading, actions);
  if (kind === 'max-pool' || kind === 'average-pool') return pool(reading);
  if (kind === 'dense') return dense(reading);
  return html`<p>Ink: <b>${exact(reading.cell.h)}</b>, from 0 (paper) to 1.</p>`;
}

/** @param {Reading} reading @param {Actions} actions */
function convolution(reading, actions) {
  const { cell, before, map, inputs, weights, products } = reading;
  const window = /** @type {CellWindow} */ (cell.window);
  const part = { window, before, map };
  const read = before.maps > 1 ? `map ${map + 1} of ${before.name}` : before.name;
  return html`
    ${before.maps > 1 ? channels(reading, actions) : nothing}
    <div class="side-by-side">
    <div class="equation">
      ${grid('Patch', inputs, part)}<span aria-hidden="true">×</span>${grid('Filter', weights, part)}
    </div>
    <div class="equation">
      <span aria-hidden="true">=</span>${grid('Products', products, part)}
      <p>Σ of ${read} <b class="sum">${exact(cell.sums[map])}</b></p>
    </div>
    </div>
    ${total(reading)}
    <p class="hint">Hatched: beyond the border, where everything counts as 0.</p>
  `;
}

/** Which of the maps before is shown, each with its sum. @param {Reading} reading @param {Actions} actions */
function channels({ cell, map }, { choose }) {
  const one = (/** @type {string} */ group, /** @type {number} */ sum, /** @type {number} */ i) => html`<label
    >${radio(group, { checked: i === map, choose: () => choose(i) })}<span>${i + 1}<small>${compact(sum)}</small></span></label
  >`;
  const all = (/** @type {string} */ group) => html`<fieldset class="channels">
    <legend>Map read, with its sum</legend>
    ${cell.sums.map((sum, i) => one(group, sum, i))}
  </fieldset>`;
  return named(all);
}

/** z and h: the sums of all maps, the bias and the activation. @param {Reading} reading */
function total({ cell, level, before }) {
  const { sums, bias, z, h } = cell;
  const sum = sums.reduce((total, part) => total + part, 0);
  const activation = level.layer?.activation ?? 'identity';
  const all = sums.length > 1 ? html`<p>Σ of all ${before.maps} maps <b class="total">${exact(sum)}</b></p>` : nothing;
  return html`${all}
    <p class="result">
      Σ <b class="total">${exact(sum)}</b> + bias <b class="bias">${exact(bias ?? 0)}</b> = <i>z</i>
      <b class="z">${exact(z)}</b>
      <span class="then">→ ${inWords(activation)} → <b class="h">${level.isOutput ? percent(h) : exact(h)}</b></span>
    </p>`;
}

/** @param {Reading} reading */
function pool({ cell, before, inputs }) {
  const window = /** @type {CellWindow} */ ({ ...cell.window, channel: 0 });
  const what = cell.taken === null ? 'The mean of these' : 'The largest of these';
  return html`<div class="equation">
    ${grid('Window', inputs, { window, before, map: 0, taken: cell.taken })}
    <p>${what}: <b class="h">${exact(cell.h)}</b></p>
  </div>`;
}

/** @param {Reading} reading */
function dense(reading) {
  const { cell, before, inputs, weights, products, level } = reading;
  const row = (/** @type {number} */ i) => html`<tr>
    <th scope="row">${placeInWords(before, i)}</th>
    <td>${compact(inputs[i])}</td>
    <td>${compact(weights[i])}</td>
    <td style=${ground(products[i], products[cell.largest[0]])}>${exact(products[i])}</td>
  </tr>`;
  const left = before.count - cell.largest.length;
  const picture = html`<figure>
    <canvas class="contributions" role="img" aria-label="What each value of ${before.name} contributed"></canvas>
    <figcaption class="hint">What each value of ${before.name} contributed</figcaption>
  </figure>`;
  return html`
    <div class="side-by-side">
    ${before.isPicture ? picture : nothing}
    <table class="counted">
      <caption>What counted most of ${before.count} values</caption>
      <thead><tr><th scope="col">${before.name}</th><th scope="col">value</th><th scope="col">× weight</th><th scope="col">= product</th></tr></thead>
      <tbody>${cell.largest.map(row)}</tbody>
    </table>
    </div>
    ${left > 0 ? html`<p class="hint">and ${left} smaller ones</p>` : nothing}
    ${total(reading)}
    ${level.isOutput ? html`<p class="hint"><i>z</i> is the logit; softmax turns all ten into shares: eᶻ / Σ eᶻ.</p>` : nothing}
  `;
}

/**
 * Values of one map in the window, as a table of numbers on their colours.
 * @param {string} name @param {Float32Array} values
 * @param {{ window: CellWindow, before: Level, map: number, taken?: number | null }} part
 */
export function grid(name, values, { window, before, map, taken = null }) {
  const { size, channels } = window;
  const at = (/** @type {number} */ i, /** @type {number} */ j) => (i * size + j) * channels + map;
  const shown = values.filter((_, i) => i % channels === map);
  const full = Math.max(...shown.map(Math.abs));
  const cell = (/** @type {number} */ i, /** @type {number} */ j) => {
    const kind = at(i, j) === taken ? 'taken' : isInside(window, before, i, j) || name !== 'Patch' ? '' : 'beyond';
    return html`<td class=${kind} style=${ground(values[at(i, j)], full)}>${compact(values[at(i, j)])}</td>`;
  };
  const side = Array.from({ length: size }, (_, i) => i);
  return html`<table class="grid">
    <caption>${name}</caption>
    <tbody>${side.map((i) => html`<tr>${side.map((j) => cell(i, j))}</tr>`)}</tbody>
  </table>`;
}

/** @param {CellWindow} window @param {Level} before @param {number} i @param {number} j */
function isInside({ top, left }, { width, height }, i, j) {
  return top + i >= 0 && left + j >= 0 && top + i < height && left + j < width;
}

/** @param {number} value @param {number} full the value whose colour is full */
function ground(value, full) {
  return styleMap({ 'background-color': css(diverging((BEHIND * value) / (Math.abs(full) || 1))) });
}
