// @ts-check
// Which of several digits on the pad everything else is about.

import { html, nothing } from 'lit';

const suffixes = ['th', 'st', 'nd', 'rd'];

/** @param {number} count up to 12 digits @param {number} chosen from the left, 0 first @param {(digit: number) => void} choose */
export function digitChoice(count, chosen, choose) {
  if (count < 2) return nothing;
  const radio = (/** @type {unknown} */ _, /** @type {number} */ digit) => html`<label
    ><input type="radio" name="digits-digit" .checked=${digit === chosen} @change=${() => choose(digit)} /><span
      >${ordinal(digit + 1)}</span
    ></label
  >`;
  return html`
    <span class="hint" aria-hidden="true">Looking at the</span>
    <span class="segmented" role="radiogroup" aria-label="Digit">${Array.from({ length: count }, radio)}</span>
  `;
}

/** @param {number} number up to 12 */
function ordinal(number) {
  return `${number}${suffixes[number] ?? suffixes[0]}`;
}
