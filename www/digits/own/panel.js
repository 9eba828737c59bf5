// @ts-check
// Your digits: what one has taught, kept on this device; the models learn from it, and it comes and goes as files.

import './own.css';
import { html, nothing, render } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { notice } from '../../shared/notice.js';
import { count } from '../../shared/numbers.js';
import { sentenceOf } from '../../shared/sentence.js';
import { placeIn } from '../kept.js';
import { bytesOf } from '../pixels.js';
import { forgetThumbnails } from '../thumbnails.js';
import { Giving } from './giving.js';
import { digitList, editor, paintList, STEP } from './list.js';
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

/**
 * @typedef {object} OwnSlice
 * @property {number | null} chosen which of the digits is on the pad, by its place in the set
 * @property {boolean} taught whether what is on the pad has been taught already, or comes from the set
 * @property {number} marking the model whose mistakes are marked
 * @property {number[]} most pictures of each label that are shown
 */
/** @typedef {{ scope: import('../../shared/scope.js').Scope, slice: import('../../shared/view-state.js').Slice<OwnSlice> }} Own */

/** @type {OwnSlice} */
export const firstOwn = { chosen: null, taught: false, marking: 2, most: labels.map(() => STEP) };

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
  /** The chosen digit itself: its place may become another. @type {Digit | null} */
  #digit = null;
  /** The picture that has been taught, or comes from the set. @type {Float32Array | null} */
  #taught = null;
  /** How often another state had been put in place when this one was taken up. */
  #applied = 0;
  /** Delete all was pressed once. */
  #sure = false;
  /** What Delete all took away, until something else is done. @type {Digit[] | null} */
  #deleted = null;
  /** @type {string | null} */
  #message = null;
  #find;
  #lab;
  #slice;
  #reader;
  #giving;
  #transfers;

  /** @param {HTMLElement} element @param {DigitsView} lab @param {Own} own */
  constructor(element, lab, { scope, slice }) {
    this.#lab = lab;
    this.#slice = slice;
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    const digits = { set: this.#set, readings: this.#readings };
    this.#reader = new Reader(lab, digits, scope, () => this.#drawReadings());
    this.#giving = new Giving(lab, digits, scope, () => this.#tell(TOO_FEW));
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
    const { chosen, taught } = this.#slice.value;
    this.#digit = chosen === null ? null : (this.#set.digits[chosen] ?? null);
    if (this.#lab.applied() !== this.#applied && this.#lab.image() !== null) {
      this.#applied = this.#lab.applied();
      this.#taught = taught ? this.#lab.image() : null;
    }
    this.#giving.changed();
    this.#reader.changed();
    this.#draw();
  }

  /** Something else is on the pad. */
  picked() {
    const image = this.#lab.image();
    const taught = image !== null && image === this.#taught;
    const chosen = taught ? this.#slice.value.chosen : null;
    if (taught !== this.#slice.value.taught || chosen !== this.#slice.value.chosen) this.#slice.set({ taught, chosen });
    else this.#drawTeach();
  }

  /** There are other digits, or it is known whether they can be kept. */
  #setChanged() {
    if (this.#digit) {
      const place = this.#set.digits.indexOf(this.#digit);
      this.#slice.set({ chosen: place < 0 ? null : place });
    }
    this.#reader.anew();
    this.#giving.setChanged();
    this.changed();
  }

  /** @param {number} label */
  #teach(label) {
    const image = this.#lab.image();
    if (!image) return;
    this.#do(() => {
      this.#set.add([{ picture: bytesOf(image), label }]);
      this.#taught = image;
      this.#slice.set({ taught: true });
    });
  }

  /** Puts one of the digits on the pad. @param {Digit} digit */
  #choose(digit) {
    this.#lab.showPicture(digit.picture, `One of yours, a ${digit.label}`);
    this.#taught = this.#lab.image();
    this.#slice.set({ chosen: this.#set.digits.indexOf(digit), taught: true });
  }

  /** Does what may be refused with a sentence; what was deleted before that is gone. @param {() => void} change */
  #do(change) {
    [this.#message, this.#deleted, this.#sure] = [null, null, false];
    try {
      change();
    } catch (error) {
      this.#message = sentenceOf(error);
    }
    this.#draw();
  }

  /** @param {string} sentence */
  #tell(sentence) {
    this.#message = sentence;
    this.#draw();
  }

  #editing = {
    relabel: (/** @type {number} */ label) =>
      this.#edit((digit) => {
        this.#set.relabel(digit, label);
        this.#choose(digit);
      }),
    remove: () =>
      this.#edit((digit) => {
        this.#forget();
        this.#set.remove(digit);
      }),
  };

  /** @param {(digit: Digit) => void} change */
  #edit(change) {
    const digit = this.#digit;
    if (digit) this.#do(() => change(digit));
  }

  /** What is on the pad is not of the set any more, and may be taught. */
  #forget() {
    this.#taught = null;
    this.#slice.set({ chosen: null, taught: false });
  }

  #forTransfers() {
    return {
      use: (/** @type {import('./files.js').Found} */ found) => this.#do(() => this.#use(found)),
      refuse: (/** @type {unknown} */ error) => this.#tell(sentenceOf(error)),
      tell: (/** @type {string} */ sentence) => this.#tell(sentence),
      draw: () => this.#drawTransfers(),
    };
  }

  #transferring = {
    take: (/** @type {File[]} */ files) => this.#transfers.take(files),
    give: (/** @type {'idx' | 'idx.gz' | 'png'} */ form) => this.#transfers.give(this.#set.digits, form),
    clear: () => this.#clear(),
    keep: () => {
      this.#sure = false;
      this.#draw();
    },
  };

  /** Asks once more, then deletes. */
  #clear() {
    const { sure, digits } = { sure: this.#sure, digits: this.#set.digits };
    this.#do(() => {
      this.#sure = !sure;
      if (!sure) return;
      this.#forget();
      this.#deleted = digits;
      this.#set.clear();
    });
  }

  #undo() {
    const digits = this.#deleted ?? [];
    this.#do(() => this.#set.add(digits));
  }

  /** @param {import('./files.js').Found} found */
  #use(found) {
    if ('digits' in found) {
      this.#set.add(found.digits);
      this.#message = `${count(found.digits.length)} digits joined your set.`;
    } else {
      this.#lab.showPicture(
        bytesOf(found.picture),
        `From ${found.name}: which digit is it? Teach it under "Your digits".`,
      );
    }
  }

  /** @param {Source} source */
  #train(source) {
    const refusal = objection(source, this.#set.digits);
    this.#do(() => {
      this.#message = refusal;
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
    if (this.#deleted)
      return html`<p role="status">All ${count(this.#deleted.length)} deleted. <button type="button" @click=${() => this.#undo()}>Undo</button></p>`;
    return this.#message === null ? nothing : html`<p role="status">${this.#message}</p>`;
  }

  #drawTeach() {
    const counts = this.#set.byLabel.map(({ length }) => length);
    const why = this.#objectionToTeaching();
    const row = () => teachRow({ counts, why }, (label) => this.#teach(label));
    render(guard([why, ...counts], row), this.#find('.own-teach'));
  }

  #objectionToTeaching() {
    const image = this.#lab.image();
    if (!image) return 'Draw a digit, then say here which it is.';
    return image === this.#taught ? 'This one is in your set. Draw another.' : null;
  }

  #drawTransfers() {
    const state = { digits: this.#set.digits.length, running: this.#transfers.running, sure: this.#sure };
    render(transferRow(state, this.#transferring), this.#find('.own-transfer'));
  }

  #drawList() {
    render(editor(this.#digit, this.#editing), this.#find('.own-editor'));
    render(
      sourceChoice(this.#lab.source(), (source) => this.#train(source)),
      this.#find('.own-source'),
    );
    this.#drawReadings();
  }

  /** What the models take the digits for has changed. */
  #drawReadings() {
    const { digits, byLabel } = this.#set;
    const marking = placeIn(this.#slice.value.marking, this.#lab.models().length) ?? firstOwn.marking;
    const most = this.#most;
    const names = this.#lab.models().map(({ name }) => name);
    const [readings, chosen] = [this.#readings, this.#digit];
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
    choose: (/** @type {Digit} */ digit) => this.#choose(digit),
    more: (/** @type {number} */ label) => {
      this.#slice.set({ most: this.#most.map((count, other) => (other === label ? count + STEP : count)) });
    },
  };
}

const TOO_FEW = 'Too few of your digits are left to learn from, so the models learn MNIST again.';

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
