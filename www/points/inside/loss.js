// @ts-check
// The loss of the example: what each output adds to it.

import { html } from 'lit';
import { equation, fraction, name, number, power, sign, sum } from './math.js';
import { lossChange } from './parameter.js';
import { part } from './part.js';

/** @typedef {import('./panel.js').Pass} Pass */
/** @typedef {import('./math.js').Part} Part */

const [t, y, z] = [name('t'), name('y'), name('z')];
const squared = power([sign('('), y, sign('−'), t, sign(')')], number('2'));
const half = fraction(number('1'), number('2'));

/** E for each loss, as it is spoken and as it is written. @type {Record<string, [spoken: string, formula: Part[]]>} */
const losses = {
  'cross-entropy': [
    'minus t log y minus 1 minus t log 1 minus y',
    [
      sign('−'),
      t,
      name('ln'),
      y,
      sign('−'),
      sign('('),
      number('1'),
      sign('−'),
      t,
      sign(')'),
      name('ln'),
      sign('('),
      number('1'),
      sign('−'),
      y,
      sign(')'),
    ],
  ],
  softmax: ['minus the sum of t log y', [sign('−'), sum(name('k')), t, name('ln'), y]],
  'squared-error': ['one half the sum of y minus t squared', [half, sum(name('k')), squared]],
  'squared-error-linear': ['one half of y minus t squared', [half, squared]],
  'squared-error-whole': ['the sum of y minus t squared', [sum(name('k')), squared]],
  'squared-error-linear-whole': ['y minus t squared', [squared]],
  perceptron: ['y minus t times z', [sign('('), y, sign('−'), t, sign(')'), z]],
};

/** @param {Pass} pass */
export function lossView(pass) {
  const { numbers, known, names, walk, config } = pass;
  const kind = config.loss === 'cross-entropy' && walk.terms.length > 1 ? 'softmax' : config.loss;
  const [spoken, written] = losses[kind];
  const isThere = known('loss', names.last);
  const error = isThere ? numbers.total(walk.error, walk.errorShown) : '–';
  const loss = html`<p>${equation(`E equals ${spoken}`, [name('E'), sign('='), ...written], { result: error })}</p>
      <table class="inside-sum">
        <caption class="visually-hidden">Outputs, targets and what each adds to E</caption>
        <thead><tr><th scope="col">output</th><th scope="col">y</th><th scope="col">t</th><th scope="col">adds to E</th></tr></thead>
        <tbody>
          ${walk.terms.map(
            (term, k) => html`<tr>
              <th scope="row">${names.value(names.last, k)}</th>
              <td>${numbers.tell(known('h', names.last) ? walk.levels[names.last].h[k] : null)}</td>
              <td>${numbers.tell(walk.targets[k])}</td>
              <td>${isThere ? numbers.part(term, walk.errorShown) : '–'}</td>
            </tr>`,
          )}
          <tr class="inside-total"><th scope="row">E</th><td></td><td></td><td>${error}</td></tr>
        </tbody>
      </table>`;
  const after = known('update', names.last) ? lossChange(numbers, walk) : html`<p>–</p>`;
  return html`${part(pass, 'Loss', ['loss'], loss)} ${part(pass, 'After the update', ['update'], after)}`;
}
