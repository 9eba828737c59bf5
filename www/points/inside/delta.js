// @ts-check
// δ of a unit as its two factors, or as what is left where the loss cancels one of them.

import { html, nothing } from 'lit';
import { functions } from './functions.js';
import { derivative, equation, factor, name, number, sign } from './math.js';
import { padlock } from './padlock.js';

/** @typedef {import('./panel.js').Pass} Pass */
/** @typedef {import('../../pkg/gradual.js').OpenUnit} OpenUnit */

/** @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open */
export function delta(pass, level, unit, open) {
  if (!pass.known('delta', level)) return unknown(pass, level, unit);
  const isOutput = level === pass.names.last;
  return isOutput && (open.cancels || open.slope == null || (open.slope === 1 && !open.doubled))
    ? difference(pass, level, unit, open)
    : product(pass, level, unit, open, isOutput);
}

/** @param {Pass} pass @param {number} level @param {number} unit */
function unknown({ names }, level, unit) {
  return html`<p>${equation('delta', [names.symbol(level, unit, 'δ')], { result: '–' })}</p>`;
}

/** δ = y − t. @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open */
function difference({ names, numbers, layers }, level, unit, { h, target, delta, slope, cancels }) {
  const [y, t] = [numbers.tell(h), numbers.tell(target)];
  const left = [names.symbol(level, unit, 'δ'), sign('='), names.symbol(level, unit), sign('−'), name('t')];
  const parts = [number(y), sign('−'), factor(t)];
  const right = { spoken: `${y} minus ${t}`, parts, result: numbers.tell(delta) };
  return html`<p>${equation('delta equals y minus t', left, right)}</p>
    ${cancels ? html`<p class="hint">${cancelled(layers[level - 1].activation, numbers.tell(slope))}</p>` : nothing}`;
}

/** @param {string} activation @param {string} slope */
function cancelled(activation, slope) {
  const by = activation === 'softmax' ? 'softmax' : 'the sigmoid';
  const factor = activation === 'softmax' ? '' : `, y (1 − y) = ${slope}`;
  return `∂E/∂y divides by just the slope that ${by} multiplies by${factor}. The two cancel: however sure a wrong output is, it learns.`;
}

/** δ = error part · slope. @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open @param {boolean} isOutput */
function product({ names, numbers, layers }, level, unit, open, isOutput) {
  const [back, slope] = [numbers.tell(open.dh), numbers.tell(open.slope)];
  const symbol = names.symbol(level, unit);
  const twice = open.doubled ? [number('2')] : [];
  const error = isOutput
    ? [...twice, sign('('), symbol, sign('−'), name('t'), sign(')')]
    : derivative(name('E'), symbol);
  const { slope: slopeOf } = functions[layers[level - 1].activation];
  const left = [names.symbol(level, unit, 'δ'), sign('='), error, sign('·'), slopeOf(symbol)];
  const parts = [factor(back), sign('·'), factor(slope)];
  const said = `delta equals ${isOutput ? `${open.doubled ? 'twice ' : ''}y minus t` : 'the derivative of E by h'}, times the slope`;
  const right = { spoken: `${back} times ${slope}`, parts, result: numbers.tell(open.delta) };
  return html`<p>${equation(said, left, right)}</p>
    ${bar(isOutput ? 'error part' : 'what comes back', back, open.dh ?? 0)} ${bar('slope', slope, open.slope ?? 0)}
    ${open.saturated ? html`<p class="inside-saturated">${padlock(true)} Saturated: slope ${slope}, so almost nothing gets back through this unit.</p>` : nothing}`;
}

/** A factor as a bar, full from 1 on. @param {string} label @param {string} text @param {number} value */
function bar(label, text, value) {
  return html`<label class="inside-factor"><span>${label}</span><progress max="1" .value=${Math.min(1, Math.abs(value))}></progress><b>${text}</b></label>`;
}
