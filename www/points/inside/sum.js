// @ts-check
// A sum with each of its parts; what is shown adds up.

import { html, nothing } from 'lit';

/** @typedef {import('./panel.js').Pass} Pass */
/** @typedef {import('../../pkg/gradual.js').OpenUnit} OpenUnit */
/** @typedef {import('../../pkg/gradual.js').Summand} Summand */
/** @typedef {import('../../pkg/gradual.js').Shown} Shown */
/** A part of a sum: where it comes from, and what its weight is called. @typedef {{ along: string, weight: string, summand: Summand }} Row */
/**
 * @typedef {object} Sum
 * @property {string} of what is added up
 * @property {string} along what the weights are multiplied by
 * @property {Row[]} rows
 * @property {{ value: number, parameter: number, name: string, gradient: number | null | undefined } | null} bias
 * @property {Shown | null} shown
 * @property {number} total
 * @property {string} letter the total's
 * @property {number} level of the units that the weights lead to
 */

/** Σ w x + b of a unit. @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open @returns {Sum} */
export function forwardSum({ names }, level, unit, open) {
  const { forward, bias, biasParameter, zShown, z } = open;
  return {
    of: `z of ${names.unit(level, unit)}`,
    along: 'value',
    rows: forward.map((summand, i) => ({
      along: names.value(level - 1, i),
      weight: names.weight(level, i, unit),
      summand,
    })),
    bias: {
      value: bias ?? 0,
      parameter: biasParameter ?? 0,
      name: names.weight(level, null, unit),
      gradient: open.delta,
    },
    shown: zShown ?? null,
    total: z ?? 0,
    letter: 'z',
    level,
  };
}

/** Σ w δ of a unit. @param {Pass} pass @param {number} level @param {number} unit @param {OpenUnit} open @returns {Sum} */
export function backwardSum({ names }, level, unit, open) {
  const { backward, dhShown, dh } = open;
  return {
    of: `∂E/∂${names.value(level, unit)}`,
    along: 'δ',
    rows: backward.map((summand, k) => ({
      along: `δ of ${names.value(level + 1, k)}`,
      weight: names.weight(level + 1, unit, k),
      summand,
    })),
    bias: null,
    shown: dhShown ?? null,
    total: dh ?? 0,
    letter: `∂E/∂${level === 0 ? 'x' : 'h'}`,
    level: level + 1,
  };
}

/** @param {Pass} pass @param {Sum} sum */
export function sumTable(pass, { of, along, rows, bias, shown, total, letter, level }) {
  const { numbers } = pass;
  const back = (/** @type {number | null | undefined} */ gradient) =>
    numbers.tell(pass.known('gradient', level) ? gradient : null);
  return html`<table class="inside-sum">
    <caption class="visually-hidden">Summands of ${of}</caption>
    <thead>
      <tr><th scope="col">from</th><th scope="col">weight</th><th scope="col">∂E/∂w</th><th scope="col">${along}</th><th scope="col">product</th></tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ along, weight, summand }) => html`<tr>
          <th scope="row">${along}</th>
          <td>${opener(pass, weight, summand.parameter, summand.weight)}</td>
          <td>${back(summand.gradient)}</td>
          <td>${numbers.tell(summand.value)}</td>
          <td>${numbers.part(summand.product, shown)}</td>
        </tr>`,
      )}
      ${
        bias
          ? html`<tr>
            <th scope="row">bias</th>
            <td>${opener(pass, bias.name, bias.parameter, bias.value)}</td>
            <td>${back(bias.gradient)}</td>
            <td></td>
            <td>${numbers.part(bias.value, shown)}</td>
          </tr>`
          : nothing
      }
      <tr class="inside-total"><th scope="row">${letter}</th><td></td><td></td><td></td><td>${numbers.total(total, shown)}</td></tr>
    </tbody>
  </table>`;
}

/** A weight, which opens. @param {Pass} pass @param {string} name @param {number} index @param {number} value */
function opener({ numbers, choose }, name, index, value) {
  return html`<button type="button" aria-label=${name} @click=${() => choose({ what: 'parameter', index })}>${numbers.tell(value)}</button>`;
}
