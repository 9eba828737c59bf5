// @ts-check
// One of several sentences.

import { html } from 'lit';
import { unique } from '../../shared/unique.js';
import { holds } from '../measure.js';

/** @type {import('./kinds.js').Kind<import('../format.js').Choice>} */
export const choice = {
  first: () => null,

  fields({ options }, { guess, set, once }) {
    const name = once(() => unique('prediction'));
    return options.map(
      ({ say }, i) =>
        html`<label><input type="radio" name=${name} .checked=${guess === i} @change=${() => set(i)} /> ${say}</label>`,
    );
  },

  isRight: ({ options }, guess, run) => options[Number(guess)] !== undefined && holds(run, options[Number(guess)].if),

  verdict({ options }, { skipped, guess, right }, run) {
    const truth = options.find((option) => holds(run, option.if));
    const own = guess === undefined ? undefined : options[Number(guess)];
    if (skipped || right || !own)
      return html`${right ? 'As you expected: ' : ''}${truth?.say ?? ''}. ${truth?.why ?? ''}`;
    return html`A surprise: ${truth?.say ?? 'none of these'}. As to “${own.say}”: ${own.why}`;
  },

  summary: ({ options }, guesses) =>
    options.map(({ say }, i) => `${say}: ${guesses.filter((guess) => guess === i).length}`).join('; '),
};
