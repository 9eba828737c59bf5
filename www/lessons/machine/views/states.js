// @ts-check
// All pictures that a small machine can see: the lower their free energy, the deeper the valley, and the likelier they are.

import { html, nothing, render } from 'lit';
import { fixed, percent } from '../../../shared/numbers.js';
import { inWords, smallPicture } from '../picture.js';
import { numberOf, pixelsOf } from '../pixels.js';

/** The least difference of free energies that fills the picture: where all are nearly alike it looks flat. */
const LEAST = 4;

/** @type {import('../views.js').CreateView} */
export function createStates(element, run, { draw: drawAll }) {
  const count = run.side ** 2;

  function draw() {
    render(template(), element);
  }

  function template() {
    const all = run.machines.map((_, model) => run.states(model));
    return html`<h3>All ${2 ** count} pictures</h3>
      <p class="hint">The longer the bar, the lower the free energy F: the deeper the valley. Below it is p = exp(−F) / Z${all[0].learned.length > 0 && run.recipe.passes > 0 ? '; pictures that are learned are marked by a dot' : ''}.</p>
      ${all.map((states, model) => html`${all.length > 1 ? html`<p>${run.recipe.models[model].name}</p>` : nothing}${valleys(states)}`)}`;
  }

  /** @param {import('../../../pkg/gradual.js').VisibleStateTable} states */
  function valleys({ freeEnergies, probabilities, learned, learnedProbability, logZ }) {
    const [least, most] = [Math.min(...freeEnergies), Math.max(...freeEnergies)];
    const full = Math.max(LEAST, most - least);
    const learns = run.recipe.passes > 0;
    const valley = (/** @type {number} */ f, /** @type {number} */ state) => {
      const pixels = pixelsOf(state, count);
      const isShown = numberOf(run.state.visible) === state;
      const isLearned = learns && learned.includes(state);
      const words = `${inWords(pixels)}: F ${fixed(f, 2)}, ${percent(probabilities[state])}${isLearned ? ', learned' : ''}`;
      const look = () => {
        run.look({ visible: pixels });
        drawAll();
      };
      return html`<button type="button" class=${isLearned ? 'learned' : ''} aria-pressed=${isShown} aria-label=${words} @click=${look}>
        ${smallPicture(pixels)}
        <span class="depth" aria-hidden="true"><i style=${`height: ${(100 * (most - f)) / full}%`}></i></span>
        <span aria-hidden="true">${percent(probabilities[state], 1)}</span>
      </button>`;
    };
    return html`<div class="valleys until-said" role="group" aria-label="All pictures">${Array.from(freeEnergies, valley)}</div>
      <p role="status" class="until-said">ln Z = ${fixed(logZ, 2)}.${learns ? ` The ${learned.length} pictures that are learned have ${percent(learnedProbability)} together.` : ''}</p>`;
  }

  return { draw };
}
