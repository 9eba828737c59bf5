// @ts-check
// How good are they? The models compared, and one of them looked at closely: its confusions, mistakes and calibration.

import './judge.css';
import { html, nothing, render } from 'lit';
import { Judge } from '../../pkg/gradual.js';
import { onTheme } from '../../shared/colour.js';
import { inFrames } from '../../shared/frames.js';
import { scoreTable } from '../../views/scores.js';
import { calibrationPlot } from './calibration.js';
import { confusionMatrix } from './confusion.js';
import { guesses, judged, labelOf, thoughts } from './judges.js';
import { MOST as MOST_MISTAKES, worstMistakes } from './mistakes.js';
import { chosenPicture, paintThumbnails, picturesBehind } from './pictures.js';
import { circumstances, comparison } from './table.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../section.js').Section} Section */
/** @typedef {import('./judges.js').JudgeReport} JudgeReport */
/** @typedef {import('./confusion.js').Cell} Cell */
/** @typedef {import('../../pkg/gradual.js').Race} Race */

/** Milliseconds of fitting naive Bayes in a frame, and examples from one look at the time to the next. */
const [BUDGET, PIECE] = [5, 16];

/** Frames from one guess at the drawing to the next while the models learn. */
const EVERY = 6;

/** @param {HTMLElement} element @param {LabView} lab @returns {Section} */
export function createJudge(element, lab) {
  const panel = new JudgePanel(element, lab);
  return {
    frame: () => panel.frame(),
    changed: () => panel.fit(),
    scored: () => panel.drawScores(),
    drawn: () => panel.drawGuesses(),
  };
}

class JudgePanel {
  #judge = new Judge();
  #visible = false;
  #frames = 0;
  /** The next frame of fitting naive Bayes. */
  #fitting = 0;
  /** @type {(JudgeReport | null)[]} */
  #reports = judged.map(() => null);
  /** The model that is looked at. */
  #chosen = 2;
  /** The number of the matrix that was opened; until then it is that of the most common mistake. @type {Cell | null} */
  #cell = null;
  /** The one of them that was put on the pad. @type {number | null} */
  #example = null;
  #inFrames = inFrames();
  #find;
  #lab;

