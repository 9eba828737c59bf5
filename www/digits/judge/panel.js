// @ts-check
// How good are they? The models compared, and one of them looked at closely: its confusions, mistakes and calibration.

import './judge.css';
import { html, nothing, render } from 'lit';
import { Judge } from '../../pkg/gradual_rest.js';
import { inFrames } from '../../shared/frames.js';
import { withLesson } from '../../shared/lesson-link.js';
import { owned } from '../../shared/owned.js';
import { radio } from '../../shared/radios.js';
import { named } from '../../shared/unique.js';
import { placeIn } from '../../shared/view-state.js';
import { scoreTable } from '../../views/scores.js';
import { forgetThumbnails } from '../thumbnails.js';
import { calibrationPlot } from './calibration.js';
import { confusionMatrix } from './confusion.js';
import { guesses, judged, thoughts } from './judges.js';
import { MOST as MOST_MISTAKES, worstMistakes } from './mistakes.js';
import { chosenPicture, paintPictures, picturesBehind } from './pictures.js';
import { circumstances, comparison } from './table.js';

/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../shared/section.js').Section} Section */
/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {import('./judges.js').JudgeReport} JudgeReport */
/** @typedef {import('./confusion.js').Cell} Cell */

/**
 * @typedef {object} JudgeSlice
 * @property {number} model that is looked at
 * @property {Cell | null} cell the number of the matrix that was opened; until then it is that of the most common mistake
 * @property {number | null} example the one of its pictures that was put on the pad
 * @property {boolean} numbers whether the calibration's are shown
 */
/** @typedef {{ scope: import('../../shared/scope.js').Scope, slice: import('../../shared/view-state.js').Slice<JudgeSlice> }} Own */

/** @type {JudgeSlice} */
export const firstJudge = { model: 2, cell: null, example: null, numbers: false };

const DIGITS = 10;

/** Milliseconds of fitting naive Bayes in a frame: unseen, it leaves them to what is in sight. */
const BUDGET = { seen: 5, unseen: 1 };

/** Examples from one look at the time to the next. */
const PIECE = 16;

/** Frames from one guess at the drawing to the next while the models learn. */
const EVERY = 6;

/** @param {HTMLElement} element @param {DigitsView} lab @param {Own} own @returns {Section} */
export function createJudge(element, lab, own) {
  const panel = new JudgePanel(element, lab, own);
  return {
    frame: () => panel.frame(),
    changed: () => panel.changed(),
    scored: () => panel.scored(),
    picked: () => panel.drawGuesses(),
  };
}

class JudgePanel {
  #judge = new Judge();
  #visible = false;
  #frames = 0;
  /** Whether naive Bayes is fitted to the digits that are there. */
  #isFitted = false;
  /** Takes back the next frame of fitting it. */
  #rest = () => {};
  /** What was looked at when it was drawn. @type {JudgeSlice | null} */
  #drawn = null;
  /** @type {(JudgeReport | null)[]} */
  #reports = judged.map(() => null);
  #inFrames;
  #find;
  #lab;
  #scope;
  #slice;

  /** @param {HTMLElement} element @param {DigitsView} lab @param {Own} own */
  constructor(element, lab, { scope, slice }) {
    this.#lab = lab;
    this.#scope = scope;
    this.#slice = slice;
    this.#inFrames = inFrames(scope);
    owned(scope, this.#judge);
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    render(template(), element);
    scope.onView(element, (visible) => {
      this.#visible = visible;
      this.#fit();
      this.#draw();
    });
    scope.onTheme(() => {
      forgetThumbnails(element);
      this.#draw();
    });
  }

  /** Unseen, it rests while the models learn. */
  get #rests() {
    return !this.#visible && this.#lab.running();
  }

  /** Which of the judged is looked at. */
  get #chosen() {
    return placeIn(this.#slice.value.model, judged.length) ?? firstJudge.model;
  }

