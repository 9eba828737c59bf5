// @ts-check
// The places of the Digits lab, which the lab fills.

import { html, nothing } from 'lit';
import { percent } from '../shared/quality.js';
import { count } from './data.js';

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
          ${models.map(modelPanel)}
        </section>
        <section class="panel progress-panel" aria-label="How it goes">
          <p class="hint">Solid: test digits. Dashed: training digits.</p>
          <h2>Loss</h2>
          <div class="loss-place"></div>
          <h2>Accuracy</h2>
          <div class="accuracy-place"></div>
        </section>
        <section class="panel own" aria-label="Your digits"></section>
        <section class="panel layers" aria-label="What each layer saw"></section>
        <section class="panel hidden-map" aria-label="How the last hidden layer sorts the digits"></section>
        <section class="panel judge" aria-label="How good are they?"></section>
      </div>
    </div>
    <p class="hint credit">
      The digits are MNIST by Yann LeCun and Corinna Cortes
      (<a href="https://creativecommons.org/licenses/by-sa/3.0/">CC BY-SA 3.0</a>).
    </p>
  </div>`;
}

/** @param {ModelConfig} model @param {number} i */
function modelPanel({ name, hidden }, i) {
  return html`<article class="panel model-${i}" aria-label=${name}>
    <header>
      <h2>${name}</h2>
      <p class="hint shape-${i}"></p>
    </header>
    <div class="bars-${i}"></div>
    <div class="standing standing-${i}"></div>
    <div class="open-${i}"></div>
    ${hidden.length > 0 ? html`<small class="hint">A change restarts all models.</small>` : nothing}
    <details>
      <summary>Settings</summary>
      <div class="folded-${i}"></div>
    </details>
  </article>`;
}

/** How good a model is, and why it stopped when it has. @param {import('../pkg/gradual.js').ModelReport} model */
export function standing({ heldOut, stopped }) {
  return html`
    ${
      heldOut
        ? html`<p class="accuracy"><strong>${percent(heldOut.accuracy)}</strong> right <span>of ${count(heldOut.examples)} test digits</span></p>`
        : nothing
    }
    ${stopped ? html`<p class="stopped" role="alert">${stopped}</p>` : nothing}
  `;
}
