// @ts-check
// The places of the Digits lab, which its parts fill.

import { html } from 'lit';
import { sections } from './sections.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */

/** @param {ModelConfig[]} models */
export function layout(models) {
  return html`<div class="digits lab">
    <div class="bar-place"></div>
    <div class="line">
      <p class="what"></p>
      <div class="data-place"></div>
    </div>
    <div class="begin begin-place"></div>
    <div class="notice-place"></div>
    <div class="digits-grid">
      <section class="panel sketch" aria-label="Drawing"></section>
      <div class="digits-rest">
        <section class="guesses" aria-label="Guesses">
          <div class="words-place"></div>
          ${models.map(({ name }, i) => html`<article class="panel model-${i}" aria-label=${name}></article>`)}
        </section>
        ${sections.map(({ name, label }) => html`<section class="panel ${name}" aria-label=${label}></section>`)}
      </div>
    </div>
    <p class="hint credit">
      The digits are MNIST by Yann LeCun and Corinna Cortes
      (<a href="https://creativecommons.org/licenses/by-sa/3.0/">CC BY-SA 3.0</a>).
    </p>
  </div>`;
}
