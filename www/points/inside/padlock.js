// @ts-check
// A padlock, open or closed; what stands beside it says the same in words.

import { html } from 'lit';

/** @param {boolean} closed */
export function padlock(closed) {
  return html`<svg class="padlock" viewBox="0 0 12 14" width="12" height="14" aria-hidden="true">
    <path d=${closed ? 'M3 6V4a3 3 0 0 1 6 0v2' : 'M3 6V4a3 3 0 0 1 5.6-1.5'} fill="none" stroke="currentColor" stroke-width="1.6" />
    <rect x="1" y="6" width="10" height="7" rx="1.5" fill="currentColor" />
  </svg>`;
}
