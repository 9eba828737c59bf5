// @ts-check
// Which of several digits on the pad everything else is about.

import { html, nothing } from 'lit';
import { radioGroup } from '../shared/radios.js';

const suffixes = ['th', 'st', 'nd', 'rd'];

/** @param {number} count up to 12 digits @param {number} chosen from the left, 0 first @param {(digit: number) => void} choose */
export function digitChoice(count, chosen, choose) {
  if (count < 2) return nothing;
  const choices = Array.from({ length: count }, (_, digit) => ({ value: digit, face: ordinal(digit + 1) }));
  return html`
    <span class="hint" aria-hidden="true">Looking at the</span>
    ${radioGroup({ label: 'Digit', choices, chosen, choose })}
  `;
}

/** @param {number} number up to 12 */
function ordinal(number) {
  return `${number}${suffixes[number] ?? suffixes[0]}`;
}
