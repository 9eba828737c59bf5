// @ts-check
// What the models do with the points, in linked pictures: a point that is picked in one lights up in all.

import './insight.css';
import { html, render } from 'lit';
import { onTheme } from '../../shared/colour.js';
import { updateArrows } from './arrows.js';
import { card } from './card.js';
import { errorCurves } from './errors.js';
import { hiddenSpace } from './hidden.js';
import { lossSurface } from './loss-surface.js';
import { sCurve } from './s-curve.js';
import { View } from './view.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../section.js').Section} Section */

/** Milliseconds for what must be prepared before a picture is painted, while the models learn and while they stand. */
const WORK = { busy: 2, idle: 6 };

/** Frames from one telling of the picked point to the next while the models learn. */
const EVERY = 6;

const pictures = [lossSurface, hiddenSpace, sCurve, errorCurves, updateArrows];

/** @param {HTMLElement} element @param {LabView} lab @returns {Section} */
export function createInsight(element, lab) {
  const insight = new Insight(element, lab);
  return { changed: () => insight.changed(), scored: () => insight.scored(), picked: () => insight.wake() };
}

class Insight {
  #lab;
  #card;
  #views;
  /** The picture whose turn is next, while the models learn. */
  #turn = 0;
  #frames = 0;
  #waiting = false;

  /** @param {HTMLElement} element @param {LabView} lab */
  constructor(element, lab) {
    this.#lab = lab;
    render(template(), element);
    const grid = /** @type {HTMLElement} */ (element.querySelector('.insight-grid'));
    this.#views = pictures.map((make) => {
      const picture = make(lab, () => this.changed());
      const place = grid.appendChild(document.createElement('section'));
      place.className = `view ${picture.name}`;
      place.setAttribute('aria-labelledby', `view-${picture.name}`);
      return new View(place, lab, picture, () => this.wake());
    });
    this.#card = grid.appendChild(document.createElement('section'));
    this.#card.className = 'view card';
    onTheme(() => this.wake());
  }

  changed() {
    for (const view of this.#views) view.changed();
    this.wake();
  }

  /** After each frame of training, and when something else was learned. */
  scored() {
    if (!this.#lab.running()) return this.wake();
    if (this.#frames++ % EVERY === 0) render(card(this.#lab), this.#card);
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
    requestAnimationFrame(() => {
      this.#waiting = false;
      render(card(this.#lab), this.#card);
      if (this.#lab.running()) return;
      const seen = this.#views.filter(({ visible }) => visible);
      const busy = seen.filter((view) => view.work(WORK.idle));
      for (const view of seen) view.paint();
      if (busy.length > 0) this.wake();
    });
  }
}

function template() {
  return html`<h2>Look closer</h2>
    <p id="insight-keys">
      One set of points in five pictures. Click a point, or go to a picture and walk from point to point with the arrow keys: it is ringed in all of
      them, and in the boundaries above. Escape lets go.
    </p>
    <div class="insight-grid"></div>`;
}
