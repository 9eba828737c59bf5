// @ts-check
// What a small machine holds likeliest, of all 65,536 pictures that it can see: beside what it learns, all of which is known.

import { html, nothing, render } from 'lit';
import { MachinePatterns } from '../../pkg/gradual_rest.js';
import { percent } from '../../shared/numbers.js';
import { createSlices } from '../../shared/slices.js';
import { paintInk } from './pictures.js';

/** As many as there are bars and stripes of 4 × 4. */
const MOST = 30;

/** @typedef {{ real: number, patterns: import('../../pkg/gradual.js').MachinePattern[], pictures: Float32Array }} Found */

/** @param {HTMLElement} element @param {import('./machine.js').Machine} machine @param {{ scope: import('../../shared/scope.js').Scope }} own */
export function createPatterns(element, machine, { scope }) {
  const { side, core } = machine;
  /** @type {MachinePatterns | null} */
  let search = null;
  /** @type {Found | null} */
  let found = null;
  /** The iteration that was asked about last. */
  let asked = -1;
  scope.onDispose(() => search?.free());

  const work = createSlices(element, { step: () => search?.step() ?? false, draw: look, scope });

  /** A search at a time; where the machine has learned meanwhile, another one follows. */
  function draw() {
    if (work.running || asked === machine.report.iteration) return;
    asked = machine.report.iteration;
    search?.free();
    search = MachinePatterns.of(core, MOST);
    work.start();
  }

  function look() {
    const real = search?.realShare;
    if (!search || real === undefined) return;
    found = { real, patterns: search.likeliest(), pictures: search.pictures().slice() };
    paint();
  }

  function paint() {
    render(template(), element);
    if (!found) return;
    const { pictures } = found;
    element.querySelectorAll('canvas').forEach((canvas, i) => {
      paintInk(canvas, pictures.subarray(i * side ** 2, (i + 1) * side ** 2), side);
    });
  }

  function template() {
    if (!found) return nothing;
    return html`<h3>What it holds likeliest</h3>
      <p class="hint">The ${MOST} likeliest of all ${(2 ** (side * side)).toLocaleString('en')} pictures. There are ${MOST} bars and stripes: the blank and the full one should have 6.3 % each, all others 3.1 %.</p>
      <ol class="likeliest">${found.patterns.map(pattern)}</ol>
      <p role="status" aria-label="Bars and stripes in its belief" aria-live=${machine.running ? 'off' : 'polite'}>All bars and stripes together have ${percent(found.real)} of the probability. What is neither is marked ✕.</p>`;
  }

  draw();
  scope.onTheme(paint);
  return { draw };
}

/** @param {import('../../pkg/gradual.js').MachinePattern} pattern */
function pattern({ probability, isReal }) {
  const told = isReal ? percent(probability) : `✕ ${percent(probability)}`;
  return html`<li class=${isReal ? '' : 'unreal'}><canvas aria-hidden="true"></canvas><span>${told}</span></li>`;
}
