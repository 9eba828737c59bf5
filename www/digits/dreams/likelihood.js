// @ts-check
// The log-likelihood of a machine when one asks for it, summed out or estimated, with how far that is.

import { html, nothing, render } from 'lit';
import { MachineLikelihood } from '../../pkg/gradual_rest.js';
import { precise } from '../../shared/numbers.js';
import { createSlices } from '../../shared/slices.js';
import { formula } from './formula.js';

/** @param {HTMLElement} element @param {import('./machine.js').Machine} machine @param {{ scope: import('../../shared/scope.js').Scope }} own */
export function createLikelihood(element, machine, { scope }) {
  /** @type {import('../../pkg/gradual.js').RbmLikelihood | null} */
  let found = null;
  /** @type {MachineLikelihood | null} */
  let search = null;
  const forget = () => {
    search?.free();
    search = null;
  };
  scope.onDispose(forget);

  const step = () => {
    search?.step();
    found = search?.found() ?? null;
    return search !== null && found === null;
  };
  const work = createSlices(element, { step, draw, scope });

  function ask() {
    forget();
    found = null;
    search = MachineLikelihood.of(machine.core);
    work.start();
  }

  function cancel() {
    forget();
    work.stop();
  }

  function draw() {
    render(template(), element);
  }

  function template() {
    const isSummed = MachineLikelihood.isExact(machine.core);
    return html`<p class="buttons">
        <button type="button" ?disabled=${work.running} @click=${ask}>${isSummed ? 'Work out the likelihood' : 'Estimate the likelihood'}</button>
        ${work.running ? html`<button type="button" aria-label="Cancel the likelihood" @click=${cancel}>Cancel</button>` : nothing}
        ${search && work.running ? html`<progress aria-label="Likelihood under way" max="1" .value=${search.progress}></progress>` : nothing}
      </p>
      <p role="status" aria-label="Likelihood of the machine">${found && !work.running ? told(found, machine.core.best) : ''}</p>
      ${formula('log-likelihood', isSummed ? 'ln p(v) = −F(v) − ln Z, with Z = Σ over all states h of e^(c h) Πᵢ (1 + e^(bᵢ + Wᵢ h))' : 'ln p(v) = −F(v) − ln Z; Z / Z₀ = the mean over chains of Πₖ p*ₖ₊₁(vₖ) / p*ₖ(vₖ), from a machine without weights to this one')}`;
  }

  draw();
}

/** @param {import('../../pkg/gradual.js').RbmLikelihood} found @param {number | undefined} best */
function told({ logZ, logLikelihood, between, pseudoLikelihood }, best) {
  const way = between ? 'by annealed importance sampling' : 'by summing over all states of the hidden units';
  const bits = typeof pseudoLikelihood === 'number';
  return html`ln Z is ${precise(logZ, 6)}, ${way}. The mean log-likelihood is
    ${precise(logLikelihood, 5)}${between ? within(between) : ''}${best === undefined ? '' : `; the best that any model can reach is ${precise(best, 5)}`}.
    ${bits ? `The pseudo-likelihood over all pixels is ${precise(pseudoLikelihood, 5)}.` : ''}`;
}

/** Both ends of ±3 standard errors; the upper one may be anywhere. @param {number[]} between */
const within = ([low, high]) =>
  ` (${Number.isFinite(high) ? `between ${precise(low, 5)} and ${precise(high, 5)}` : `at least ${precise(low, 5)}`}, three standard errors)`;
