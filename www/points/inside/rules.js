// @ts-check
// The update of one weight as each optimiser makes it, line by line.

import { html, nothing } from 'lit';
import { equation, factor, formula, fraction, name, number, power, root, sign } from './math.js';

/** @typedef {import('./math.js').Part} Part */
/** @typedef {import('./numbers.js').Numbers} Numbers */
/** @typedef {import('../../pkg/gradual.js').OpenParameter} OpenParameter */

const [w, g, v, eta] = [name('w'), name('g'), name('v'), name('η')];

/** @param {OpenParameter} open @param {Numbers} numbers */
export function updateLines(open, numbers) {
  const rule = rules[open.rule] ?? searched;
  return html`${given(open, numbers)} ${rule(open, numbers)}`;
}

/** The gradient that the rule is given: with the penalty, and shortened. @param {OpenParameter} open @param {Numbers} numbers */
function given({ mean, penalty, clipping, used }, { tell }) {
  if (penalty === 0 && clipping === 1) return nothing;
  const added = penalty === 0 ? [] : [sign('+'), factor(tell(penalty))];
  const shortened = clipping === 1 ? [] : [sign('·'), number(tell(clipping))];
  const words = [
    penalty === 0 ? '' : ` plus the penalty's ${tell(penalty)}`,
    clipping === 1 ? '' : ` times ${tell(clipping)}, for the gradient is too long`,
  ].join('');
  const left = [g, sign('='), sign('('), number(tell(mean)), ...added, sign(')'), ...shortened];
  return html`<p>${equation(`g equals ${tell(mean)}${words}`, left, { result: tell(used) })}</p>`;
}

/** An assignment with its formula, its numbers and what it comes to. @param {string} spoken @param {Part} left @param {Part[]} right @param {Part[]} numbers @param {string} result */
function line(spoken, left, right, numbers, result) {
  return html`<p>${equation(spoken, [left, sign('←'), right], { parts: numbers, result })}</p>`;
}

/** w ← w − η d. @param {OpenParameter} open @param {Numbers} numbers @param {string} letter @param {number} direction */
function descend({ value, rate, after }, { tell }, letter, direction) {
  return line(
    `w becomes w minus eta times ${letter}`,
    w,
    [w, sign('−'), eta, name(letter)],
    [number(tell(value)), sign('−'), number(tell(rate)), sign('·'), factor(tell(direction))],
    tell(after),
  );
}

/** v ← 0.9 v + g. @param {OpenParameter} open @param {Numbers} numbers */
function velocity({ memory, used }, { tell }) {
  const [before, after] = memory?.first ?? [0, 0];
  return line(
    'v becomes 0.9 times v plus g',
    v,
    [number('0.9'), v, sign('+'), g],
    [number('0.9'), sign('·'), factor(tell(before)), sign('+'), factor(tell(used))],
    tell(after),
  );
}

/** A running mean a ← β a + (1 − β) b. @param {string} letter @param {string} beta @param {string} rest @param {Part} added @param {Part} addedNumber @param {[number, number]} pair @param {Numbers} numbers */
function mean(letter, beta, rest, added, addedNumber, [before, after], { tell }) {
  return line(
    `${letter} becomes ${beta} times ${letter} plus ${rest} times ${letter === 'm' ? 'g' : 'g squared'}`,
    name(letter),
    [number(beta), name(letter), sign('+'), number(rest), added],
    [number(beta), sign('·'), factor(tell(before)), sign('+'), number(rest), sign('·'), addedNumber],
    tell(after),
  );
}

const squared = (/** @type {Part} */ part) => power(part, number('2'));
/** @param {string} text */
const squaredNumber = (text) => power([sign('('), number(text), sign(')')], number('2'));

/** @param {Part} top @param {Part} bottom */
const overRoot = (top, bottom) => fraction(top, [root(bottom), sign('+'), power(number('10'), number('−8'))]);

