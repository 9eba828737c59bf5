// @ts-check
// Your digits: what one has taught, kept on this device; the models learn from it, and it comes and goes as files.

import './own.css';
import { html, nothing, render } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { notice } from '../../shared/notice.js';
import { count } from '../../shared/numbers.js';
import { sentenceOf } from '../../shared/sentence.js';
import { placeIn } from '../../shared/view-state.js';
import { forgetThumbnails } from '../thumbnails.js';
import { Edits } from './edits.js';
import { Giving } from './giving.js';
import { digitList, editor, paintList, STEP } from './list.js';
import { firstOnPad, OnPad } from './on-pad.js';
import { Reader } from './reader.js';
import { Readings } from './readings.js';
import { ownSet } from './set.js';
import { labels, teachRow } from './teach.js';
import { beforeAndNow, objection, sourceChoice } from './training.js';
import { transferRow } from './transfer.js';
import { Transfers } from './transfers.js';

/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {import('../training-digits.js').Source} Source */
/** @typedef {import('../../shared/section.js').Section} Section */
/** @typedef {import('./set.js').Digit} Digit */
/** `marking`: the model whose mistakes are marked; `most`: pictures of each label that are shown. @typedef {import('./on-pad.js').OnPadSlice & { marking: number, most: number[] }} OwnSlice */
/** @typedef {{ scope: import('../../shared/scope.js').Scope, slice: import('../../shared/view-state.js').Slice<OwnSlice> }} Own */

/** @type {OwnSlice} */
export const firstOwn = { ...firstOnPad, marking: 2, most: labels.map(() => STEP) };

const TOO_FEW = 'Too few of your digits are left to learn from, so the models learn MNIST again.';

/** @param {HTMLElement} element @param {DigitsView} lab @param {Own} own @returns {Section} */
export function createOwn(element, lab, own) {
  const panel = new OwnPanel(element, lab, own);
  return {
    frame: () => panel.frame(),
    changed: () => panel.changed(),
    picked: () => panel.picked(),
  };
}

class OwnPanel {
  #set = ownSet();
  #readings = new Readings();
  #find;
  #lab;
  #slice;
  #onPad;
  #edits;
  #reader;
  #giving;
  #transfers;

