// @ts-check
// The duel: networks with few labels, from random weights and from what Boltzmann machines have learned without any.

import { html, nothing, render } from 'lit';
import { Duel } from '../../pkg/gradual_rest.js';
import { count, fixed } from '../../shared/numbers.js';
import { sentenceOf } from '../../shared/sentence.js';
import { createSlices } from '../../shared/slices.js';

/** @typedef {import('../../pkg/gradual.js').Bout} Bout */

/** @param {HTMLElement} element @param {import('../sections.js').DigitsView} lab @param {{ scope: import('../../shared/scope.js').Scope }} own */
export function createDuel(element, lab, { scope }) {
  /** @type {Duel | null} */
  let duel = null;
  let seed = 1;
  scope.onDispose(() => duel?.free());

  function step() {
    duel?.step();
    return duel?.isDone === false;
  }
  const work = createSlices(element, { step, draw, scope });

  function begin() {
    duel?.free();
    try {
      duel = Duel.ofDigits(lab.race(), seed++);
    } catch (error) {
      duel = null;
      return lab.say(sentenceOf(error));
    }
    work.start();
  }

  function draw() {
    render(template(), element);
  }

  function template() {
    return html`<h3>With and without pre-training</h3>
      <p class="hint">Two machines learn 10,000 digits without their labels. Then two networks alike get a few labels: one begins with what the machines know, one with random weights. Three times each.</p>
      <p class="buttons">
        <button type="button" class="primary" ?disabled=${work.running} @click=${begin}>Let them fight</button>
        ${work.running ? html`<button type="button" @click=${work.stop}>Stop the duel</button>` : nothing}
      </p>
      ${duel ? score(duel) : nothing}`;
  }

  draw();
}

/** How far a duel is, and what came of it. @param {Duel} duel */
export function score(duel) {
  const { layer, layers, epochs, of } = duel.progress();
  const bouts = duel.bouts();
  const share = (layer + Math.min(1, epochs / of)) / layers;
  return html`<label>The machines learn <progress max="1" value=${share} aria-label="The machines of the duel learn"></progress></label>
    <table>
      <caption class="visually-hidden">Test digits that are right, in percent</caption>
      <thead><tr><th scope="col">Labels</th><th scope="col">From random weights</th><th scope="col">Pre-trained</th><th scope="col">Gain</th></tr></thead>
      <tbody>${bouts.map(row)}</tbody>
    </table>
    <p role="status">${duel.isDone ? sentence(bouts) : ''}</p>`;
}

/** @param {Bout} bout */
function row({ labels, random, preTrained, gain }) {
  const values = (/** @type {number[]} */ list) => list.map((value) => fixed(value, 1)).join(', ') || '–';
  const points = typeof gain === 'number' ? `${gain > 0 ? '+' : ''}${fixed(gain, 1)}` : '–';
  return html`<tr><th scope="row">${count(labels)}</th><td>${values(random)}</td><td>${values(preTrained)}</td><td>${points}</td></tr>`;
}

/** @param {Bout[]} bouts */
function sentence(bouts) {
  const [few, many] = [bouts[0], bouts[bouts.length - 1]];
  return `With ${count(few.labels)} labels pre-training gained ${fixed(few.gain ?? 0, 1)} points, with ${count(many.labels)} it gained ${fixed(many.gain ?? 0, 1)}: where labels are few it pays, where they are many it is worth little.`;
}
