// @ts-check
// What the models do with the points, in linked pictures: a point that is picked in one lights up in all.

import './insight.css';
import { html, render } from 'lit';
import { Outcomes } from '../../pkg/gradual_rest.js';
import { unique } from '../../shared/unique.js';
import { onView } from '../../shared/view.js';
import { card } from './card.js';
import { View } from './view.js';
import { views } from './views.js';

/** @typedef {import('../section.js').LabView} LabView */

/** Milliseconds for what must be prepared before a picture is painted, while the models learn and while they stand. */
const WORK = { busy: 2, idle: 6 };

/** Frames from one telling of the picked point to the next while the models learn. */
const EVERY = 6;

/** @type {import('../section.js').Entry} */
export const insight = {
  name: 'insight',
  label: 'Look closer',
  create(element, lab, own) {
    const panel = new Insight(element, lab, own);
    return { changed: () => panel.changed(), scored: () => panel.scored(), picked: () => panel.wake() };
  },
};

class Insight {
  #lab;
  #scope;
  #views;
  #drawCard;
  /** The picture whose turn is next, while the models learn. */
  #turn = 0;
  #frames = 0;
  #waiting = false;

  /** @param {HTMLElement} element @param {LabView} lab @param {import('../section.js').Own} own */
  constructor(element, lab, { scope, part }) {
    this.#lab = lab;
    this.#scope = scope;
    const keys = unique('insight-keys');
    render(template(keys), element);
    const grid = /** @type {HTMLElement} */ (element.querySelector('.insight-grid'));
    this.#views = views.map((entry) => {
      const { name, first } = entry;
      const own = { slice: part(name, first), scope, keys, onSeen: () => this.wake() };
      return new View(place(grid, name), lab, entry, own);
    });
    const outcomes = scope.owns(new Outcomes());
    const cardPlace = place(grid, 'card');
    this.#drawCard = onView(cardPlace, lab.running, () => render(card(lab, outcomes), cardPlace), scope);
  }

  changed() {
    for (const view of this.#views) view.changed();
    this.wake();
  }

  /** After each frame of training, and when something else was learned. */
  scored() {
    if (!this.#lab.running()) return this.wake();
    if (this.#frames++ % EVERY === 0) this.#drawCard();
    this.#paintNext();
  }

  /** The pictures in view take turns, one a frame. */
  #paintNext() {
    const seen = this.#views.filter(({ visible }) => visible);
    const view = seen[this.#turn++ % seen.length];
    view?.work(WORK.busy);
    view?.paint();
  }

  /**
   * Paints all pictures in view in the next frame, and goes on until they are those of the present weights. While the
   * models learn, it leaves the pictures to their turns.
   */
  wake() {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#scope.inFrame(() => {
      this.#waiting = false;
      this.#drawCard();
      if (this.#lab.running()) return;
      const seen = this.#views.filter(({ visible }) => visible);
      const busy = seen.filter((view) => view.work(WORK.idle));
      for (const view of seen) view.paint();
      if (busy.length > 0) this.wake();
    });
  }
}

/** @param {HTMLElement} grid @param {string} name */
function place(grid, name) {
  const element = grid.appendChild(document.createElement('section'));
  element.className = `view ${name}`;
  return element;
}

/** @param {string} keys the id of what is said of the keys */
function template(keys) {
  return html`<h2>Look closer</h2>
    <p id=${keys}>
      One set of points in five pictures. Click a point, or go to a picture and walk from point to point with the arrow keys: it is ringed in all of
      them, and in the boundaries above. Escape lets go.
    </p>
    <div class="insight-grid"></div>`;
}
