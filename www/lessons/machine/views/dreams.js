// @ts-check
// Chains of each machine that dream, beside examples that it has not seen.

import { html, render } from 'lit';
import { paintInk } from '../../../digits/dreams/pictures.js';
import { count, fixed } from '../../../shared/numbers.js';

/** Pictures in a row. */
const COLUMNS = 10;

/** A frame goes on by this share of the steps done, so that the first ones can be watched. */
const SHARE = 0.05;

/** @type {import('../views.js').CreateView} */
export function createDreams(element, run, { scope }) {
  const dreams = /** @type {import('../dreaming.js').Dreams} */ (run.dreams);
  const { from, steps } = /** @type {{ from: string, steps: number }} */ (run.recipe.dreams);
  let running = false;

  function next() {
    if (!running) return;
    if (element.checkVisibility()) dreams.step(1 + Math.floor(SHARE * dreams.steps));
    running = !dreams.isDone;
    draw();
    if (running) scope.inFrame(next);
  }

  function toggle() {
    running = !running;
    draw();
    next();
  }

  function anew() {
    running = false;
    dreams.anew();
    draw();
  }

  function draw() {
    render(template(), element);
    const canvases = Array.from(element.querySelectorAll('canvas'));
    paintInk(canvases[0], dreams.heldOut, run.side, COLUMNS);
    dreams.chains.forEach((chains, i) => {
      paintInk(canvases[i + 1], chains.shown(), run.side, COLUMNS);
    });
  }

  function template() {
    return html`<h3>What they dream</h3>
      <p class="hint">Twenty chains of each machine, from ${from === 'noise' ? 'noise' : 'digits that they have not seen'}: pixels to hidden units and back, ${count(steps)} times.</p>
      <p class="buttons">
        <button type="button" class="primary" aria-pressed=${running} ?disabled=${dreams.isDone} @click=${toggle}>${running ? 'Pause' : 'Dream'}</button>
        <button type="button" @click=${anew}>Begin the dreams anew</button>
      </p>
      <p role="status" aria-busy=${running}>${count(dreams.steps)} ${dreams.steps === 1 ? 'step' : 'steps'}</p>
      <div class="sheets">
        <figure><canvas role="img" aria-label="Twenty digits that the machines have not seen"></canvas><figcaption>Digits that they have not seen</figcaption></figure>
        ${run.recipe.models.map(({ name }, i) => figure(name, i))}
      </div>`;
  }

  /** @param {string} name @param {number} i */
  function figure(name, i) {
    return html`<figure><canvas role="img" aria-label=${`Dreams of ${name}`}></canvas><figcaption>${name}${running ? '' : measures(i)}</figcaption></figure>`;
  }

  /** @param {number} i */
  function measures(i) {
    const { freeEnergy, ink } = dreams.measures(i);
    return `: F = ${fixed(freeEnergy, 0)} (of digits ${fixed(dreams.heldOutEnergy(i), 0)}), ink ${fixed(ink, 0)}`;
  }

  scope.onTheme(draw);
  return { draw: () => (running ? undefined : draw()) };
}
