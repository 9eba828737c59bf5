// @ts-check
// The drawings of the lessons. One more is a file of its own, an entry here, and its name in `format.js`.

import { html } from 'lit';
import { activations } from './activations.js';
import { dendrites } from './dendrites.js';
import { halfPlanes } from './half-planes.js';
import { neuron } from './neuron.js';

/** `words` tell what is to be seen to whom cannot see it. @typedef {{ words: string, draw: () => unknown }} Drawing */

/** @type {Record<string, Drawing>} */
const drawings = { activations, dendrites, 'half-planes': halfPlanes, neuron };

/** @param {string} name */
export function drawing(name) {
  const { words, draw } = drawings[name];
  return html`<figure class="drawing" role="img" aria-label=${words}>${draw()}</figure>`;
}
