// @ts-check
// Your digits: what one has taught, kept on this device; the models learn from it, and it comes and goes as files.

import './own.css';
import { html, nothing, render } from 'lit';
import { onTheme } from '../../shared/colour.js';
import { notice } from '../../shared/notice.js';
import { sentenceOf } from '../../shared/sentence.js';
import { count } from '../data.js';
import { pause } from '../pieces.js';
import { exportIdx, exportSheet, readFiles } from './files.js';
import { bytesOf, digitSet } from './idx.js';
import { digitList, editor, paintList, STEP } from './list.js';
import { pixelsOf, Readings } from './readings.js';
import { OwnSet } from './set.js';
import { labels, teachRow } from './teach.js';
import { beforeAndNow, objection, sourceChoice } from './training.js';
import { transferRow } from './transfer.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../section.js').Section} Section */
/** @typedef {import('./set.js').Digit} Digit */
/** @typedef {import('./training.js').Source} Source */

/** Milliseconds of reading in a frame. */
const BUDGET = 3;

/** @param {HTMLElement} element @param {LabView} lab @returns {Section} */
export function createOwn(element, lab) {
  const panel = new OwnPanel(element, lab);
  return {
    frame: () => panel.frame(),
    changed: () => panel.readAnew(),
    drawn: () => panel.drawn(),
  };
}

class OwnPanel {
  #set = new OwnSet(() => this.#changed());
  #readings = new Readings();
  /** @type {Source} */
  #source = 'MNIST';
  /** @type {Digit | null} */
  #chosen = null;
  /** The picture on the pad that has been taught already, or comes from the set. @type {Float32Array | null} */
  #taught = null;
  /** The model whose mistakes are marked. */
  #marking = 2;
  /** Pictures of each label that are shown. */
  #most = labels.map(() => STEP);
  /** @type {import('./transfer.js').Running | null} */
  #running = null;
  /** Delete all was pressed once. */
  #sure = false;
  /** What Delete all took away, until something else is done. @type {Digit[] | null} */
  #deleted = null;
  /** @type {string | null} */
  #message = null;
  /** Counts the times that the models were given digits: a later one makes an earlier one pointless. */
  #giving = 0;
  /** The next frame of reading while the clock stands. */
  #reading = 0;
  #visible = false;
  #find;
  #lab;

  /** @param {HTMLElement} element @param {LabView} lab */
  constructor(element, lab) {
    this.#lab = lab;
    this.#find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    render(template(), element);
    new IntersectionObserver((entries) => {
      this.#visible = entries.some(({ isIntersecting }) => isIntersecting);
      this.readAnew();
      this.#draw();
    }).observe(element);
    acceptDrops(element, (files) => this.#take(files));
    onTheme(() => paintList(this.#find('.own-list'), true));
    this.#draw();
    this.#set.load();
  }

  /** A frame of training has moved the weights: whoever has read all digits begins anew. */
  frame() {
    if (!this.#visible) return;
    this.#readings.advance(this.#lab.race(), BUDGET);
    if (!this.#readings.isDone) return;
    this.#drawReadings();
    this.#readings.begin(this.#set.digits);
  }

  /** The weights may be others: while the clock stands, all digits are read once. */
  readAnew() {
    cancelAnimationFrame(this.#reading);
    this.#readings.begin(this.#set.digits);
    if (!this.#lab.running()) this.#reading = requestAnimationFrame(() => this.#read());
  }

  #read() {
    if (!this.#visible || this.#lab.running()) return;
    this.#readings.advance(this.#lab.race(), BUDGET);
    if (this.#readings.isDone) return this.#drawReadings();
    this.#reading = requestAnimationFrame(() => this.#read());
  }

  /** Something else is on the pad. */
  drawn() {
    if (this.#chosen && this.#lab.image() !== this.#taught) {
      this.#chosen = null;
      this.#drawList();
    }
    this.#drawTeach();
  }

  /** The set has changed. */
  #changed() {
    this.readAnew();
    this.#draw();
    if (this.#source !== 'MNIST') this.#giveDigits();
  }

  /** @param {number} label */
  #teach(label) {
    const image = this.#lab.image();
    if (!image) return;
    this.#do(() => {
      this.#set.add([{ picture: bytesOf(image), label }]);
      this.#taught = image;
    });
  }

  /** Puts one of the digits on the pad. @param {Digit} digit */
  #choose(digit) {
    this.#chosen = digit;
    this.#taught = pixelsOf(digit.picture);
    this.#lab.showPicture(this.#taught, `One of yours, a ${digit.label}`);
    this.#draw();
  }

  /** Does what may be refused with a sentence; what was deleted before that is gone. @param {() => void} change */
  #do(change) {
    [this.#message, this.#deleted, this.#sure] = [null, null, false];
    try {
      change();
    } catch (error) {
      this.#say(/** @type {Error} */ (error));
    }
    this.#draw();
  }

  /** @param {Error} error whose message is a sentence */
  #say(error) {
    this.#message = sentenceOf(error);
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
    const digit = this.#chosen;
    if (digit) this.#do(() => change(digit));
  }

  /** What is on the pad is not of the set any more, and may be taught. */
  #forget() {
    [this.#chosen, this.#taught] = [null, null];
  }

  #transfers = {
    take: (/** @type {File[]} */ files) => this.#take(files),
    give: (/** @type {'idx' | 'idx.gz' | 'png'} */ form) => this.#give(form),
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

  /** @param {'idx' | 'idx.gz' | 'png'} form */
  async #give(form) {
    const { digits } = this.#set;
    try {
      await (form === 'png' ? exportSheet(digits) : exportIdx(digits, form === 'idx.gz'));
    } catch (error) {
      this.#say(/** @type {Error} */ (error));
    }
  }

  /** Imports files; until all is read, the set stays as it is. @param {File[]} files */
  async #take(files) {
    if (files.length === 0 || this.#running) return;
    const stopping = new AbortController();
    const job = {
      signal: stopping.signal,
      onProgress: (/** @type {number} */ done, /** @type {number} */ of) => this.#progress(done, of, stopping),
    };
    job.onProgress(0, 1);
    try {
      const found = await readFiles(files, job);
      this.#running = null;
      this.#do(() => this.#use(found));
    } catch (error) {
      this.#running = null;
      if (stopping.signal.aborted) this.#message = 'Import cancelled: your digits are as they were.';
      else this.#say(/** @type {Error} */ (error));
      this.#draw();
    }
  }

  /** @param {import('./files.js').Found} found */
  #use(found) {
    if ('digits' in found) {
      this.#set.add(found.digits);
      this.#message = `${count(found.digits.length)} digits joined your set.`;
    } else {
      this.#lab.showPicture(found.picture, `From ${found.name}: which digit is it? Teach it under "Your digits".`);
    }
  }

  /** @param {number} done @param {number} of @param {AbortController} stopping */
  #progress(done, of, stopping) {
    this.#running = { what: 'Reading', done, of, stop: () => stopping.abort() };
    this.#drawTransfers();
  }

