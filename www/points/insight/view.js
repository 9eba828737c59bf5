// @ts-check
// One picture with its heading, its sentence, what one can choose, and its note; points on it can be picked.

import { html, nothing, render } from 'lit';
import { isArrow, nearestTo, nextBy } from '../../shared/nearest.js';

/** @typedef {import('../section.js').LabView} LabView */

/**
 * What makes a view.
 * @typedef {object} Picture
 * @property {string} name
 * @property {string} title
 * @property {(stage: HTMLElement) => HTMLCanvasElement} mount
 * @property {string} [pickable] what the place is called in which points are picked
 * @property {() => void} changed models, data or settings have changed
 * @property {() => { label: string, sentence: unknown, controls: unknown }} words what the picture shows
 * @property {() => Float32Array | null} paint draws; returns where the points are, in CSS pixels
 * @property {() => unknown} note what there is to be said of what was painted
 * @property {(milliseconds: number) => boolean} [work] prepares what is to be painted; false when nothing is left to do
 */

/** @param {HTMLElement} stage */
export function canvasIn(stage) {
  return stage.appendChild(document.createElement('canvas'));
}

export class View {
  visible = false;
  #lab;
  #picture;
  #canvas;
  #find;
  /** Where the points are on the canvas. @type {Float32Array} */
  #places = new Float32Array(0);

  /** @param {HTMLElement} element @param {LabView} lab @param {Picture} picture @param {() => void} onSeen */
  constructor(element, lab, picture, onSeen) {
    this.#lab = lab;
    this.#picture = picture;
    render(this.#template(), element);
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    this.#canvas = picture.mount(this.#find('.view-stage'));
    this.#canvas.setAttribute('role', 'img');
    new IntersectionObserver((entries) => {
      this.visible = entries.at(-1)?.isIntersecting ?? false;
      if (this.visible) onSeen();
    }).observe(element);
    new ResizeObserver(() => this.paint()).observe(this.#canvas);
  }

  #template() {
    const { name, title, pickable } = this.#picture;
    const stage = pickable
      ? html`<div
          class="view-stage pickable"
          role="application"
          aria-label=${pickable}
          aria-describedby="insight-keys"
          tabindex="0"
          @keydown=${(/** @type {KeyboardEvent} */ event) => this.#key(event)}
          @click=${(/** @type {PointerEvent} */ event) => this.#point(event)}
        ></div>`
      : html`<div class="view-stage"></div>`;
    return html`<h3 id="view-${name}">${title}</h3>
      <p class="view-sentence"></p>
      <div class="view-controls"></div>
      ${stage}
      <p class="view-note hint"></p>`;
  }

  /** Models, data or settings have changed. */
  changed() {
    this.#picture.changed();
    const { label, sentence, controls } = this.#picture.words();
    this.#canvas.ariaLabel = label;
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
    if (this.visible && this.#canvas.clientWidth > 0) this.#paint();
  }

  #paint() {
    this.#places = this.#picture.paint() ?? this.#places;
    render(this.#picture.note() || nothing, this.#find('.view-note'));
  }

  /** @param {PointerEvent} event */
  #point({ offsetX, offsetY, target }) {
    if (target === this.#canvas) this.#lab.pick(nearestTo(this.#places, offsetX, offsetY));
  }

  /** From the picked point to the next one; the first is the one nearest to the middle. Escape lets go. @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === 'Escape') return this.#lab.pick(null);
    if (!isArrow(event.key)) return;
    event.preventDefault();
    if (this.#places.length === 0) this.#paint();
    const next = this.#next(event.key, this.#lab.picked());
    if (next !== null) this.#lab.pick(next);
  }

  /** @param {string} key @param {number | null} picked */
  #next(key, picked) {
    const { clientWidth, clientHeight } = this.#canvas;
    if (picked === null) return nearestTo(this.#places, clientWidth / 2, clientHeight / 2, Infinity);
    return nextBy(this.#places, key, this.#places.subarray(2 * picked, 2 * picked + 2));
  }
}
