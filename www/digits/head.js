// @ts-check
// What stands above everything: the bar that runs the lab, what is to be seen, which digits are there, where a run begins.

import { render } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { createProgress, trainBar } from '../shared/trainbar.js';
import { beginning } from './begin.js';
import { dataLine } from './data.js';
import { hint } from './hint.js';

/** @typedef {import('../shared/trainbar.js').Actions & import('./begin.js').Begin & { loadAll: () => void }} Actions */

/**
 * @typedef {object} HeadLab
 * @property {import('../pkg/gradual.js').Race} race
 * @property {import('./reader.js').Reader} reader
 * @property {import('./run.js').Run} run
 * @property {import('./training-digits.js').TrainingDigits} training
 * @property {import('./ready.js').ReadyWeights} weights
 * @property {() => boolean} isDrawn whether there is something to guess at
 * @property {Actions} actions
 */

/** @param {(place: string) => HTMLElement} find @param {HeadLab} lab @returns {import('../shared/section.js').Section & { draw: () => void }} */
export function createHead(find, lab) {
  const { race, reader, run, training, weights, actions } = lab;
  const progressOf = createProgress('test digits');
  /** Counts what may have left another value in a field than that of the lab. */
  let changes = 0;
  /** How many models start from weights that have learned already. */
  let ready = 0;

  const progress = () => {
    if (training.areThere) return progressOf(reader.report, run.running);
    const where = training.loading.failure ? 'The digits have not loaded' : 'The digits are still loading';
    return { now: where, where, scores: '' };
  };

  const draw = () => {
    const { wanted: running, speed } = run;
    const { seed, trainCount } = race;
    const shown = progress();
    const { now, where, scores } = shown;
    const bar = () => trainBar({ running, speed, seed, progress: shown }, actions);
    render(guard([changes, running, speed, seed, now, where, scores], bar), find('.bar-place'));
    const report = training.areThere ? reader.report : null;
    render(hint(report, lab.isDrawn(), ready), find('.what'));
    const { loading, loaded } = training;
    const data = () => dataLine(loading, { train: trainCount, mnist: loaded }, actions.loadAll);
    render(guard([loading, trainCount, loaded], data), find('.data-place'));
  };

  const changed = () => {
    changes++;
    ready = weights.count(reader.models);
    const augmented = reader.models.every(({ augmentation }) => augmentation);
    render(beginning(augmented, actions), find('.begin-place'));
    draw();
  };
  return { draw, changed, frame: draw, scored: draw, picked: draw };
}
