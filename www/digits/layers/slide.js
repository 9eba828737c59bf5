// @ts-check
// The window slides: the same filter, place after place of one map, row by row.

import { html, nothing } from 'lit';
import { placeInWords } from './levels.js';

/** @typedef {import('./cell.js').Reading} Reading */

/**
 * Where the window of a cell of a map lies, to be moved by hand or by itself.
 * @param {Reading} reading @param {{ slide: (index: number) => void, play: () => void }} actions
 */
export function slider({ level, index, cell, sliding }, { slide, play }) {
  if (!cell.window) return nothing;
  const { maps, width, height } = level;
  const [map, place, last] = [index % maps, Math.floor(index / maps), width * height - 1];
  const to = (/** @type {number} */ place) => slide(place * maps + map);
  return html`<div class="slide" role="group" aria-label="The window">
    <button type="button" aria-label="Window one place back" ?disabled=${place === 0} @click=${() => to(place - 1)}>⟨</button>
    <input
      type="range"
      aria-label="Place of the window"
      aria-valuetext=${placeInWords(level, index)}
      min="0"
      max=${last}
      .value=${String(place)}
      @input=${(/** @type {Event & { target: HTMLInputElement }} */ { target }) => to(target.valueAsNumber)}
    />
    <button type="button" aria-label="Window one place on" ?disabled=${place === last} @click=${() => to(place + 1)}>⟩</button>
    <button type="button" aria-pressed=${sliding} @click=${play}>${sliding ? 'Stop' : 'Slide'}</button>
  </div>`;
}

/** The next place in the same map, or none at its end. @param {import('./levels.js').Level} level @param {number} index */
export function nextPlace({ maps, count }, index) {
  return index + maps < count ? index + maps : null;
}