/** By the name of the rule. @type {Record<string, (open: OpenParameter, numbers: Numbers) => unknown>} */
const rules = {
  'gradient-descent': (open, numbers) => descend(open, numbers, 'g', open.used),
  sgd: (open, numbers) => descend(open, numbers, 'g', open.used),
  momentum: (open, numbers) =>
    html`${velocity(open, numbers)} ${descend(open, numbers, 'v', open.memory?.first?.[1] ?? 0)}`,
  nesterov(open, numbers) {
    const { tell } = numbers;
    const after = open.memory?.first?.[1] ?? 0;
    return html`${velocity(open, numbers)}
    ${line(
      'w becomes w minus eta times the sum of g and 0.9 times v',
      w,
      [w, sign('−'), eta, sign('('), g, sign('+'), number('0.9'), v, sign(')')],
      [
        number(tell(open.value)),
        sign('−'),
        number(tell(open.rate)),
        sign('·'),
        sign('('),
        number(tell(open.used)),
        sign('+'),
        number('0.9'),
        sign('·'),
        factor(tell(after)),
        sign(')'),
      ],
      tell(open.after),
    )}`;
  },
  rmsprop(open, numbers) {
    const { tell } = numbers;
    const pair = /** @type {[number, number]} */ (open.memory?.second ?? [0, 0]);
    return html`${mean('s', '0.99', '0.01', squared(g), squaredNumber(tell(open.used)), pair, numbers)}
    ${line(
      'w becomes w minus eta times g over the square root of s',
      w,
      [w, sign('−'), eta, overRoot(g, name('s'))],
      [
        number(tell(open.value)),
        sign('−'),
        number(tell(open.rate)),
        sign('·'),
        overRoot(number(tell(open.used)), number(tell(pair[1]))),
      ],
      tell(open.after),
    )}`;
  },
  adam: (open, numbers) => adam(open, numbers),
};

/** @param {OpenParameter} open @param {Numbers} numbers */
function adam(open, numbers) {
  const { tell } = numbers;
  const { first, second, corrected, update = 1, corrections } = open.memory ?? {};
  const [m, s] = [first, second].map((pair) => /** @type {[number, number]} */ (pair ?? [0, 0]));
  const [mHat, sHat] = corrected ?? [0, 0];
  const hat = (
    /** @type {string} */ letter,
    /** @type {number} */ value,
    /** @type {number} */ by,
    /** @type {string} */ beta,
    /** @type {number} */ result,
  ) =>
    line(
      `${letter} corrected for update ${update}: ${letter} over 1 minus ${beta} to the power ${update}`,
      name(`${letter}̂`),
      [fraction(name(letter), [number('1'), sign('−'), power(number(beta), number(String(update)))])],
      [fraction(number(tell(value)), number(tell(by)))],
      tell(result),
    );
  return html`${mean('m', '0.9', '0.1', g, factor(tell(open.used)), m, numbers)}
    ${mean('s', '0.999', '0.001', squared(g), squaredNumber(tell(open.used)), s, numbers)}
    ${hat('m', m[1], corrections?.[0] ?? 1, '0.9', mHat)} ${hat('s', s[1], corrections?.[1] ?? 1, '0.999', sHat)}
    ${line(
      'w becomes w minus eta times m corrected over the square root of s corrected',
      w,
      [w, sign('−'), eta, overRoot(name('m̂'), name('ŝ'))],
      [
        number(tell(open.value)),
        sign('−'),
        number(tell(open.rate)),
        sign('·'),
        overRoot(number(tell(mHat)), number(tell(sHat))),
      ],
      tell(open.after),
    )}`;
}

/** A rule that searches. @param {OpenParameter} open @param {Numbers} numbers */
function searched({ value, after }, { tell }) {
  return html`<p>${formula(
    `w becomes w plus alpha times d, from ${tell(value)} to ${tell(after)}`,
    w,
    sign('←'),
    w,
    sign('+'),
    name('α'),
    name('d'),
  )}</p>
    <p class="hint">This rule chooses its direction d from all gradients so far, and the step α by trying.</p>`;
}
