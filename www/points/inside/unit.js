// @ts-check
// A unit opened: z and h forward, ∂E/∂h and δ backward, each with the numbers that it comes of.

import { html, nothing } from 'lit';
import { delta } from './delta.js';
import { functions } from './functions.js';
import { derivative, equation, indexed, name, sign, sum } from './math.js';
import { part } from './part.js';
import { backwardSum, forwardSum, sumTable } from './sum.js';

/** @typedef {import('./panel.js').Pass} Pass */
/** @typedef {import('../../pkg/gradual.js').OpenUnit} OpenUnit */

/** @param {Pass} pass @param {{ level: number, unit: number }} place */
export function unitView(pass, { level, unit }) {
  const { names, layers } = pass;
  const open = pass.unitOf(level, unit);
  if (level === 0) return inputView(pass, unit, open);
  const isDense = layers[level - 1].kind === 'dense';
  return html`${part(pass, 'Forward', ['z', 'h'], forward(pass, level, unit, open))}
    ${isDense ? part(pass, 'Backward', ['dh', 'delta'], html`${level === names.last ? nothing : sentBack(pass, level, unit, open)} ${delta(pass, level, unit, open)}`) : nothing}`;
}

/** An input, and how the loss changes with it. @param {Pass} pass @param {number} unit @param {OpenUnit} open */
function inputView(pass, unit, open) {
  const { names, numbers, layers } = pass;
  const value = equation(names.spoken(0, unit), [names.symbol(0, unit)], { result: numbers.tell(open.h) });
  return html`${part(pass, 'Forward', ['input'], html`<p>${value}</p>`)}
    ${layers[0].kind === 'dense' ? part(pass, 'Backward', [], sentBack(pass, 0, unit, open)) : nothing}`;
}

/** z = Σ w x + b and h = f(z). @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open */
function forward(pass, level, unit, open) {
  const { names, numbers, known, layers } = pass;
  const z = known('z', level) ? numbers.total(open.z ?? 0, open.zShown) : '–';
  const h = known('h', level) ? numbers.tell(open.h) : '–';
  const { forward } = functions[layers[level - 1].activation];
  return html`${open.forward.length ? totalInput(pass, level, unit, open, z) : nothing}
    <p>${forward(names.symbol(level, unit), names.spoken(level, unit), z, h)}</p>`;
}

/** @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open @param {string} z */
function totalInput(pass, level, unit, open, z) {
  const before = level === 1 ? 'x' : 'h';
  const left = [
    pass.names.symbol(level, unit, 'z'),
    sign('='),
    sum(name('i')),
    indexed('w', 'i'),
    indexed(before, 'i'),
    sign('+'),
    name('b'),
  ];
  return html`<p>${equation(`z equals the sum of w i times ${before} i, plus b`, left, { result: z })}</p>
    ${pass.known('z', level) ? sumTable(pass, forwardSum(pass, level, unit, open)) : nothing}`;
}

/** ∂E/∂h = Σ w δ, or the number alone where functions of a point stand behind. @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open */
function sentBack(pass, level, unit, open) {
  const { names, numbers, layers } = pass;
  const isKnown = level === 0 ? pass.known('gradient', 1) : pass.known('dh', level);
  const slope = derivative(name('E'), names.symbol(level, unit));
  const spoken = `The derivative of E by ${names.spoken(level, unit)}`;
  if (layers[level].kind !== 'dense')
    return html`<p>${equation(spoken, [slope], { result: isKnown ? numbers.tell(open.dh ?? 0) : '–' })}</p>`;
  const left = [slope, sign('='), sum(name('k')), indexed('w', 'k'), indexed('δ', 'k')];
  const result = isKnown ? numbers.total(open.dh ?? 0, open.dhShown) : '–';
  return html`<p>${equation(`${spoken} equals the sum of w k times delta k`, left, { result })}</p>
    ${isKnown ? sumTable(pass, backwardSum(pass, level, unit, open)) : nothing}`;
}
