// @ts-check
// What the models take the drawing for: the first two guesses in words, and bars for all ten digits of each model.

import './guesses.css';
import { render } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { createBars } from './bars.js';
import { Ranking, reading } from './ranking.js';
import { isSure } from './sure.js';
import { guessInWords } from './words.js';

/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {import('../../shared/section.js').Section} Section */

/** @param {HTMLElement} element @param {DigitsView} lab @param {{ scope: import('../../shared/scope.js').Scope }} own @returns {Section} */
export function createGuesses(element, lab, { scope }) {
  const panel = new GuessPanel(element, lab, scope);
  return { changed: () => panel.draw(), frame: () => panel.frame(), picked: () => panel.draw() };
}

class GuessPanel {
  #lab;
  #words;
  #bars;
  #names;
  /** Of each model, of each digit on the pad. @type {Ranking[][]} */
  #rankings;
  #visible = true;

  /** @param {HTMLElement} element @param {DigitsView} lab @param {import('../../shared/scope.js').Scope} scope */
  constructor(element, lab, scope) {
    this.#lab = lab;
    this.#names = lab.models().map(({ name }) => name);
    const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    this.#words = find('.words-place');
    this.#bars = this.#names.map((name, i) => createBars(find(`.bars-${i}`), name));
    this.#rankings = this.#names.map(() => []);
    scope.onView(element, (visible) => {
      this.#visible = visible;
      this.draw();
    });
  }

  /** What changes in every frame is drawn while somebody can see it. */
  frame() {
    if (this.#visible) this.draw();
  }

  draw() {
    const { images, chosen, places, none } = this.#lab.drawing();
    this.#read(images);
    const moving = this.#lab.running() || this.#lab.drawing().isMoving;
    const [first, second] = this.#readings(0 < images.length, places);
    render(
      [
        this.#inWords({ label: 'First guess', rank: 0, readings: first, moving, none, empty: 'Nothing drawn yet' }),
        this.#inWords({ label: 'Second guess', rank: 1, readings: second, moving, none, empty: '' }),
      ],
      this.#words,
    );
    for (const [i, bars] of this.#bars.entries()) bars.show(this.#rankings[i][chosen] ?? null);
  }

  /** @param {Float32Array[]} images */
  #read(images) {
    for (const [model, rankings] of this.#rankings.entries()) {
      rankings.length = Math.min(rankings.length, images.length);
      for (const [i, image] of images.entries()) {
        rankings[i] ??= new Ranking();
        rankings[i].read(this.#lab.guess(model, image));
      }
    }
  }

  /** The first and the second guess of every model. @param {boolean} drawn @param {import('./ranking.js').Place[]} places */
  #readings(drawn, places) {
    const of = (/** @type {0 | 1} */ rank) =>
      this.#rankings.map((digits) => (drawn ? reading(digits, rank, places) : null));
    return [of(0), of(1)];
  }

  /** Rendered when what can be read has changed. @param {Omit<Parameters<typeof guessInWords>[0], 'names'>} guess */
  #inWords(guess) {
    const { readings, moving, none } = guess;
    const told = readings.flatMap((reading) =>
      reading ? [reading.text, Math.round(100 * reading.probability), isSure(reading.probability)] : [],
    );
    return guard([moving, none, ...told], () => guessInWords({ ...guess, names: this.#names }));
  }
}
