// @ts-check
// Cross-validation: which value of a setting does best on points that were not trained on.

import './folds.css';
import { html, nothing, render } from 'lit';
import { CrossValidation } from '../../pkg/gradual_rest.js';
import { logarithmic, shares } from '../../shared/axes.js';
import { notice } from '../../shared/notice.js';
import { quality } from '../../shared/quality.js';
import { sentenceOf } from '../../shared/sentence.js';
import { createSlices } from '../../shared/slices.js';
import { spreadChart } from '../../shared/spread-chart.js';
import { firstRequest, form, requestOf } from './form.js';
import { numbersIn, settings } from './settings.js';
import { number, numbers, outcome, position } from './words.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('./form.js').Request} Request */
/** @typedef {import('../../pkg/gradual.js').FoldsReport} FoldsReport */
/** @typedef {import('../../pkg/gradual.js').Score} Score */

/** Milliseconds of each frame while the models above learn, and while they rest. */
const [BESIDE, ALONE] = [4, 10];

/** Examples from one look at the time to the next. */
const PIECE = 500;

/** @type {import('../section.js').Entry} */
export const crossValidation = {
  name: 'folds',
  label: 'Cross-validation',
  first: firstRequest,
  create(element, lab, { slice, scope }) {
    const panel = new FoldsPanel(element, lab, { slice, scope });
    return { changed: () => panel.changed() };
  },
};

class FoldsPanel {
  /** Under way or over, with the model it is about. @type {{ core: CrossValidation, model: number, name: string } | null} */
  #run = null;
  /** Whether the model was given the best value. */
  #used = false;
  /** Why there is nothing to see. @type {string | null} */
  #message = null;
  #element;
  #lab;
  #slice;
  #work;

  /** @param {HTMLElement} element @param {LabView} lab @param {{ slice: import('../../shared/view-state.js').Slice<Request>, scope: import('../../shared/scope.js').Scope }} own */
  constructor(element, lab, { slice, scope }) {
    this.#element = element;
    this.#lab = lab;
    this.#slice = slice;
    const milliseconds = () => (lab.running() ? BESIDE : ALONE);
    const step = () => this.#run?.core.advance(PIECE) === false;
    this.#work = createSlices(element, { step, draw: () => this.#draw(), scope, milliseconds });
    scope.onDispose(() => this.#run?.core.free());
  }

  /** What is asked, of a model that is there. */
  get #request() {
    return requestOf(this.#slice.value, this.#lab.models().length);
  }

  /** Results of other data or settings may be read, but no longer used; a run on them ends. */
  changed() {
    if (this.#work.running && !this.#isCurrent())
      this.#stop('It was cancelled, because the data or the settings changed.');
    this.#draw();
  }

  #isCurrent() {
    return this.#run?.core.isCurrent(this.#lab.race(), this.#run.model) ?? false;
  }

  #start() {
    const { model, setting, values, folds, epochs } = this.#request;
    const config = { setting, values: numbersIn(values[setting]), folds, epochs };
    try {
      const core = new CrossValidation(this.#lab.race(), model, config);
      this.#stop(null);
      this.#run = { core, model, name: this.#lab.models()[model].name };
      this.#work.start();
    } catch (error) {
      this.#message = sentenceOf(error);
      this.#draw();
    }
  }

  /** Forgets the run, and says why. @param {string | null} message */
  #stop(message) {
    this.#run?.core.free();
    [this.#run, this.#message, this.#used] = [null, message, false];
    this.#work.stop();
  }

  #useBest() {
    const [run, best] = [this.#run, this.#run?.core.report().best];
    if (!run || best == null) return;
    this.#used = true;
    this.#lab.attempt((race) => race.setModel(run.model, run.core.choose(race, run.model, best)));
  }

  #draw() {
    render(this.#view(), this.#element);
  }

  #view() {
    const names = this.#lab.models().map(({ name }) => name);
    const change = (/** @type {Request} */ request) => this.#slice.set(request);
    const dismiss = () => {
      this.#message = null;
      this.#draw();
    };
    return html`
      <h2>Cross-validation</h2>
      <p class="hint">
        Which value suits these data? The training points are dealt into folds. Each value learns all folds but one and is
        judged by that one, each fold in turn. The held-out points take no part. Training above may go on meanwhile.
      </p>
      ${form(this.#request, { names, running: this.#work.running }, change)}
      <div class="buttons">${this.#buttons()}</div>
      ${notice(this.#message, { dismiss })}
      ${this.#run ? this.#found(this.#run.core.report(), this.#run.name) : nothing}
    `;
  }

  #buttons() {
    return this.#work.running
      ? html`<button type="button" aria-label="Cancel cross-validation" @click=${() => this.#stop(null)}>Cancel</button>`
      : html`<button type="button" class="primary" aria-label="Start cross-validation" @click=${() => this.#start()}>Start</button>`;
  }

  /** @param {FoldsReport} report @param {string} name */
  #found(report, name) {
    const told = quality(this.#lab.race().classes === 1);
    return html`
      <div class="position">
        <progress aria-label="Cross-validation progress" max="1" .value=${report.progress}></progress>
        <span>${this.#work.running ? position(report) : `${report.runs} runs, ${name}`}</span>
      </div>
      <div class="charts">${charts(report, told)}</div>
      <p class="hint">Faint: each fold. Bold: their mean, with one standard deviation up and down. ✕: diverged.</p>
      <div class="numbers-place">${numbers(report, told, name)}</div>
      <div class="outcome">
        <p role="status" aria-label="Cross-validation result">${this.#work.running ? '' : outcome(report)}</p>
        ${this.#work.running ? nothing : this.#use(report, name)}
      </div>
    `;
  }

  /** @param {FoldsReport} report @param {string} name */
  #use({ best }, name) {
    const current = this.#isCurrent();
    const old = 'The data or the settings have changed since: start again to use it.';
    const remark = current ? this.#used && `${name} learns with it now.` : old;
    return html`<button type="button" ?disabled=${best == null || !current} @click=${() => this.#useBest()}>
        Use the best
      </button>
      ${remark ? html`<p class="hint">${remark}</p>` : nothing}`;
  }
}

/** @param {FoldsReport} report @param {ReturnType<typeof quality>} told */
function charts({ config, candidates, best }, told) {
  const across = settings[config.setting].name;
  /** @param {'loss' | 'accuracy'} quantity */
  const columns = (quantity) =>
    candidates.map(({ value, scores, [quantity]: spread }) => ({
      text: number(value),
      dots: scores.map((score) => score?.[quantity] ?? null),
      spread,
    }));
  const [losses, qualities] = [columns('loss'), columns('accuracy')];
  const shared = { across, best };
  return [
    {
      ...shared,
      label: 'Cross-validation: loss',
      columns: losses,
      up: logarithmic(seen(losses), 'loss, fold left out'),
    },
    {
      ...shared,
      label: `Cross-validation: ${told.word}`,
      columns: qualities,
      up: shares(seen(qualities), told.told, `${told.word}, fold left out`),
    },
  ].map(spreadChart);
}

/** All dots of a chart. @param {import('../../shared/spread-chart.js').Column[]} columns @returns {number[]} */
function seen(columns) {
  return columns.flatMap(({ dots }) => dots.filter((dot) => dot !== null));
}
