// @ts-check
// The nerve cell that gave the neuron its name: dendrites in, axon out, all or nothing.

import { html } from 'lit';

/** @type {import('./drawings.js').Drawing} */
export const dendrites = {
  words:
    'A nerve cell: on the left dendrites branch, with a synapse that excites and one that inhibits; in the middle the cell body; to the right the axon leads away to other cells. Below, its answer over time: quiet under a threshold, one full spike above it.',
  draw: () => html`<svg viewBox="0 0 320 190" aria-hidden="true">
    <path class="wire" d="M12 24 C 50 30 70 52 104 66 M30 8 C 44 22 54 34 66 44 M8 112 C 40 104 70 92 104 78 M22 132 C 36 120 46 110 58 102" />
    <circle class="excites" cx="12" cy="24" r="7" /><text x="12" y="28">+</text>
    <circle class="inhibits" cx="8" cy="112" r="7" /><text x="8" y="116">−</text>
    <path class="cell" d="M100 72 C 104 44 152 44 160 70 C 156 100 108 102 100 72 Z" />
    <circle class="excites" cx="130" cy="72" r="7" />
    <path class="wire thick" d="M160 71 C 200 66 230 78 268 72" />
    <path class="wire" d="M268 72 C 282 62 292 54 306 50 M268 72 C 284 74 294 82 308 88" />
    <text class="weight" x="52" y="76">dendrites: in</text>
    <text class="weight" x="130" y="36">cell body</text>
    <text class="weight" x="218" y="58">axon: out</text>
    <path class="wire dashed" d="M24 158 H300" /><text class="weight" x="272" y="152">threshold</text>
    <path class="curve" d="M24 178 C 40 176 46 164 58 168 S 78 180 96 178 S 120 160 132 158 L 140 118 L 150 182 C 160 176 176 178 190 178 S 222 160 232 158 L 240 118 L 250 182 C 262 176 280 178 300 178" />
  </svg>`,
};
