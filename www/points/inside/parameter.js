// @ts-check
// A weight or bias opened: its gradient, the same by differences, and the update as its optimiser makes it.

import { html, nothing } from 'lit';
import { short } from '../../shared/numbers.js';
import { derivative, equation, factor, name, number, sign } from './math.js';
import { part } from './part.js';
import { updateLines } from './rules.js';

/** @typedef {import('./panel.js').Pass} Pass */
/** @typedef {import('../../pkg/gradual.js').OpenParameter} OpenParameter */

/** Bars of single examples at most. */
const MOST_BARS = 100;

/** @param {Pass} pass @param {OpenParameter} open */
export function parameterView(pass, open) {
  const known = pass.known('gradient', open.layer);
  const unknown = html`<p>${equation('The derivative of E', [derivative(name('E'), name('w'))], { result: '–' })}</p>`;
  const updated = pass.known('update', pass.names.last) ? update(pass, open) : html`<p>–</p>`;
  return html`${part(pass, 'Gradient', ['gradient'], known ? gradient(pass, open) : unknown)} ${part(pass, 'Update', ['update'], updated)}`;
}

/** @param {Pass} pass @param {OpenParameter} open */
function gradient({ names, numbers, walk }, open) {
  const { layer, from, to, x, delta } = open;
  const [value, back, product] = [x, delta, open.gradient].map((number) => numbers.tell(number));
  const along = from == null ? number('1') : names.symbol(layer - 1, from);
  const spoken = from == null ? '1' : names.spoken(layer - 1, from);
  const left = [
    derivative(name('E'), name(from == null ? 'b' : 'w')),
    sign('='),
    along,
    sign('·'),
    names.symbol(layer, to, 'δ'),
  ];
  const right = { spoken: `${value} times ${back}`, parts: [factor(value), sign('·'), factor(back)], result: product };
  const said = `The derivative of E by this ${from == null ? 'bias' : 'weight'} equals ${spoken} times delta`;
  return html`<p>${equation(said, left, right)}</p>
    ${walk.examples > 1 ? shares(numbers, walk.examples, open) : nothing}
    ${twin(numbers, open)}`;
}

/** What each example adds to the mean. @param {import('./numbers.js').Numbers} numbers @param {number} examples @param {OpenParameter} open */
function shares(numbers, examples, { shares, mean }) {
  const largest = Math.max(...shares.map(Math.abs)) || 1;
  return html`<p>Mean of the ${examples} examples of the batch: <b>${numbers.tell(mean)}</b></p>
    <div class="inside-shares" role="img" aria-label="Share of each example in the mean gradient: ${shares.filter((s) => s > 0).length} push it up, ${shares.filter((s) => s < 0).length} down">
      ${shares.slice(0, MOST_BARS).map((share) => html`<i class=${share < 0 ? 'below' : 'above'} style="--size: ${share / largest}"></i>`)}
    </div>
    ${shares.length > MOST_BARS ? html`<p class="hint">The first ${MOST_BARS} of them.</p>` : nothing}`;
}

/** @param {import('./numbers.js').Numbers} numbers @param {OpenParameter} open */
function twin(numbers, { twin }) {
  if (!twin) return nothing;
  const { step, gradient, difference } = twin;
  const agrees =
    difference < 1e-4
      ? `they agree to ${short(difference, 1)} of it ✓`
      : `they differ by ${short(difference, 2)} of it: at a kink, or where shares cancel, single precision knows no better`;
  return html`<p class="hint" aria-label="Gradient by differences">By differences, (E(w + s) − E(w − s)) / 2s with s = ${short(step)}, it is <b>${numbers.tell(gradient)}</b>; ${agrees}.</p>`;
}

/** @param {Pass} pass @param {OpenParameter} open */
function update({ numbers, walk }, open) {
  const [before, after] = [open.value, open.after].map((value) => numbers.tell(value));
  const came = walk.after - walk.before;
  const lines = open.frozen ? html`<p>Frozen: updates leave it as it is.</p>` : updateLines(open, numbers);
  return html`${lines}
    <p class="inside-after">${open.from == null ? 'Bias' : 'Weight'}: <b>${before}</b> → <b>${after}</b></p>
    ${lossChange(numbers, walk, came)}`;
}

/** What all updates together do to the loss. @param {import('./numbers.js').Numbers} numbers @param {import('../../pkg/gradual.js').Walk} walk @param {number} came */
export function lossChange(numbers, { before, after, predicted, examples }, came = after - before) {
  const of = examples > 1 ? `of the batch of ${examples}` : 'of this example';
  return html`<p>With all weights updated, the loss ${of}: <b>${numbers.tell(before)}</b> → <b>${numbers.tell(after)}</b>.
    The gradient predicted a change of <b>${numbers.tell(predicted)}</b>; it came to <b>${numbers.tell(came)}</b>.</p>`;
}
