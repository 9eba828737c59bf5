// @ts-check
// Several things, to be put in order.

import { html } from 'lit';
import { measured } from '../measure.js';

/** @typedef {import('../format.js').Order} Order */
/** @typedef {import('../measure.js').Run} Run */

/** The items as the run puts them. @param {Order} predict @param {Run} run @returns {number[]} */
function truthOf({ items, largest }, run) {
  const values = items.map(({ value }) => measured(run, value) ?? Number.NaN);
  const sign = largest === 'first' ? -1 : 1;
  return items.map((_, i) => i).sort((one, other) => sign * (values[one] - values[other]));
}

/** How many pairs stand the other way round. @param {number[]} order @param {number[]} truth */
function swapped(order, truth) {
  const places = order.map((item) => truth.indexOf(item));
  return places.flatMap((place, i) => places.slice(i + 1).filter((after) => after < place)).length;
}

/** @param {import('./kinds.js').Guess} guess */
const orderIn = (guess) => /** @type {number[]} */ ([guess].flat());

/** @type {import('./kinds.js').Kind<Order>} */
export const order = {
  first: ({ items }) => items.map((_, i) => i),

  fields({ items, largest }, { guess, set }) {
    const now = orderIn(/** @type {number[]} */ (guess)).filter((i) => items[i]);
    const swap = (/** @type {number} */ place) => () =>
      set(now.map((item, i) => (i === place ? now[i + 1] : i === place + 1 ? now[place] : item)));
    return html`<ol class="order">
      ${now.map(
        (item, place) => html`<li><div class="item">
          <span>${items[item].say}</span>
          <button type="button" aria-label=${`${items[item].say}: up`} ?disabled=${place === 0} @click=${swap(place - 1)}>↑</button>
          <button type="button" aria-label=${`${items[item].say}: down`} ?disabled=${place + 1 === now.length} @click=${swap(place)}>↓</button>
        </div></li>`,
      )}
    </ol>
    <p class="hint">The largest comes ${largest}.</p>`;
  },

  isRight: (predict, guess, run) => swapped(orderIn(guess), truthOf(predict, run)) === 0,

  verdict(predict, { skipped, guess, right }, run) {
    const truth = truthOf(predict, run);
    const pairs = guess === undefined ? 0 : swapped(orderIn(guess), truth);
    const said = right
      ? 'As you expected: '
      : skipped
        ? ''
        : `A surprise, as ${pairs} ${pairs === 1 ? 'pair stands' : 'pairs stand'} the other way round: `;
    return html`${said}${truth.map((item) => predict.items[item].say).join(', then ')}. ${predict.why}`;
  },

  summary({ items }, guesses) {
    const written = guesses.map((guess) =>
      orderIn(guess)
        .map((item) => items[item]?.say ?? '?')
        .join(', '),
    );
    const each = [...new Set(written)].map((words) => `${words}: ${written.filter((other) => other === words).length}`);
    return each.join('; ');
  },
};