  /** @param {Source} source */
  #train(source) {
    const refusal = objection(source, this.#set.digits);
    this.#do(() => {
      this.#message = refusal;
      if (refusal === null) this.#setSource(source);
    });
  }

  /** @param {Source} source */
  #setSource(source) {
    const anew = this.#source === 'MNIST';
    this.#source = source;
    this.#giveDigits(anew);
  }

  /** Gives the models the digits to learn, once it is noted how they read them before. @param {boolean} [anew] whether they learn them from now on */
  async #giveDigits(anew = false) {
    const { digits } = this.#set;
    const turn = ++this.#giving;
    if (objection(this.#source, digits)) {
      this.#source = 'MNIST';
      this.#message = 'Too few of your digits are left to learn from, so the models learn MNIST again.';
      this.#draw();
    }
    const source = this.#source;
    const own = source === 'MNIST' ? null : await this.#prepared(digits, anew, () => turn === this.#giving);
    if (turn !== this.#giving) return own?.free();
    this.#lab.learn({ mnist: source !== 'Yours', own });
    this.readAnew();
  }

  /** @param {Digit[]} digits @param {boolean} anew @param {() => boolean} isWanted */
  async #prepared(digits, anew, isWanted) {
    const race = this.#lab.race();
    const before = new Readings();
    before.begin(digits);
    while (!before.isDone && isWanted()) {
      before.advance(race, BUDGET);
      await pause();
    }
    this.#readings.remember(digits, before, anew);
    return digitSet(digits);
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
    const image = this.#lab.image();
    const counts = this.#set.byLabel.map(({ length }) => length);
    render(
      teachRow({ counts, why: this.#objectionToTeaching(image) }, (label) => this.#teach(label)),
      this.#find('.own-teach'),
    );
  }

  /** @param {Float32Array | null} image */
  #objectionToTeaching(image) {
    if (!image) return 'Draw a digit, then say here which it is.';
    return image === this.#taught ? 'This one is in your set. Draw another.' : null;
  }

  #drawTransfers() {
    const state = { digits: this.#set.digits.length, running: this.#running, sure: this.#sure };
    render(transferRow(state, this.#transfers), this.#find('.own-transfer'));
  }

  #drawList() {
    render(editor(this.#chosen, this.#editing), this.#find('.own-editor'));
    render(
      sourceChoice(this.#source, (source) => this.#train(source)),
      this.#find('.own-source'),
    );
    this.#drawReadings();
  }

  /** What the models take the digits for has changed. */
  #drawReadings() {
    const { digits, byLabel } = this.#set;
    const names = this.#lab.models().map(({ name }) => name);
    const [readings, marking, chosen, most] = [this.#readings, this.#marking, this.#chosen, this.#most];
    const mark = (/** @type {number} */ model) => {
      this.#marking = model;
      this.#drawReadings();
    };
    render(beforeAndNow({ names, digits, readings, marking }, mark), this.#find('.own-scores'));
    const readAs = (/** @type {Digit} */ digit) => readings.of(digit, marking);
    render(digitList({ byLabel, chosen, most, readAs }, this.#listing), this.#find('.own-list'));
    paintList(this.#find('.own-list'));
  }

  #listing = {
    choose: (/** @type {Digit} */ digit) => this.#choose(digit),
    more: (/** @type {number} */ label) => {
      this.#most[label] += STEP;
      this.#draw();
    },
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
