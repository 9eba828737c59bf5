// @ts-check
// Which pixels spoke for a digit and which against it: weights or gradient, times ink, is what each pixel said.

import './saliency.css';
import { html, render } from 'lit';
import { compact } from '../../shared/numbers.js';
import { owned } from '../../shared/owned.js';
import { radioGroup } from '../../shared/radios.js';
import { paintPixels } from '../pixels.js';
import { SIDE } from '../side.js';
import { legend } from './legend.js';
import { TileSheet } from './sheet.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../pkg/gradual.js').Evidence} Evidence */
/** @typedef {import('../../pkg/gradual.js').Layers} Layers */

/** CSS pixels on a side. */
const MOST = 112;

/** What the signs between the pictures take. */
const SIGNS = 54;

/** One picture of the input's size. */
const picture = {
  width: SIDE,
  height: SIDE,
  count: 1,
  columns: 1,
  at: (/** @type {number} */ _, /** @type {number} */ pixel) => pixel,
};

/** @param {HTMLElement} element @param {(digit: number | null) => void} choose @param {import('../../shared/scope.js').Scope} scope */
export function createSaliency(element, choose, scope) {
  render(template(), element);
  const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
  const [ink, gradient, spoke] = /** @type {HTMLCanvasElement[]} */ ([...element.querySelectorAll('canvas')]);
  const sheets = [gradient, spoke].map((canvas) => owned(scope, new TileSheet(canvas, picture, MOST)));
  const show = (/** @type {number | null} */ chosen) =>
    render(radioGroup({ label: 'Why this digit', choices, chosen, choose }), find('.why-digit'));
  show(null);
  const context = /** @type {CanvasRenderingContext2D} */ (ink.getContext('2d'));

  return {
    /** @param {number} room */
    fit(room) {
      for (const sheet of sheets) sheet.fit((room - SIGNS) / 3);
      ink.style.width = spoke.style.width;
    },
    /** @param {Race} race @param {{ layers: Layers, model: number, digit: number, isLinear: boolean, image: Float32Array }} what */
    paint(race, { layers, model, digit, isLinear, image }) {
      const evidence = layers.explain(race, model, digit);
      show(digit);
      sheets[0].paint(layers.gradient(), evidence.largestGradient);
      sheets[1].paint(layers.products(), evidence.largestProduct);
      paintPixels(context, image);
      spoke.ariaLabel = `Which pixels spoke for or against ${digit}`;
      render(isLinear ? 'weights' : 'gradient', find('.gradient-name'));
      render(isLinear ? linear(evidence, digit) : bent(evidence, digit), find('.sentence'));
      const full = evidence.largestProduct;
      render(legend({ min: -full, max: full }), find('.range'));
    },
    clear() {
      for (const sheet of sheets) sheet.clear();
      context.clearRect(0, 0, SIDE, SIDE);
      render('Draw a digit to see which of its pixels speak for a guess.', find('.sentence'));
      render('', find('.range'));
    },
  };
}

/** @type {import('../../shared/radios.js').Choice<number | null>[]} */
const choices = Array.from({ length: 10 }, (_, digit) => ({ value: digit, face: digit, label: `Why: ${digit}` }));

function template() {
  return html`
    <h3>Which pixels spoke</h3>
    <div class="why">
      <span>Why</span>
      <div class="why-digit"></div>
    </div>
    <div class="equation">
      <figure><canvas class="ink" role="img" aria-label="The ink" width=${SIDE} height=${SIDE}></canvas><figcaption>ink</figcaption></figure>
      <span aria-hidden="true">×</span>
      <figure><canvas role="img" aria-label="What more ink would do"></canvas><figcaption class="gradient-name"></figcaption></figure>
      <span aria-hidden="true">=</span>
      <figure><canvas role="img" aria-label="Which pixels spoke"></canvas><figcaption class="range"></figcaption></figure>
    </div>
    <p class="sentence" role="status" aria-label="What the pixels add up to"></p>
    <p class="hint"><span class="swatch for"></span> for it, <span class="swatch against"></span> against it.</p>
  `;
}

/** @param {Evidence} evidence @param {number} digit */
function linear({ sum, rest, logit }, digit) {
  return html`All pixels ${compact(sum)} + bias ${compact(rest)} = logit <b>${compact(logit)}</b> for ${digit}.`;
}

/** @param {Evidence} evidence @param {number} digit */
function bent({ sum, rest, logit }, digit) {
  return html`All pixels ${compact(sum)} + biases and bends ${compact(rest)} = logit <b>${compact(logit)}</b> for ${digit}.`;
}
