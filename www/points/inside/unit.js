// @ts-check
// A unit opened: z, h and δ, each with the numbers that it comes of.

import { html, nothing } from 'lit';
import { functions } from './functions.js';
import { derivative, factor, formula, name, number, sign, sum } from './math.js';

/** @typedef {import('./panel.js').Pass} Pass */
/** @typedef {import('../../pkg/gradual.js').OpenUnit} OpenUnit */
/** @typedef {import('../../pkg/gradual.js').Summand} Summand */
/** @typedef {import('../../pkg/gradual.js').Shown} Shown */
/** What a sum is of: its head, what its two factors are called, and its rows. @typedef {{ caption: string, factors: [string, string], rows: { weight: string, parameter: number, along: string, summand: Summand }[], shown: Shown | null, total: number, totalName: string, bias?: { value: number, parameter: number, name: string } }} Sum */

/** @param {Pass} pass @param {{ level: number, unit: number }} place */
export function unitView(pass, { level, unit }) {
  const open = pass.unitOf(level, unit);
  if (level === 0) return input(pass, unit, open);
  return html`${forward(pass, level, unit, open)} ${backward(pass, level, unit, open)}`;
}

/** @param {Pass} pass @param {number} unit @param {OpenUnit} open */
function input({ names, numbers }, unit, { h }) {
  const text = numbers.tell(h);
  return html`<p>${formula(`${names.spoken(0, unit)} equals ${text}`, names.symbol(0, unit), sign('='), number(text))}</p>`;
}

/** @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open */
function forward(pass, level, unit, open) {
  const { names, numbers, known, layers } = pass;
  const z = known('z', level) ? numbers.total(open.z ?? 0, open.zShown) : '–';
  const h = known('h', level) ? numbers.tell(open.h) : '–';
  const symbol = (/** @type {string} */ letter) => names.symbol(level, unit, letter);
  const before = name(level === 1 ? 'x' : 'h');
  return html`<section class="inside-part">
    <h4>Forward</h4>
    ${
      open.forward.length
        ? html`<p>${formula(
            `z equals the sum of w times ${level === 1 ? 'x' : 'h'}, plus b, equals ${z}`,
            symbol('z'),
            sign('='),
            sum(name('i')),
            name('w'),
            before,
            sign('+'),
            name('b'),
            sign('='),
            number(z),
          )}</p>
          ${known('z', level) ? sumTable(pass, forwardSum(pass, level, unit, open)) : nothing}`
        : nothing
    }
    <p>${functions[layers[level - 1].activation].forward(names.symbol(level, unit), names.spoken(level, unit), z, h)}</p>
  </section>`;
}

/** @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open @returns {Sum} */
function forwardSum({ names }, level, unit, open) {
  return {
    caption: `z of ${names.unit(level, unit)}`,
    factors: ['weight', 'value'],
    rows: open.forward.map((summand, i) => ({
      weight: names.weight(level, i, unit),
      parameter: summand.parameter,
      along: names.value(level - 1, i),
      summand,
    })),
    bias: { value: open.bias ?? 0, parameter: open.biasParameter ?? 0, name: names.weight(level, null, unit) },
    shown: open.zShown ?? null,
    total: open.z ?? 0,
    totalName: 'z',
  };
}

/** @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open */
function backward(pass, level, unit, open) {
  const { names, known } = pass;
  if (pass.layers[level - 1].kind !== 'dense') return nothing;
  const isOutput = level === names.last;
  return html`<section class="inside-part">
    <h4>Backward</h4>
    ${isOutput ? nothing : sentBack(pass, level, unit, open)}
    ${known('delta', level) ? deltaFormula(pass, level, unit, open) : html`<p>${formula('delta is not known yet', names.symbol(level, unit, 'δ'), sign('='), number('–'))}</p>`}
  </section>`;
}

/** ∂E/∂h = Σ w δ. @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open */
function sentBack(pass, level, unit, open) {
  const { names, numbers, known } = pass;
  const dh = known('dh', level) ? numbers.total(open.dh ?? 0, open.dhShown) : '–';
  return html`<p>${formula(
    `The derivative of E by h equals the sum of w times delta of the next layer, equals ${dh}`,
    derivative(name('E'), names.symbol(level, unit)),
    sign('='),
    sum(name('k')),
    name('w'),
    name('δ'),
    sign('='),
    number(dh),
  )}</p>
    ${known('dh', level) ? sumTable(pass, backwardSum(pass, level, unit, open)) : nothing}`;
}

