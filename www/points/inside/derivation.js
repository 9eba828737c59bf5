// @ts-check
// The derivation of the notes, line by line: how the log-likelihood changes with a weight, with today's numbers.

import { html } from 'lit';
import { derivative, equation, formula, fraction, indexed, name, number, sign } from './math.js';

/** @typedef {import('./panel.js').Pass} Pass */
/** @typedef {import('./math.js').Part} Part */
/** A line: what is said, what is written, what it comes to, where it comes to a number, and why. @typedef {{ spoken: string, written: Part[], result?: string, why: string }} Line */

const [LL, t, y, z, one] = [name('LL'), name('t'), name('y'), name('z'), number('1')];
const equals = sign('=');
const w = indexed('w', 'j');
const less = (/** @type {Part} */ part) => [sign('('), one, sign('−'), part, sign(')')];

/** @param {Pass} pass */
export function derivation(pass) {
  const { names, numbers } = pass;
  const found = pass.logistic();
  if (!found)
    return html`<p>The notes derive it for an output y = σ(z): choose the logistic unit, or a network with one such output.</p>`;
  const { entropy, slope, target, input, byWeight } = found;
  const [before, read] = [names.last === 1 ? 'x' : 'h', names.value(names.last - 1, 0)];
  const by = numbers.tell;
  /** @type {Line[]} */
  const lines = [
    {
      spoken: 'LL equals t log y plus 1 minus t log 1 minus y',
      written: [LL, equals, t, name('ln'), y, sign('+'), less(t), name('ln'), less(y)],
      result: by(-entropy.error),
      why: 'The log-likelihood of this example.',
    },
    {
      spoken: 'The derivative of LL by w j equals that of LL by y, times that of y by z, times that of z by w j',
      written: [derivative(LL, w), equals, derivative(LL, y), sign('·'), derivative(y, z), sign('·'), derivative(z, w)],
      why: 'The chain rule: LL comes of y, y of z, and z of the weights.',
    },
    {
      spoken: 'The derivative of LL by y equals t over y minus 1 minus t over 1 minus y',
      written: [
        derivative(LL, y),
        equals,
        fraction(t, y),
        sign('−'),
        fraction([one, sign('−'), t], [one, sign('−'), y]),
      ],
      result: by(-entropy.byOutput),
      why: 'The logarithms, differentiated.',
    },
    {
      spoken: 'The derivative of y by z equals y times 1 minus y',
      written: [derivative(y, z), equals, y, less(y)],
      result: by(slope),
      why: 'The slope of σ.',
    },
    {
      spoken: `The derivative of z by w j equals ${before} j`,
      written: [derivative(z, w), equals, indexed(before, 'j')],
      result: by(input),
      why: `z is a sum of products: what is left is what the weight is multiplied by, here ${read}.`,
    },
    {
      spoken: `The derivative of LL by w j equals t minus y, times ${before} j`,
      written: [derivative(LL, w), equals, sign('('), t, sign('−'), y, sign(')'), indexed(before, 'j')],
      result: by(byWeight),
      why: 'The three together: y (1 − y) cancels.',
    },
  ];
  return html`<ol class="inside-lines">${lines.map(line)}</ol>
    <p class="hint">With t = ${by(target)} and y = ${by(found.y)}. Gradient ascent on LL adds η (t − y) ${before} to each weight; descent on E = −LL does just the same.</p>`;
}

/** @param {Line} line */
function line({ spoken, written, result, why }) {
  return html`<li>${result === undefined ? formula(spoken, ...written) : equation(spoken, written, { result })} <small>${why}</small></li>`;
}
