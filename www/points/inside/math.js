// @ts-check
// Formulas in MathML, each with the words in which a screen reader speaks it.

import { html, mathml } from 'lit';

/** A part of a formula. @typedef {unknown} Part */

/** A formula by itself. @param {string} spoken @param {Part[]} parts */
export function formula(spoken, ...parts) {
  return html`<math aria-label=${spoken}><mrow>${parts}</mrow></math>`;
}

/**
 * An equation, what it says beside what that comes to, so that a line may break between the two.
 * @param {string} spoken the left side @param {Part[]} left @param {{ spoken?: string, parts?: Part[], result: string }} right
 */
export function equation(spoken, left, { spoken: said = '', parts, result }) {
  const numbers = parts ? [sign('='), ...parts] : [];
  return html`${formula(spoken, ...left)} ${formula(`${said && `equals ${said}, `}equals ${result}`, ...numbers, sign('='), number(result))}`;
}

/** A name, such as x. @param {string} name */
export const name = (name) => mathml`<mi>${name}</mi>`;

/** A number as it is written. @param {string} text */
export const number = (text) => mathml`<mn>${text}</mn>`;

/** A sign, such as =. @param {string} sign */
export const sign = (sign) => mathml`<mo>${sign}</mo>`;

/** A name with an index below it. @param {string} base @param {string | number} index */
export const indexed = (base, index) =>
  mathml`<msub><mi>${base}</mi>${typeof index === 'string' ? name(index) : number(String(index))}</msub>`;

/** @param {Part} top @param {Part} bottom */
export const fraction = (top, bottom) => mathml`<mfrac><mrow>${top}</mrow><mrow>${bottom}</mrow></mfrac>`;

/** @param {Part} base @param {Part} exponent */
export const power = (base, exponent) => mathml`<msup><mrow>${base}</mrow><mrow>${exponent}</mrow></msup>`;

/** ∂ a / ∂ b. @param {Part} a @param {Part} b */
export const derivative = (a, b) => fraction([sign('∂'), a], [sign('∂'), b]);

/** @param {Part} inside */
export const root = (inside) => mathml`<msqrt><mrow>${inside}</mrow></msqrt>`;

/** Σ with what runs below it. @param {Part} below */
export const sum = (below) => mathml`<munder><mo>∑</mo><mrow>${below}</mrow></munder>`;

/** A factor: what is negative stands in brackets. @param {string} text */
export const factor = (text) => (text.startsWith('−') ? [sign('('), number(text), sign(')')] : number(text));
