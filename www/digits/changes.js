// @ts-check
// Changes to the models: what is asked of them may be refused, and is told in a sentence then.

import { sentenceOf } from '../shared/sentence.js';
import { checkBatch } from './models.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../pkg/gradual.js').Race} Race */

/**
 * @typedef {object} ChangeLab
 * @property {Race} race
 * @property {import('./reader.js').Reader} reader
 * @property {import('./run.js').Run} run
 * @property {import('./ready.js').ReadyWeights} weights
 * @property {AbortSignal} signal aborted once the lab has gone
 * @property {(message: string | null) => void} say
 * @property {() => void} changed draws everything, and scores what has no score
 */

export class Changes {
  /** Counts the times that models were to start from ready weights: a later one makes an earlier one pointless. */
  #starts = 0;

  #lab;

  /** @param {ChangeLab} lab */
  constructor(lab) {
    this.#lab = lab;
  }

  /** Asks something of the race, which ends an epoch under way. @param {(race: Race) => void} change */
  attempt(change) {
    this.#lab.run.endEpoch();
    this.#try(() => change(this.#lab.race));
  }

  /** Gives models other settings. @param {[index: number, model: ModelConfig][]} models */
  configure(models) {
    this.#try(() => {
      for (const [index, model] of models) this.#setModel(index, model);
    });
  }

  /** Models that are still to begin do so from weights that have learned, where these are wanted and come. */
  async begin() {
    const { race, reader, weights } = this.#lab;
    if (!(await this.#weightsCame())) return;
    if (reader.report.models.some(({ iteration }) => iteration > 0)) weights.wanted = false;
    else this.#try(() => weights.begin(race, reader.models));
  }

  /** Has the models start from weights that have learned, whatever they have learned themselves. */
  async beginAnew() {
    const { reader, weights } = this.#lab;
    weights.wanted = true;
    if (await this.#weightsCame()) this.attempt((race) => weights.begin(race, reader.models));
  }

  /** Whether weights that have learned are there now, and still wanted. */
  async #weightsCame() {
    const { weights, signal, say } = this.#lab;
    const start = ++this.#starts;
    const failure = await weights.load().then(() => null, sentenceOf);
    if (start !== this.#starts || signal.aborted) return false;
    if (failure === null) return weights.wanted;
    weights.wanted = false;
    say(failure);
    return false;
  }

  /** @param {number} index @param {ModelConfig} model */
  #setModel(index, model) {
    const { race, reader, weights } = this.#lab;
    checkBatch(model);
    const anew = race.setModel(index, model);
    reader.changed();
    if (anew) weights.begin(race, reader.models);
  }

  /** Does what may be refused; a refusal changes nothing. @param {() => void} change */
  #try(change) {
    const { run, say, changed } = this.#lab;
    run.measure();
    try {
      change();
      say(null);
    } catch (error) {
      say(sentenceOf(error));
    }
    changed();
  }
}
