// @ts-check
// Ten digits of which a half is lost, as a machine brings them back.

import { html, nothing, render } from 'lit';
import { paintInk } from '../../../digits/dreams/pictures.js';
import { percent } from '../../../shared/numbers.js';
import { REPAIRED } from '../repairing.js';

/** What the rows of pictures are. */
const ROWS = ['As they were', 'A half is lost', 'Known pixels held', 'Nothing held'];

/** @type {import('../views.js').CreateView} */
export function createRepair(element, run, { scope }) {
  let running = false;
  const repairing = () => /** @type {import('../repairing.js').Repairing} */ (run.repairing);

  function next() {
    if (!running) return;
    if (element.checkVisibility()) repairing().step();
    running = !repairing().isDone;
    draw();
    if (running) scope.inFrame(next);
  }

  function begin() {
    repairing().anew();
    running = true;
    next();
  }

  function draw() {
    render(template(), element);
    const { originals, damaged } = repairing();
    const flat = (/** @type {Float32Array[]} */ pictures) => pictures.flatMap((picture) => Array.from(picture));
    const pictures = [flat(originals), flat(damaged), repairing().pictures(0), repairing().pictures(1)];
    element.querySelectorAll('canvas').forEach((canvas, i) => {
      paintInk(canvas, pictures[i], run.side, REPAIRED);
    });
  }

  function template() {
    const { isDone } = repairing();
    return html`<h3>Repair</h3>
      <p class="hint">${run.recipe.models[0].name} brings back what is lost, in sixty steps.</p>
      <p class="buttons"><button type="button" class="primary" ?disabled=${running} @click=${begin}>Repair</button></p>
      <div class="sheets">${ROWS.map((name) => html`<figure><canvas role="img" aria-label=${`Ten digits: ${name.toLowerCase()}`}></canvas><figcaption>${name}</figcaption></figure>`)}</div>
      <p role="status">${isDone ? score() : nothing}</p>`;
  }

  function score() {
    const shares = [repairing().recovered(0), repairing().recovered(1), repairing().paper].map((share) =>
      percent(share),
    );
    return `Of the lost pixels are right again: ${shares[0]} with the known ones held, ${shares[1]} without. White paper has ${shares[2]} right.`;
  }

  scope.onTheme(draw);
  return { draw: () => (running ? undefined : draw()) };
}
