// @ts-check
// Small pictures of pixels that are on or off.

import { html, svg } from 'lit';

/** Which pixels are on, in words. @param {number[]} pixels */
export function inWords(pixels) {
  const on = pixels.flatMap((pixel, i) => (pixel > 0.5 ? [i + 1] : []));
  if (on.length === 0) return 'no pixel on';
  return on.length === pixels.length ? 'all pixels on' : `${on.length === 1 ? 'pixel' : 'pixels'} ${on.join(', ')} on`;
}

/** @param {number[]} pixels from 0, paper, to 1, ink */
export function smallPicture(pixels) {
  const side = Math.sqrt(pixels.length);
  return html`<svg class="small-picture" viewBox="0 0 ${side} ${side}" aria-hidden="true">
    <rect class="paper" width=${side} height=${side} />
    ${pixels.map((pixel, i) => svg`<rect class="ink" x=${i % side} y=${Math.floor(i / side)} width="1" height="1" fill-opacity=${pixel} />`)}
  </svg>`;
}