  changed() {
    this.#fit();
    if (this.#slice.value !== this.#drawn) this.#draw();
  }

  /** Fits naive Bayes to the digits that are there, a little in each frame. */
  #fit() {
    this.#rest();
    const race = this.#lab.race();
    if (race.count === 0 || this.#rests) return;
    const wasFitted = this.#isFitted;
    this.#isFitted = this.#advance(race);
    if (!this.#isFitted) this.#rest = this.#scope.inFrame(() => this.#fit());
    else if (!wasFitted) this.#draw();
  }

  /** @param {Race} race @returns {boolean} whether it is fitted */
  #advance(race) {
    const end = performance.now() + BUDGET[this.#visible ? 'seen' : 'unseen'];
    while (performance.now() < end) if (this.#judge.advance(race, PIECE)) return true;
    return false;
  }

  /** Most frames are let pass. */
  frame() {
    if (this.#frames++ % EVERY === 0) this.drawGuesses();
  }

  scored() {
    render(scoreTable(this.#lab.report()), this.#find('.scores-place'));
    this.#draw();
  }

  /** What the models take the drawing for has changed. */
  drawGuesses() {
    if (this.#visible) this.#drawComparison();
  }

  #drawComparison() {
    const image = this.#lab.image();
    render(comparison(this.#reports, image && guesses(this.#lab, this.#judge, image)), this.#find('.comparison-place'));
  }

  #draw() {
    const race = this.#lab.race();
    if (this.#rests) return;
    this.#drawn = this.#slice.value;
    this.#reports = judged.map((_, i) => this.#judge.report(race, i));
    render(circumstances(this.#reports), this.#find('.circumstances'));
    render(this.#choice(), this.#find('.judge-choice'));
    this.#drawComparison();
    this.#inFrames([
      () => this.#drawMatrix(),
      () => this.#drawPictures(race),
      () => this.#drawMistakes(race),
      () => this.#drawCalibration(),
    ]);
  }

  #choice() {
    const choose = (/** @type {number} */ model) => this.#slice.set({ model, example: null });
    return named((/** @type {string} */ group) => {
      const one = (
        /** @type {{ name: string, short: string }} */ { name, short },
        /** @type {number} */ i,
      ) => html`<label
        >${radio(group, { label: name, checked: i === this.#chosen, choose: () => choose(i) })}<span
          ><span class="wide">${name}</span><span class="narrow">${short}</span></span
        ></label
      >`;
      return html`<div class="segmented choice" role="radiogroup" aria-label="Judge">${judged.map(one)}</div>`;
    });
  }

  /** The number of the matrix whose pictures are shown. @returns {Cell | null} */
  #shown() {
    const { cell } = this.#slice.value;
    const [label, predicted] = [placeIn(cell?.label, DIGITS), placeIn(cell?.predicted, DIGITS)];
    if (label !== null && predicted !== null) return { label, predicted };
    const [most, takenFor] = this.#reports[this.#chosen]?.judgement.mostConfused ?? [0, 0];
    return most === takenFor ? null : { label: most, predicted: takenFor };
  }

  #drawMatrix() {
    const report = this.#reports[this.#chosen];
    const open = (/** @type {Cell} */ cell) => this.#slice.set({ cell, example: null });
    const matrix = report && confusionMatrix(report.judgement, judged[this.#chosen].name, this.#shown(), open);
    render(matrix ?? html`<p>The test digits are still being scored.</p>`, this.#find('.matrix-place'));
  }

  /** @param {Race} race */
  #drawPictures(race) {
    const [cell, place] = [this.#shown(), this.#find('.pictures-place')];
    const examples = cell && this.#judge.behind(race, this.#chosen, cell.label, cell.predicted).slice();
    const show = (/** @type {number} */ example) => {
      this.#slice.set({ example });
      this.#lab.show(example);
    };
    render(examples && picturesBehind(cell, examples, show), place);
    paintPictures(place, this.#lab);
    this.#drawChosen(race);
  }

  /** @param {Race} race */
  #drawChosen(race) {
    const example = placeIn(this.#slice.value.example, race.count - race.trainCount);
    const words =
      example !== null ? chosenPicture(this.#lab.label(example), thoughts(race, this.#judge, example)) : nothing;
    render(words, this.#find('.chosen-place'));
  }

  /** @param {Race} race */
  #drawMistakes(race) {
    const place = this.#find('.mistakes-place');
    const examples = this.#judge.mistakes(race, this.#chosen, MOST_MISTAKES).slice();
    const mistakes = Array.from(examples, (example) => ({
      example,
      truth: this.#lab.label(example),
      guesses: thoughts(race, this.#judge, example),
    }));
    const show = (/** @type {number} */ example) => this.#lab.show(example);
    render(worstMistakes(mistakes, judged[this.#chosen].name, show), place);
    paintPictures(place, this.#lab);
  }

  #drawCalibration() {
    const state = { reports: this.#reports, chosen: this.#chosen, open: this.#slice.value.numbers };
    render(
      calibrationPlot(state, (numbers) => this.#slice.set({ numbers })),
      this.#find('.calibration'),
    );
  }
}

function template() {
  return html`
    ${withLesson('digits-layers', 'one layer, two, and convolutions', html`<h2>How good are they?</h2>`)}
    <p class="circumstances hint"></p>
    <div class="comparison-place" tabindex="0" role="group" aria-label="Comparison"></div>
    <div class="judge-choice"></div>
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
        <div class="scores-place" tabindex="0" role="group" aria-label="Scores"></div>
      </div>
    </div>
  `;
}
