// @ts-check
// Bars for all ten digits. They are read in falling order and stand in the order of the digits, so that no bar jumps.

import { html, render } from 'lit';
import { percent } from '../../shared/numbers.js';

/** @typedef {import('./ranking.js').Ranking} Ranking */

/** A change of a bar that nobody can see, as a share of its whole length. */
const LEAST = 0.001;

/** A bar is an element of its own: a custom property of the row would have all that is in it styled anew in every frame. */
class Row {
  /** What it shows; NaN while it shows nothing. */
  #length = Number.NaN;
  #text = '';
  #rank = -1;
  #bar;
  #share;

  /** @param {HTMLElement} item */
  constructor(item) {
    this.item = item;
    this.#bar = /** @type {HTMLElement} */ (item.querySelector('.bar'));
    this.#share = /** @type {HTMLElement} */ (item.querySelector('span'));
  }

  /** @param {number} probability */
  show(probability) {
    const text = percent(probability, 0);
    if (text !== this.#text) this.#share.textContent = text;
    this.#text = text;
    if (Math.abs(probability - this.#length) < LEAST) return;
    this.#length = probability;
    this.#bar.style.transform = `scaleX(${probability})`;
  }

  /** @param {number} rank 0 first; −1 while there is nothing to guess, and nothing to read */
  place(rank) {
    if (rank === this.#rank) return;
    this.#rank = rank;
    if (rank < 0) return this.#clear();
    this.item.removeAttribute('aria-hidden');
    this.item.dataset.rank = String(rank + 1);
  }

  #clear() {
    this.item.setAttribute('aria-hidden', 'true');
    delete this.item.dataset.rank;
    [this.#length, this.#text] = [Number.NaN, ''];
    this.#share.textContent = '';
    this.#bar.style.transform = 'scaleX(0)';
  }
}

/** @param {HTMLElement} element @param {string} name the model's */
export function createBars(element, name) {
  render(template(name), element);
  const list = /** @type {HTMLElement} */ (element.querySelector('ol'));
  const rows = /** @type {HTMLElement[]} */ ([...list.children]).map((item) => new Row(item));
  /** The digits as they stand in the list. */
  const order = Uint8Array.from(rows.keys());

  /** Puts the rows in another order. @param {Uint8Array} wanted */
  function reorder(wanted) {
    for (let i = 0; i < order.length; i++) {
      const { item } = rows[wanted[i]];
      if (list.children[i] !== item) list.insertBefore(item, list.children[i]);
    }
    order.set(wanted);
  }

  return {
    /** @param {Ranking | null} guesses null when nothing is drawn */
    show(guesses) {
      if (!guesses) {
        for (const row of rows) row.place(-1);
        return;
      }
      if (order.some((digit, i) => digit !== guesses.order[i])) reorder(guesses.order);
      order.forEach((digit, rank) => {
        rows[digit].show(guesses.probabilities[digit]);
        rows[digit].place(rank);
      });
    },
  };
}

/** @param {string} name */
function template(name) {
  const row = (
    /** @type {unknown} */ _,
    /** @type {number} */ digit,
  ) => html`<li style="order: ${digit}" aria-hidden="true"
    ><b>${digit}</b><div class="bar" style="transform: scaleX(0)"></div><i>, </i><span></span></li>`;
  return html`<ol class="guess-bars" role="list" aria-label="Guesses: ${name}">${Array.from({ length: 10 }, row)}</ol>`;
}
