// @ts-check
// One picture with its heading, its sentence, what one can choose, and its note; points on it can be picked.

import { html, nothing, render } from 'lit';
import { createCanvas } from '../../shared/canvas.js';
import { withLesson } from '../../shared/lesson-link.js';
import { isArrow, nearestTo, nextBy } from '../../shared/nearest.js';
import { unique } from '../../shared/unique.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../../shared/scope.js').Scope} Scope */
/** What a view has for itself; `repaint` paints it again. @typedef {{ slice: import('../../shared/view-state.js').Slice<any>, scope: Scope, repaint: () => void }} Own */

/**
 * An entry in the list of views.
 * @typedef {object} ViewEntry
 * @property {string} name its class and the key of its slice
 * @property {string} title
 * @property {{ id: string, about: string }} lesson that explains it
 * @property {string} [pickable] what the place is called in which points are picked
 * @property {object} first what its slice begins with
 * @property {(stage: HTMLElement, lab: LabView, own: Own) => Picture} create
 */

/**
 * What a view shows.
 * @typedef {object} Picture
 * @property {HTMLCanvasElement} canvas
 * @property {() => void} [changed] models, data or settings have changed
 * @property {() => { label: string, sentence: unknown, controls: unknown }} words what the picture shows
 * @property {() => Float32Array | null} paint draws; returns where the points are, in CSS pixels
 * @property {() => unknown} note what there is to be said of what was painted
 * @property {(milliseconds: number) => boolean} [work] prepares what is to be painted; false when nothing is left to do
 */

/** A canvas that fills a stage. @param {HTMLElement} stage @param {Own} own */
export function canvasIn(stage, { scope, repaint }) {
  const canvas = stage.appendChild(document.createElement('canvas'));
  return { canvas, surface: createCanvas(canvas, scope, repaint) };
}

export class View {
  visible = false;
  #lab;
  #entry;
  #picture;
  #find;
  /** Where the points are on the canvas. @type {Float32Array} */
  #places = new Float32Array(0);
  /** An arrow key that waits until the points have their places: it has only just brought them into view. @type {string | null} */
  #pressed = null;

  /**
   * @param {HTMLElement} element @param {LabView} lab @param {ViewEntry} entry
   * @param {{ slice: Own['slice'], scope: Scope, keys: string, onSeen: () => void }} own `keys`: the id of what is said of its keys
   */
  constructor(element, lab, entry, { slice, scope, keys, onSeen }) {
    this.#lab = lab;
    this.#entry = entry;
    const heading = unique('view');
    element.setAttribute('aria-labelledby', heading);
    render(this.#template(heading, keys), element);
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    this.#picture = entry.create(this.#find('.view-stage'), lab, { slice, scope, repaint: () => this.paint() });
    this.#picture.canvas.setAttribute('role', 'img');
    scope.onView(element, (visible) => {
      this.visible = visible;
      if (visible) onSeen();
    });
  }

  /** @param {string} heading @param {string} keys */
  #template(heading, keys) {
    const { title, pickable, lesson } = this.#entry;
    const stage = pickable
      ? html`<div
          class="view-stage pickable"
          role="application"
          aria-label=${pickable}
          aria-describedby=${keys}
          tabindex="0"
          @keydown=${(/** @type {KeyboardEvent} */ event) => this.#key(event)}
          @click=${(/** @type {PointerEvent} */ event) => this.#point(event)}
        ></div>`
      : html`<div class="view-stage"></div>`;
    return html`${withLesson(lesson.id, lesson.about, html`<h3 id=${heading}>${title}</h3>`)}
      <p class="view-sentence"></p>
      <div class="view-controls"></div>
      ${stage}
      <p class="view-note hint"></p>`;
  }

  /** Models, data or settings have changed. */
  changed() {
    this.#picture.changed?.();
    const { label, sentence, controls } = this.#picture.words();
    this.#picture.canvas.ariaLabel = label;
    render(sentence, this.#find('.view-sentence'));
    render(controls, this.#find('.view-controls'));
    this.#places = new Float32Array(0);
  }

  /** Prepares what is to be painted; false when nothing is left to do. @param {number} milliseconds */
  work(milliseconds) {
    return this.#picture.work?.(milliseconds) ?? false;
  }

  /** Paints what is in view. */
  paint() {
    if (!this.visible) return;
    this.#places = this.#picture.paint() ?? this.#places;
    render(this.#picture.note() || nothing, this.#find('.view-note'));
    const key = this.#pressed;
    this.#pressed = null;
    if (key !== null) this.#walk(key);
  }

  /** @param {PointerEvent} event */
  #point({ offsetX, offsetY, target }) {
    if (target === this.#picture.canvas) this.#lab.pick(nearestTo(this.#places, offsetX, offsetY));
  }

  /** Arrow keys go from point to point; Escape lets go. @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === 'Escape') return this.#lab.pick(null);
    if (!isArrow(event.key)) return;
    event.preventDefault();
    if (this.#places.length > 0) this.#walk(event.key);
    else this.#pressed = event.key;
  }

  /** From the picked point to the next one; the first is the one nearest to the middle. @param {string} key */
  #walk(key) {
    const next = this.#next(key, this.#lab.picked());
    if (next !== null) this.#lab.pick(next);
  }

  /** @param {string} key @param {number | null} picked */
  #next(key, picked) {
    const { clientWidth, clientHeight } = this.#picture.canvas;
    if (picked === null) return nearestTo(this.#places, clientWidth / 2, clientHeight / 2, Infinity);
    return nextBy(this.#places, key, this.#places.subarray(2 * picked, 2 * picked + 2));
  }
}
