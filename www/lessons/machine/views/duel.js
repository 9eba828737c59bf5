// @ts-check
// The duel with and without pre-training, of so many labels as the lesson says.

import { html, nothing, render } from 'lit';
import { score } from '../../../digits/dreams/duel.js';
import { createSlices } from '../../../shared/slices.js';

/** @type {import('../views.js').CreateView} */
export function createDuel(element, run, { scope }) {
  const work = createSlices(element, { step: () => run.stepDuel(), draw, scope });

  function draw() {
    render(template(), element);
  }

  function template() {
    const isDone = run.duel?.isDone === true;
    return html`<h3>With and without pre-training</h3>
      <p class="hint">Test digits that are right, in percent: a number for each of ${run.recipe.duel?.seeds} beginnings.</p>
      <p class="buttons">
        <button type="button" class="primary" ?disabled=${work.running || isDone} @click=${work.start}>Let them fight</button>
        ${work.running ? html`<button type="button" @click=${work.stop}>Stop the duel</button>` : nothing}
      </p>
      ${run.duel ? score(run.duel) : nothing}`;
  }

  return { draw };
}
