// @ts-check
// What a layer looks for: its weights as pictures, side by side on one sheet. Blue speaks for it, orange against it.

import { html, nothing, render } from 'lit';
import { Layers } from '../../pkg/gradual_rest.js';
import { fold as folded } from '../../shared/fold.js';
import { owned } from '../../shared/owned.js';
import { legend } from './legend.js';
import { TileSheet } from './sheet.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../pkg/gradual.js').LayerShape} LayerShape */
/** @typedef {import('./levels.js').Level} Level */
/** @typedef {import('./sheet.js').Tiles} Tiles */

/** Pictures on a sheet at most. */
const PICTURES = 160;

/** The largest side of a picture, in CSS pixels. */
const MOST = { filter: 40, template: 84, many: 32 };

/** More pictures than this are many. */
const MANY = 20;

/**
 * @param {HTMLElement} element
 * @param {{ model: number, name: string, number: number, level: Level, before: Level, toggle: (open: boolean) => void }} options
 * `number`: the layer's
 * @param {import('../../shared/scope.js').Scope} scope
 */
export function createFilters(element, { model, name, number, level, before, toggle }, scope) {
  const layer = /** @type {LayerShape} */ (level.layer);
  const tiles = layer.kind === 'convolution' ? filters(layer, before) : templates(layer, before);
  const label = `Weights: ${name}, ${number === 0 ? firstLayer(level) : level.name.toLowerCase()}`;
  const named = level.isOutput && before.maps === 1;
  let isOpen = false;
  const fold = (/** @type {boolean} */ open) => {
    isOpen = open;
    render(template({ label, caption: caption(level, before, tiles.shown), open, named, toggle }), element);
  };
  fold(isOpen);
  const canvas = /** @type {HTMLCanvasElement} */ (element.querySelector('canvas'));
  const sheet = owned(scope, new TileSheet(canvas, tiles, most(layer, tiles)));
  return {
    number,
    /** Shows or hides the pictures. */
    fold,
    /** @param {number} room */
    fit(room) {
      sheet.fit(room);
      canvas.parentElement?.style.setProperty('--columns', String(sheet.columns));
    },
    /** @param {Race} race */
    paint(race) {
      if (!isOpen) return;
      const full = Layers.fullWeight(race, model, number);
      sheet.paint(race.parameters(model).subarray(layer.weights, layer.biases), full);
      render(legend({ min: -full, max: full }), /** @type {HTMLElement} */ (element.querySelector('.range')));
    },
  };
}

/** @param {LayerShape} layer @param {Tiles} tiles */
function most({ kind }, { count }) {
  if (kind === 'convolution') return MOST.filter;
  return count > MANY ? MOST.many : MOST.template;
}

/** @param {Level} level */
function firstLayer({ isOutput, layer }) {
  if (isOutput) return 'ten templates';
  return layer?.kind === 'convolution' ? 'first layer' : 'hidden layer';
}

/** A convolution's stand filter by filter: a row for each map that comes in. @param {LayerShape} layer @param {Level} before */
function filters({ kernel, shape }, { maps }) {
  const [side, count] = [kernel ?? 1, shape?.channels ?? 1];
  const at = (/** @type {number} */ tile, /** @type {number} */ pixel) =>
    ((tile % count) * side * side + pixel) * maps + Math.floor(tile / count);
  return {
    width: side,
    height: side,
    count: count * maps,
    columns: maps > 1 ? count : undefined,
    at,
    shown: count,
    channels: maps,
  };
}

/** A dense layer's stand input by input. @param {LayerShape} layer @param {Level} before */
function templates({ inputs, outputs }, { width, height, maps }) {
  const shown = Math.max(1, Math.min(outputs, Math.floor(PICTURES / maps)));
  const at = (/** @type {number} */ tile, /** @type {number} */ pixel) => {
    const input = pixel * maps + Math.floor(tile / shown);
    return input < inputs ? input * outputs + (tile % shown) : -1;
  };
  return { width, height, count: shown * maps, columns: maps > 1 ? shown : undefined, at, shown };
}

/** @param {Level} level @param {Level} before @param {number} shown how many units */
function caption({ layer, isOutput, count }, before, shown) {
  if (layer?.kind === 'convolution') return `${shown} filters of ${layer.kernel} × ${layer.kernel}${rows(before)}`;
  if (isOutput && before.name === 'Input') return 'Ten templates, one for each digit';
  const units = shown < count ? `the first ${shown} of ${count} units` : `${count} units`;
  return `Weights of ${units}${before.isPicture ? rows(before) : `, each over the ${before.count} before`}`;
}

/** @param {Level} before */
function rows({ maps }) {
  return maps > 1 ? `, a row for each of the ${maps} maps before` : '';
}

/**
 * @param {{ label: string, caption: string, open: boolean, named: boolean, toggle: (open: boolean) => void }} options
 * `named`: with a digit in the corner of each picture
 */
function template({ label, caption, open, named, toggle }) {
  const digits = Array.from({ length: 10 }, (_, digit) => html`<span class="corner">${digit}</span>`);
  return html`<details class="filters" ${folded(open, toggle)}>
    <summary>${caption} <span class="range"></span></summary>
    <div class="named">
      <canvas role="img" aria-label=${label}></canvas>
      ${named ? html`<div aria-hidden="true">${digits}</div>` : nothing}
    </div>
  </details>`;
}
