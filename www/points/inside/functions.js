// @ts-check
// Activations as formulas: h from z, and the slope as it is read off h.

import { equation, fraction, name, number, power, sign } from './math.js';

/** @typedef {import('./math.js').Part} Part */
/** `forward`: h = f(z) with its numbers; `slope`: f′(z). @typedef {{ forward: (symbol: Part, spoken: string, z: string, h: string) => unknown, slope: (symbol: Part) => Part }} Written */

/** @param {string} spokenName @param {(z: Part) => Part} of @param {(h: Part) => Part} slope @returns {Written} */
function activation(spokenName, of, slope) {
  return {
    forward: (symbol, spoken, z, h) =>
      equation(`${spoken} equals ${spokenName} of z`, [symbol, sign('='), of(name('z'))], {
        spoken: `${spokenName} of ${z}`,
        parts: [of(number(z))],
        result: h,
      }),
    slope,
  };
}

/** @param {string} named */
const called = (named) => (/** @type {Part} */ z) => [name(named), sign('('), z, sign(')')];
const one = number('1');
/** 1 where h > 0, else so much. @param {Part} other */
const step = (other) => (/** @type {Part} */ h) => [
  sign('('),
  one,
  sign('if'),
  h,
  sign('>'),
  number('0'),
  sign(','),
  sign('else'),
  other,
  sign(')'),
];

/** By the name that layers have. @type {Record<string, Written>} */
export const functions = {
  sigmoid: activation('sigma', called('σ'), (h) => [h, sign('('), one, sign('−'), h, sign(')')]),
  tanh: activation('tanh', called('tanh'), (h) => [sign('('), one, sign('−'), power(h, number('2')), sign(')')]),
  relu: activation('relu', (z) => [name('max'), sign('('), number('0'), sign(','), z, sign(')')], step(number('0'))),
  'leaky-relu': activation('leaky relu', called('LReLU'), step(number('0.01'))),
  softplus: activation(
    'softplus',
    (z) => [name('ln'), sign('('), one, sign('+'), power(name('e'), z), sign(')')],
    (h) => [sign('('), one, sign('−'), power(name('e'), [sign('−'), h]), sign(')')],
  ),
  elu: activation('elu', called('ELU'), (h) => step([h, sign('+'), name('a')])(h)),
  identity: activation(
    'identity',
    (z) => z,
    () => one,
  ),
  none: activation(
    'the same',
    (z) => z,
    () => one,
  ),
  softmax: activation(
    'softmax',
    (z) => fraction(power(name('e'), z), [sign('∑'), power(name('e'), name('z'))]),
    (h) => [h, sign('('), one, sign('−'), h, sign(')')],
  ),
  step: activation('step', called('step'), () => number('–')),
};
