// @ts-check
// A small machine as a picture: pixels below, hidden units above, and between them the weights, as thick as they are large: blue and solid
// above 0, orange and dashed below. Those between units that are on are in full colour, for they count.

import { html, svg } from 'lit';

/** Of the picture, in its own units; the thickest line, and the weight that it stands for. */
const [WIDTH, HEIGHT, THICKEST, LARGEST] = [340, 170, 8, 4];

/** @param {Float32Array} weights `[visible, hidden]`, perhaps with biases behind them @param {import('./run.js').State} state */
export function wires(weights, { visible, hidden }) {
  const wire = (/** @type {number} */ i, /** @type {number} */ j) => {
    const w = weights[i * hidden.length + j];
    const kind = `${w < 0 ? 'below' : 'above'} ${visible[i] * hidden[j] ? 'counts' : ''}`;
    const width = (THICKEST * Math.min(LARGEST, Math.abs(w))) / LARGEST;
    return svg`<path class="wire ${kind}" stroke-width=${width} d=${`M${at(i, visible.length)} ${HEIGHT - 24} L${at(j, hidden.length)} 24`} />`;
  };
  return html`<svg class="wires" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
    ${visible.map((_, i) => hidden.map((_, j) => wire(i, j)))}
    ${hidden.map((on, j) => svg`<circle class="unit ${on ? 'on' : ''}" cx=${at(j, hidden.length)} cy="24" r="14" /><text class=${on ? 'on' : ''} x=${at(j, hidden.length)} y="29">h${j + 1}</text>`)}
    ${visible.map((on, i) => svg`<rect class="unit ${on ? 'on' : ''}" x=${at(i, visible.length) - 14} y=${HEIGHT - 38} width="28" height="28" rx="3" /><text class=${on ? 'on' : ''} x=${at(i, visible.length)} y=${HEIGHT - 19}>v${i + 1}</text>`)}
  </svg>`;
}

/** Where the middle of a unit stands. @param {number} unit @param {number} count of its layer */
const at = (unit, count) => ((unit + 0.5) * WIDTH) / count;