/** @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open @returns {Sum} */
function backwardSum({ names }, level, unit, open) {
  return {
    caption: `∂E/∂h of ${names.unit(level, unit)}`,
    factors: ['weight', 'δ'],
    rows: open.backward.map((summand, k) => ({
      weight: names.weight(level + 1, unit, k),
      parameter: summand.parameter,
      along: `δ of ${names.unit(level + 1, k).replace(/^[A-Z]/, (first) => first.toLowerCase())}`,
      summand,
    })),
    shown: open.dhShown ?? null,
    total: open.dh ?? 0,
    totalName: '∂E/∂h',
  };
}

/** δ as its two factors, or as what is left where the loss cancels one. @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open */
function deltaFormula({ names, numbers, layers }, level, unit, open) {
  const [delta, dh, slope] = [open.delta, open.dh, open.slope].map((value) => numbers.tell(value));
  const isOutput = level === names.last;
  const symbol = names.symbol(level, unit, 'δ');
  const [y, t] = [numbers.tell(open.h), numbers.tell(open.target)];
  if (isOutput && (open.cancels || open.slope == null || open.slope === 1))
    return html`<p>${formula(
      `delta equals y minus t, equals ${y} minus ${t}, equals ${delta}`,
      symbol,
      sign('='),
      names.symbol(level, unit),
      sign('−'),
      name('t'),
      sign('='),
      number(y),
      sign('−'),
      factor(t),
      sign('='),
      number(delta),
    )}</p>
      ${open.cancels ? html`<p class="hint">${cancelled(layers[level - 1].activation, slope)}</p>` : nothing}`;
  const first = isOutput
    ? [sign('('), names.symbol(level, unit), sign('−'), name('t'), sign(')')]
    : derivative(name('E'), names.symbol(level, unit));
  return html`<p>${formula(
    `delta equals ${isOutput ? 'y minus t' : 'the derivative of E by h'} times the slope, equals ${dh} times ${slope}, equals ${delta}`,
    symbol,
    sign('='),
    first,
    sign('·'),
    functions[layers[level - 1].activation].slope(names.symbol(level, unit)),
    sign('='),
    factor(dh),
    sign('·'),
    factor(slope),
    sign('='),
    number(delta),
  )}</p>
    ${factorBar(isOutput ? 'error part' : 'what comes back', dh, open.dh ?? 0)}
    ${factorBar('slope', slope, open.slope ?? 0)}
    ${open.saturated ? html`<p class="inside-saturated">🔒 Saturated: slope ${slope}, so almost nothing gets back through this unit.</p>` : nothing}`;
}

/** @param {string} activation @param {string} slope */
function cancelled(activation, slope) {
  const how = activation === 'softmax' ? 'softmax' : 'the sigmoid';
  return `Cross-entropy divides by just the slope that ${how} multiplies by${activation === 'softmax' ? '' : `, y (1 − y) = ${slope}`}: it cancels, and however sure a wrong output is, it learns.`;
}

/** A factor of δ as a bar. @param {string} label @param {string} text @param {number} value */
function factorBar(label, text, value) {
  return html`<label class="inside-factor"><span>${label}</span><meter min="0" max="1" .value=${Math.min(1, Math.abs(value))}></meter><b>${text}</b></label>`;
}

/** A sum with each of its parts; what is shown adds up. @param {Pass} pass @param {Sum} sum */
export function sumTable({ numbers, choose }, { caption, factors, rows, shown, total, totalName, bias }) {
  const open = (/** @type {number} */ index) => () => choose({ what: 'parameter', index });
  return html`<div class="scrolled" tabindex="0" role="group" aria-label="Summands of ${caption}">
    <table class="inside-sum">
      <caption class="visually-hidden">${caption}</caption>
      <thead>
        <tr><th scope="col">from</th><th scope="col">${factors[0]}</th><th scope="col">${factors[1]}</th><th scope="col">product</th></tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ weight, parameter, along, summand }) => html`<tr>
            <th scope="row">${along}</th>
            <td><button type="button" aria-label=${weight} @click=${open(parameter)}>${numbers.tell(summand.weight)}</button></td>
            <td>${numbers.tell(summand.value)}</td>
            <td>${numbers.part(summand.product, shown)}</td>
          </tr>`,
        )}
        ${
          bias
            ? html`<tr>
              <th scope="row">bias</th>
              <td><button type="button" aria-label=${bias.name} @click=${open(bias.parameter)}>${numbers.tell(bias.value)}</button></td>
              <td></td>
              <td>${numbers.part(bias.value, shown)}</td>
            </tr>`
            : nothing
        }
        <tr class="inside-total"><th scope="row">${totalName}</th><td></td><td></td><td>${numbers.total(total, shown)}</td></tr>
      </tbody>
    </table>
  </div>`;
}
