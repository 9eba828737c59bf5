// @ts-check
// A restricted Boltzmann machine in plain JavaScript: contrastive divergence as Hinton's guide has it, with momentum and decay.

import { HIDDEN, MOMENTUM, PENALTY } from '../../boltzmann.js';
import { batches } from './batches.js';

/** @typedef {import('../../contender.js').Task} Task */

/** @param {Task} task @param {import('./loops.js').Options} options @returns {import('../../contender.js').Model} */
export function createBoltzmann(task, { skipZeros }) {
  const { rate, batch, machine } = task.workload;
  const { features: visible, train, test } = task.data;
  const next = batches(task);
  const make = (/** @type {number} */ count) => new Float32Array(count);
  const [w, b, c] = [make(visible * HIDDEN), make(visible), make(HIDDEN)];
  const [dw, db, dc] = [make(w.length), make(visible), make(HIDDEN)];
  const [h, drawn, chains, rates] = Array.from({ length: 4 }, () => make(batch * HIDDEN));
  const back = make(batch * visible);
  for (let i = 0; i < w.length; i++) w[i] = 0.02 * (Math.random() - 0.5);
  for (let i = 0; i < visible; i++) b[i] = oddsOf(train, visible, i);

  /** p(h = 1 | v). @param {Float32Array} v @param {Float32Array} out */
  const toHidden = (v, out) => {
    for (let row = 0; row < batch; row++) {
      const sums = out.subarray(row * HIDDEN, (row + 1) * HIDDEN);
      sums.set(c);
      for (let i = 0; i < visible; i++) {
        const x = v[row * visible + i];
        if (skipZeros && x === 0) continue;
        for (let j = 0; j < HIDDEN; j++) sums[j] += x * w[i * HIDDEN + j];
      }
    }
    squash(out);
  };

  /** p(v = 1 | h). @param {Float32Array} states @param {Float32Array} out */
  const toVisible = (states, out) => {
    for (let row = 0; row < batch; row++) {
      for (let i = 0; i < visible; i++) {
        let sum = b[i];
        for (let j = 0; j < HIDDEN; j++) sum += states[row * HIDDEN + j] * w[i * HIDDEN + j];
        out[row * visible + i] = sum;
      }
    }
    squash(out);
  };

  /** Adds ± rate · ⟨v h⟩ to the velocities. @param {Float32Array} v @param {Float32Array} states @param {number} sign */
  const gather = (v, states, sign) => {
    const share = (sign * rate) / batch;
    for (let row = 0; row < batch; row++) {
      for (let j = 0; j < HIDDEN; j++) dc[j] += share * states[row * HIDDEN + j];
      for (let i = 0; i < visible; i++) {
        const x = share * v[row * visible + i];
        if (skipZeros && x === 0) continue;
        db[i] += x;
        for (let j = 0; j < HIDDEN; j++) dw[i * HIDDEN + j] += x * states[row * HIDDEN + j];
      }
    }
  };

  const update = (/** @type {Float32Array} */ v) => {
    toHidden(v, h);
    if (machine === 'cd') draw(h, drawn);
    toVisible(machine === 'cd' ? drawn : chains, back);
    if (machine === 'pcd') draw(back, back);
    toHidden(back, rates);
    if (machine === 'pcd') draw(rates, chains);
    for (let i = 0; i < w.length; i++) dw[i] = MOMENTUM * dw[i] - rate * PENALTY * w[i];
    for (let i = 0; i < visible; i++) db[i] *= MOMENTUM;
    for (let j = 0; j < HIDDEN; j++) dc[j] *= MOMENTUM;
    gather(v, h, 1);
    gather(back, rates, -1);
    for (let i = 0; i < w.length; i++) w[i] += dw[i];
    for (let i = 0; i < visible; i++) b[i] += db[i];
    for (let j = 0; j < HIDDEN; j++) c[j] += dc[j];
  };

  return {
    train(steps) {
      for (let step = 0; step < steps; step++) update(next().inputs);
    },
    predict: () => w,
    accuracy() {
      let [lost, all] = [0, 0];
      for (let first = 0; first + batch <= test.count; first += batch) {
        const v = test.inputs.subarray(first * visible, (first + batch) * visible);
        toHidden(v, rates);
        toVisible(rates, back);
        for (let i = 0; i < v.length; i++) {
          lost += (v[i] - back[i]) ** 2;
          all += v[i] ** 2;
        }
      }
      return 1 - lost / all;
    },
  };
}

/** σ(z), in place. @param {Float32Array} z */
function squash(z) {
  for (let i = 0; i < z.length; i++) z[i] = 1 / (1 + Math.exp(-z[i]));
}

/** @param {Float32Array} probabilities @param {Float32Array} states */
function draw(probabilities, states) {
  for (let i = 0; i < states.length; i++) states[i] = Math.random() < probabilities[i] ? 1 : 0;
}

/** The bias with which a unit is on as often as it is in the examples. @param {import('../../page/data.js').Examples} examples @param {number} visible @param {number} unit */
function oddsOf({ inputs, count }, visible, unit) {
  let sum = 0;
  for (let row = 0; row < count; row++) sum += inputs[row * visible + unit];
  const mean = Math.min(0.99, Math.max(0.01, sum / count));
  return Math.log(mean / (1 - mean));
}