  /** @param {HTMLElement} element @param {DigitsView} lab @param {Own} own */
  constructor(element, lab, { scope, slice }) {
    this.#lab = lab;
    this.#slice = slice;
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    const digits = { set: this.#set, readings: this.#readings };
    this.#onPad = new OnPad(lab, this.#set, slice);
    this.#edits = new Edits(lab, { set: this.#set, onPad: this.#onPad }, () => this.#draw());
    this.#reader = new Reader(lab, digits, scope, () => this.#drawReadings());
    this.#giving = new Giving(lab, digits, scope, () => this.#edits.tell(TOO_FEW));
    this.#transfers = new Transfers(this.#forTransfers(), scope);
    render(template(), element);
    scope.onView(element, (visible) => {
      this.#reader.visible = visible;
    });
    scope.onTheme(() => {
      forgetThumbnails(this.#find('.own-list'));
      paintList(this.#find('.own-list'));
    });
    acceptDrops(element, (files) => this.#transfers.take(files));
    this.#set.listen(() => this.#setChanged(), scope);
    this.#draw();
  }

  frame() {
    this.#reader.frame();
  }

  changed() {
    this.#onPad.changed();
    this.#giving.changed();
    this.#reader.changed();
    this.#draw();
  }

  /** Something else is on the pad. */
  picked() {
    this.#onPad.picked();
    this.#drawTeach();
  }

  /** There are other digits, or it is known whether they can be kept. */
  #setChanged() {
    this.#onPad.setChanged();
    this.#reader.anew();
    this.#giving.setChanged();
    this.#draw();
  }

  #forTransfers() {
    return {
      use: (/** @type {import('./files.js').Found} */ found) => this.#edits.use(found),
      refuse: (/** @type {unknown} */ error) => this.#edits.tell(sentenceOf(error)),
      tell: (/** @type {string} */ sentence) => this.#edits.tell(sentence),
      draw: () => this.#drawTransfers(),
    };
  }

  #transferring = {
    take: (/** @type {File[]} */ files) => this.#transfers.take(files),
    give: (/** @type {'idx' | 'idx.gz' | 'png'} */ form) => this.#transfers.give(this.#set.digits, form),
    clear: () => this.#edits.clear(),
    keep: () => this.#edits.keep(),
  };

  /** @param {Source} source */
  #train(source) {
    const refusal = objection(source, this.#set.digits);
    this.#edits.attempt(() => {
      this.#edits.message = refusal;
      if (refusal === null) this.#lab.chooseSource(source);
    });
  }

  #draw() {
    this.#drawTeach();
    this.#drawList();
    this.#drawTransfers();
    const { refusal } = this.#set;
    render([refusal === null ? nothing : notice(refusal), this.#remark()], this.#find('.own-remark'));
  }

  #remark() {
    const { deleted, message } = this.#edits;
    const undo = () => this.#edits.undo();
    return [
      deleted
        ? html`<p role="status">All ${count(deleted.length)} deleted. <button type="button" @click=${undo}>Undo</button></p>`
        : nothing,
      message === null ? nothing : html`<p role="status">${message}</p>`,
    ];
  }

  #drawTeach() {
    const counts = this.#set.byLabel.map(({ length }) => length);
    const why = this.#objectionToTeaching();
    const row = () => teachRow({ counts, why }, (label) => this.#edits.teach(label));
    render(guard([why, ...counts], row), this.#find('.own-teach'));
  }

  #objectionToTeaching() {
    if (!this.#lab.image()) return 'Draw a digit, then say here which it is.';
    if (!this.#onPad.isTaught) return null;
    const next =
      this.#lab.source() === 'MNIST'
        ? ' To have the models learn your set, choose Both or Yours below, and Train.'
        : '';
    return `This one is in your set. Draw another.${next}`;
  }

  #drawTransfers() {
    const { running } = this.#transfers;
    const state = { digits: this.#set.digits.length, running, sure: this.#edits.isSure };
    render(transferRow(state, this.#transferring), this.#find('.own-transfer'));
  }

  #drawList() {
    const editing = {
      relabel: (/** @type {number} */ label) => this.#edits.relabel(label),
      remove: () => this.#edits.remove(),
    };
    render(editor(this.#onPad.digit, editing), this.#find('.own-editor'));
    render(
      sourceChoice(this.#lab.source(), (source) => this.#train(source)),
      this.#find('.own-source'),
    );
    this.#drawReadings();
  }

  /** What the models take the digits for has changed. */
  #drawReadings() {
    const { digits, byLabel } = this.#set;
    const names = this.#lab.models().map(({ name }) => name);
    const marking = placeIn(this.#slice.value.marking, names.length) ?? firstOwn.marking;
    const [readings, most, chosen] = [this.#readings, this.#most, this.#onPad.digit];
    const mark = (/** @type {number} */ model) => this.#slice.set({ marking: model });
    render(beforeAndNow({ names, digits, readings, marking }, mark), this.#find('.own-scores'));
    const readAs = (/** @type {Digit} */ digit) => readings.of(digit, marking);
    render(digitList({ byLabel, chosen, most, readAs }, this.#listing), this.#find('.own-list'));
    paintList(this.#find('.own-list'));
  }

  /** Pictures of each label that are shown. */
  get #most() {
    const { most } = this.#slice.value;
    return firstOwn.most.map((first, label) => placeIn(most[label], Infinity) ?? first);
  }

  #listing = {
    choose: (/** @type {Digit} */ digit) => this.#onPad.choose(digit),
    more: (/** @type {number} */ label) =>
      this.#slice.set({ most: this.#most.map((count, other) => (other === label ? count + STEP : count)) }),
  };
}

function template() {
  return html`
    <h2>Your digits</h2>
    <p class="hint">
      Teach the models your own hand: draw a digit and name it. Your digits stay on this device. Import takes IDX pairs, our
      PNG sheets and single pictures; you may also drop them here.
    </p>
    <div class="own-teach"></div>
    <div class="own-remark"></div>
    <div class="own-editor"></div>
    <div class="own-training">
      <div class="own-source"></div>
      <div class="own-scores"></div>
    </div>
    <div class="own-list"></div>
    <div class="own-transfer"></div>
  `;
}

/** @param {HTMLElement} element @param {(files: File[]) => void} take */
function acceptDrops(element, take) {
  element.addEventListener('dragover', (event) => event.preventDefault());
  element.addEventListener('drop', (event) => {
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])]);
  });
}
