// @ts-check
// Teach: ten buttons that name what is on the pad.

import { html } from 'lit';
import { count } from '../../shared/numbers.js';

/** The digits there are. */
export const labels = Array.from({ length: 10 }, (_, label) => label);

/**
 * @param {{ counts: number[], why: string | null }} state how many there are of each; why nothing can be taught now
 * @param {(label: number) => void} teach
 */
export function teachRow({ counts, why }, teach) {
  const button = (/** @type {number} */ label) => html`<div>
    <button type="button" aria-label="Teach ${label}" ?disabled=${why !== null} @click=${() => teach(label)}>${label}</button>
    <small class="hint">${count(counts[label])}<span class="visually-hidden"> of ${label}</span></small>
  </div>`;
  return html`
    <p class="teach-what">${why ?? 'What is on the pad is a …'}</p>
    <div class="teach" role="group" aria-label="Teach">${labels.map(button)}</div>
  `;
}