  /** @param {HTMLElement} element @param {LabView} lab */
  constructor(element, lab) {
    this.#lab = lab;
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    render(
      template(this.#chosen, (model) => this.#choose(model)),
      element,
    );
    new IntersectionObserver((entries) => {
      this.#visible = entries.some(({ isIntersecting }) => isIntersecting);
      this.fit();
      this.#draw();
    }).observe(element);
    onTheme(() => this.#draw());
  }

  /** Unseen, it rests while the models learn. */
  get #rests() {
    return !this.#visible && this.#lab.running();
  }

  /** Fits naive Bayes to the digits that are there, a little in each frame. */
  fit() {
    cancelAnimationFrame(this.#fitting);
    const race = this.#lab.race();
    if (race.count === 0 || this.#rests) return;
    const end = performance.now() + BUDGET;
    while (performance.now() < end) if (this.#judge.advance(race, PIECE)) return this.#draw();
    this.#fitting = requestAnimationFrame(() => this.fit());
  }

  /** Most frames are let pass. */
  frame() {
    if (this.#frames++ % EVERY === 0) this.drawGuesses();
  }

  drawScores() {
    render(scoreTable(this.#lab.race().report()), this.#find('.scores-place'));
    this.#draw();
  }

  /** What the models take the drawing for has changed. */
  drawGuesses() {
    if (this.#visible) this.#drawComparison(this.#lab.race());
  }

  /** @param {Race} race */
  #drawComparison(race) {
    const image = this.#lab.image();
    render(comparison(this.#reports, image && guesses(race, this.#judge, image)), this.#find('.comparison-place'));
  }

  #draw() {
    const race = this.#lab.race();
    if (this.#rests) return;
    this.#reports = judged.map((_, i) => this.#judge.report(race, i));
    render(circumstances(this.#reports), this.#find('.circumstances'));
    this.#drawComparison(race);
    this.#inFrames([
      () => this.#drawMatrix(),
      () => this.#drawPictures(race),
      () => this.#drawMistakes(race),
      () => render(calibrationPlot(this.#reports, this.#chosen), this.#find('.calibration')),
    ]);
  }

  /** The number of the matrix whose pictures are shown. @returns {Cell | null} */
  #shown() {
    const [label, said] = this.#reports[this.#chosen]?.judgement.mostConfused ?? [0, 0];
    return this.#cell ?? (label === said ? null : { label, said });
  }

  #drawMatrix() {
    const report = this.#reports[this.#chosen];
    const open = (/** @type {Cell} */ cell) => this.#open(cell);
    const matrix = report && confusionMatrix(report.judgement, judged[this.#chosen].name, this.#shown(), open);
    render(matrix ?? html`<p>The test digits are still being scored.</p>`, this.#find('.matrix-place'));
  }

  /** @param {Race} race */
  #drawPictures(race) {
    const [cell, place] = [this.#shown(), this.#find('.pictures-place')];
    const examples = cell && this.#judge.behind(race, this.#chosen, cell.label, cell.said).slice();
    const show = (/** @type {number} */ example) => {
      this.#example = example;
      this.#show(race, example);
      this.#drawChosen(race);
    };
    render(examples && picturesBehind(cell, examples, show), place);
    paintThumbnails(place, race);
    this.#drawChosen(race);
  }

  /** @param {Race} race */
  #drawChosen(race) {
    const example = this.#example;
    const words =
      example === null ? nothing : chosenPicture(labelOf(race, example), thoughts(race, this.#judge, example));
    render(words, this.#find('.chosen-place'));
  }

  /** @param {Race} race */
  #drawMistakes(race) {
    const place = this.#find('.mistakes-place');
    const examples = this.#judge.mistakes(race, this.#chosen, MOST_MISTAKES).slice();
    const mistakes = Array.from(examples, (example) => ({
      example,
      truth: labelOf(race, example),
      guesses: thoughts(race, this.#judge, example),
    }));
    render(
      worstMistakes(mistakes, judged[this.#chosen].name, (example) => this.#show(race, example)),
      place,
    );
    paintThumbnails(place, race);
  }

  /** @param {Race} race @param {number} example */
  #show(race, example) {
    this.#lab.show(race.trainCount + example);
  }

  /** @param {number} model */
  #choose(model) {
    [this.#chosen, this.#example] = [model, null];
    this.#draw();
  }

  /** @param {Cell} cell */
  #open(cell) {
    [this.#cell, this.#example] = [cell, null];
    this.#draw();
  }
}

/** @param {number} chosen @param {(model: number) => void} onChoose */
function template(chosen, onChoose) {
  return html`
    <h2>How good are they?</h2>
    <p class="circumstances hint"></p>
    <div class="comparison-place"></div>
    <div class="segmented choice" role="radiogroup" aria-label="Judge">
      ${judged.map(
        ({ name, short }, i) => html`<label
          ><input type="radio" name="judge" aria-label=${name} .checked=${i === chosen} @change=${() => onChoose(i)} /><span><span class="wide">${name}</span><span class="narrow">${short}</span></span></label>`,
      )}
    </div>
    <div class="close-up">
      <div>
        <h3>What it confuses</h3>
        <p class="hint">
          Each row is a digit, each column what the model took it for. The stronger the orange, the more of a digit's
          pictures went there, full from 10 %. Press a number to see its pictures.
        </p>
        <div class="matrix-place"></div>
      </div>
      <div class="pictures">
        <div class="pictures-place"></div>
        <div class="chosen-place" role="status" aria-label="Chosen picture"></div>
      </div>
      <div class="mistakes-place"></div>
      <div class="calibration"></div>
      <div>
        <h3>While they learn</h3>
        <div class="scores-place"></div>
      </div>
    </div>
  `;
}
