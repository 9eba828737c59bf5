// @ts-check
// How weights, their updates and the rates of the hidden units are spread.

import { html } from 'lit';
import { short } from '../../shared/numbers.js';
import { histogramOf } from './histogram.js';

/** @param {import('./machine.js').Machine} machine */
export function histograms({ core }) {
  const { weights, updates, rates, share, asked } = core.spread();
  return html`<div class="histograms">
      ${histogramOf('Weights', weights)} ${histogramOf('Updates', updates, asked)} ${histogramOf('How often units are on', rates)}
    </div>
    <p class="hint">Updates are ${short(share, 2)} times as large as weights; about 0.001 is what Hinton’s guide asks for, where the dashed lines are.</p>`;
}
