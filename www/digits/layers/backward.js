// @ts-check
// What comes back to a cell where the drawing is a certain digit: δ as its factors, and the gradient of the weights it reads with.

import { html, nothing } from 'lit';
import { short } from '../../shared/numbers.js';
import { grid } from './cell.js';

/** @typedef {import('./cell.js').Reading} Reading */

const told = (/** @type {number} */ value) => short(value, 3);

/** As a table, in units of a power of ten: they may be as small as one likes. @param {Float32Array} values @param {Parameters<typeof grid>[2]} part */
function filterGradient(values, part) {
  const largest = Math.max(...values.map(Math.abs));
  const exponent = largest > 0 ? Number(largest.toExponential().split('e')[1]) : 0;
  const unit = exponent === 0 ? '' : `, in units of 1e${exponent}`.replace('-', '−');
  const inUnits = values.map((value) => value / 10 ** exponent);
  return grid(`∂E/∂w of the filter${unit}`, inUnits, part);
}

/** @param {Reading} reading */
export function backward(reading) {
  const { level, digit, back } = reading;
  const { error, dh, slope, delta } = back;
  const isOutput = level.isOutput;
  return html`<section class="backward" aria-label="Backward">
    <p class="title">Backward, if it is a ${digit}: <i>E</i> = −ln <i>y</i> = <b>${told(error)}</b></p>
    <p>${
      level.layer === null
        ? html`∂E/∂x <b>${told(delta)}</b>: how the loss changes with this pixel.`
        : isOutput
          ? html`δ = y − t = <b>${told(delta)}</b>`
          : slope == null
            ? html`δ = ∂E/∂h = <b>${told(delta)}</b>`
            : html`∂E/∂h <b>${told(dh ?? 0)}</b> · slope <b>${told(slope)}</b> = δ <b>${told(delta)}</b>`
    }</p>
    ${share(reading)}
  </section>`;
}

/** Where it goes on to, or which weights learn of it. @param {Reading} reading */
function share(reading) {
  const { level, gradient, cell, before, map, back } = reading;
  switch (level.layer?.kind) {
    case 'max-pool':
      return html`<p class="hint">The largest of the window won, so all of it goes back there, and nothing to the others.</p>`;
    case 'average-pool':
      return html`<p class="hint">Each value of the window gets an equal share of it.</p>`;
    case 'convolution':
      return cell.window
        ? html`<div class="equation">
            ${filterGradient(gradient, { window: cell.window, before, map })}
            <p class="hint">Each is Σ of patch × δ over all places of the filter: the same window slides over δ.</p>
          </div>`
        : nothing;
    case 'dense':
      return html`<p class="hint">∂E/∂w = value × δ: for the weight that counted most ${told(gradient[cell.largest[0]] ?? 0)}, for the bias ${told(back.delta)}.</p>`;
    default:
      return nothing;
  }
}
