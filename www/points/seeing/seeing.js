// @ts-check
// What the models do with the points, in linked pictures: a point that is picked in one lights up in all.

import './seeing.css';
import { html, render } from 'lit';
import { onTheme } from '../../shared/colour.js';
import { updateArrows } from './arrows.js';
import { card } from './card.js';
import { errorCurves } from './errors.js';
import { hiddenSpace } from './hidden.js';
import { hillOf } from './hill.js';
import { sCurve } from './s-curve.js';
import { Sight } from './sight.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../section.js').Section} Section */

/** Milliseconds for what must be prepared before a picture is painted, while the models learn and while they stand. */
const WORK = { busy: 2, idle: 6 };

/** Frames from one telling of the picked point to the next while the models learn. */
const EVERY = 6;

const pictures = [hillOf, hiddenSpace, sCurve, errorCurves, updateArrows];

/** @param {HTMLElement} element @param {LabView} lab @returns {Section} */
export function createSeeing(element, lab) {
  const seeing = new Seeing(element, lab);
  return { changed: () => seeing.changed(), scored: () => seeing.scored(), picked: () => seeing.wake() };
}

class Seeing {
  #lab;
  #card;
  #sights;
  /** The picture whose turn is next, while the models learn. */
  #turn = 0;
  #frames = 0;
  #waiting = false;

  /** @param {HTMLElement} element @param {LabView} lab */
  constructor(element, lab) {
    this.#lab = lab;
    render(template(), element);
    const grid = /** @type {HTMLElement} */ (element.querySelector('.seeing-grid'));
    this.#sights = pictures.map((make) => {
      const picture = make(lab, () => this.changed());
      const place = grid.appendChild(document.createElement('section'));
      place.className = `sight ${picture.name}`;
      place.setAttribute('aria-labelledby', `sight-${picture.name}`);
      return new Sight(place, lab, picture, () => this.wake());
    });
    this.#card = grid.appendChild(document.createElement('section'));
    this.#card.className = 'sight card';
    onTheme(() => this.wake());
  }

  changed() {
    for (const sight of this.#sights) sight.changed();
    this.wake();
  }

  /** After each frame of training, and when something else was learned. */
  scored() {
    if (!this.#lab.running()) return this.wake();
    if (this.#frames++ % EVERY === 0) render(card(this.#lab), this.#card);
    this.#paintNext();
  }

  /** The pictures in sight take turns, one a frame. */
  #paintNext() {
    const seen = this.#sights.filter(({ visible }) => visible);
    const sight = seen[this.#turn++ % seen.length];
    sight?.work(WORK.busy);
    sight?.paint();
  }

  /**
   * Paints all pictures in sight in the next frame, and goes on until they are those of the present weights. While the
   * models learn, it leaves the pictures to their turns.
   */
  wake() {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      render(card(this.#lab), this.#card);
      if (this.#lab.running()) return;
      const seen = this.#sights.filter(({ visible }) => visible);
      const busy = seen.filter((sight) => sight.work(WORK.idle));
      for (const sight of seen) sight.paint();
      if (busy.length > 0) this.wake();
    });
  }
}

function template() {
  return html`<h2>Look closer</h2>
    <p id="seeing-keys">
      One set of points in five pictures. Click a point, or go to a picture and walk from point to point with the arrow keys: it is ringed in all of
      them, and in the boundaries above. Escape lets go.
    </p>
    <div class="seeing-grid"></div>`;
}
