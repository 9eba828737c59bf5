// @ts-check
// Squared error beside cross-entropy, for the same output.

import { html } from 'lit';

/** @param {import('./panel.js').Pass} pass */
export function comparison(pass) {
  const found = pass.logistic();
  if (!found)
    return html`<p>They are compared for an output y = σ(z): choose the logistic unit, or a network with one such output.</p>`;
  const { tell } = pass.numbers;
  const { y, target, slope, entropy, square } = found;
  /** @type {[string, string, string, string, string][]} */
  const rows = [
    ['E', '−t ln y − (1 − t) ln(1 − y)', tell(entropy.error), '½ (y − t)²', tell(square.error)],
    ['∂E/∂y', '(1 − t)/(1 − y) − t/y', tell(entropy.byOutput), 'y − t', tell(square.byOutput)],
    ['slope', 'y (1 − y)', tell(slope), 'y (1 − y)', tell(slope)],
    ['δ', 'y − t', tell(entropy.delta), '(y − t) y (1 − y)', tell(square.delta)],
  ];
  return html`<table class="inside-sum inside-compared">
      <caption class="hint">One output with y = ${tell(y)} and t = ${tell(target)}</caption>
      <thead><tr><td></td><th scope="col" colspan="2">cross-entropy</th><th scope="col" colspan="2">squared error</th></tr></thead>
      <tbody>
        ${rows.map(([what, one, first, other, second]) => html`<tr><th scope="row">${what}</th><td>${one}</td><td><b>${first}</b></td><td>${other}</td><td><b>${second}</b></td></tr>`)}
      </tbody>
    </table>
    <p class="hint">δ = ∂E/∂y · slope. Cross-entropy’s ∂E/∂y has y (1 − y) below the line, so the slope cancels and δ = y − t. Squared error keeps it: an output that is sure and wrong has a slope near 0, and hardly learns.</p>`;
}
