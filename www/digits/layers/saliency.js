// @ts-check
// Which pixels spoke for a digit and which against it: weights or gradient, times ink, is what each pixel said.

import { html, render } from 'lit';
import { palette } from '../../shared/colour.js';
import { paintPixels, SIDE } from '../pixels.js';
import { legend, short } from './legend.js';
import { createSheet } from './sheet.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../pkg/gradual.js').Evidence} Evidence */

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

/** @param {HTMLElement} element @param {(digit: number) => void} choose */
export function createSaliency(element, choose) {
  render(template(choose), element);
  const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
  const [ink, gradient, spoke] = /** @type {HTMLCanvasElement[]} */ ([...element.querySelectorAll('canvas')]);
  const sheets = [gradient, spoke].map((canvas) => createSheet(canvas, picture, MOST));
  const radios = /** @type {HTMLInputElement[]} */ ([...element.querySelectorAll('input')]);
  const context = /** @type {CanvasRenderingContext2D} */ (ink.getContext('2d'));

  return {
    /** @param {number} room */
    fit(room) {
      for (const sheet of sheets) sheet.fit((room - SIGNS) / 3);
      ink.style.width = spoke.style.width;
    },
    /** @param {Race} race @param {{ model: number, digit: number, isLinear: boolean, image: Float32Array }} what */
    paint(race, { model, digit, isLinear, image }) {
      const evidence = race.explain(model, digit);
      radios[digit].checked = true;
      sheets[0].paint(race.saliencyGradient(), evidence.largestGradient);
      sheets[1].paint(race.saliencyProducts(), evidence.largestProduct);
      paintPixels(context, image, palette().ink);
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

/** @param {(digit: number) => void} choose */
function template(choose) {
  const radio = (/** @type {number} */ digit) => html`<label
    ><input type="radio" name="why" aria-label="Why: ${digit}" @change=${() => choose(digit)} /><span>${digit}</span></label
  >`;
  return html`
    <h3>Which pixels spoke</h3>
    <div class="why">
      <span>Why</span>
      <div class="segmented" role="radiogroup" aria-label="Why this digit">${Array.from({ length: 10 }, (_, digit) => radio(digit))}</div>
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
  return html`All pixels ${short(sum)} + bias ${short(rest)} = logit <b>${short(logit)}</b> for ${digit}.`;
}

/** @param {Evidence} evidence @param {number} digit */
function bent({ sum, rest, logit }, digit) {
  return html`All pixels ${short(sum)} + biases and bends ${short(rest)} = logit <b>${short(logit)}</b> for ${digit}.`;
}
