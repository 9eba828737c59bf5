// @ts-check
// The places of the Points lab, which its parts fill.

import { html } from 'lit';

export function layout() {
  return html`<div class="bar-place"></div>
    <div class="line"></div>
    <div class="notice-place"></div>
    <div class="points-grid">
      <section class="panel data" aria-label="Data">
        <div class="sets-place"></div>
        <div class="own-place"></div>
        <div class="amounts-place"></div>
      </section>
      <div class="models"></div>
      <section class="panel progress-panel" aria-label="How it goes">
        <header>
          <h2>Loss</h2>
          <p class="hint">Solid: held out. Dashed: training.</p>
        </header>
        <div class="curve-place"></div>
        <div class="timeline" role="group" aria-label="Past of the run"></div>
        <div class="scores-place" tabindex="0" role="group" aria-label="Scores"></div>
        <div class="confusions-place"></div>
      </section>
    </div>
    <div class="panel inside" role="region" aria-label="Look inside"></div>
    <div class="sections"></div>`;
}
