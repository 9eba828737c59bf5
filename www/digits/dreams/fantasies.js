// @ts-check
// Chains that dream: twenty fantasy particles beside twenty examples, and one of them step by step.

import { html, render } from 'lit';
import { Fantasies } from '../../pkg/gradual_rest.js';
import { count } from '../../shared/numbers.js';
import { radioGroup } from '../../shared/radios.js';
import { createSlices } from '../../shared/slices.js';
import { SIDE } from '../side.js';
import { paintInk } from './pictures.js';

/** @typedef {import('./machine.js').Machine} Machine */
/** @typedef {'noise' | 'digits' | 'drawing'} Begin */

/** How many dream, how many stand in a row, and how many states of the first one are kept. */
const [COUNT, COLUMNS, KEPT] = [20, 10, 10];

/** Steps from one look at the time to the next. */
const PIECE = 5;

/** @type {import('../../shared/radios.js').Choice<number>[]} */
const STEPS = [1, 10, 100, 1000].map((value) => ({ value, face: count(value), label: String(value) }));

/** @type {import('../../shared/radios.js').Choice<Begin>[]} */
const BEGINS = [
  { value: 'noise', face: 'noise' },
  { value: 'digits', face: 'examples' },
  { value: 'drawing', face: 'my drawing' },
];

/** @param {HTMLElement} element @param {Machine} machine @param {{ scope: import('../../shared/scope.js').Scope, image: () => Float32Array | null, say: (message: string | null) => void }} lab */
export function createFantasies(element, machine, { scope, image, say }) {
  const { side, core } = machine;
  const size = side * side;
  let steps = 1;
  /** @type {Begin} */
  let begin = 'noise';
  let seed = 1;
  let dreams = Fantasies.of(core, COUNT, new Float32Array(), seed);
  scope.onDispose(() => dreams.free());
  const examples = core.heldOut(0, COUNT).slice();
  /** The first chain, state by state. @type {Float32Array[]} */
  let strip = [];
  /** Steps that are left to the next state that is shown. */
  let left = 0;
  let running = false;
  let shown = true;
  scope.onView(element, (visible) => {
    shown = visible;
    if (visible && running && !work.running) next();
  });

  function anew() {
    const drawing = image();
    if (begin === 'drawing' && (!drawing || side !== SIDE)) return say('Draw a digit on the pad first.');
    const pictures = { noise: new Float32Array(), digits: examples, drawing: drawing ?? new Float32Array() };
    dreams.free();
    seed++;
    dreams = Fantasies.of(core, COUNT, pictures[begin], seed);
    strip = [];
    draw();
  }

  function step() {
    const now = Math.min(PIECE, left);
    dreams.run(core, now);
    left -= now;
    return left > 0;
  }
  const work = createSlices(element, { step, draw: stepped, scope });

  function next() {
    left = steps;
    work.start();
  }

  /** Another state is there, or more steps are needed for it. */
  function stepped() {
    if (left > 0) return;
    strip = [dreams.shown().slice(0, size), ...strip].slice(0, KEPT);
    draw();
    if (running && shown) scope.inFrame(() => running && next());
  }

  function toggle() {
    running = !running;
    draw();
    if (running) next();
  }

  function draw() {
    render(template(), element);
    const canvases = /** @type {HTMLCanvasElement[]} */ (Array.from(element.querySelectorAll('canvas')));
    paintInk(canvases[0], dreams.shown(), side, COLUMNS);
    paintInk(canvases[1], examples, side, COLUMNS);
    const film = new Float32Array(KEPT * size);
    strip.forEach((state, i) => {
      film.set(state, i * size);
    });
    paintInk(canvases[2], film, side, KEPT);
  }

  function template() {
    return html`<h3>What it dreams</h3>
      <p class="hint">Left to itself, the machine goes from pixels to hidden units and back. What it then sees is what it thinks likely: noise before it has learned, strokes and digits after some epochs.</p>
      <p class="buttons">
        <button type="button" class="primary" aria-label="Dream" aria-pressed=${running} @click=${toggle}>${running ? '❚❚ Dream' : '▶ Dream'}</button>
        <button type="button" ?disabled=${running} @click=${next}>Next state</button>
        <button type="button" @click=${anew}>Begin the dreams anew</button>
      </p>
      <div class="dreams-form">
        <span class="asked">Steps a frame ${radioGroup({ label: 'Steps a frame', choices: STEPS, chosen: steps, choose: (value) => set(() => (steps = value)) })}</span>
        <span class="asked">Begin at ${radioGroup({ label: 'Dreams begin at', choices: BEGINS, chosen: begin, choose: (value) => set(() => (begin = value), anew) })}</span>
      </div>
      <p role="status" aria-label="Dreams so far" aria-live=${running ? 'off' : 'polite'}>${dreams.steps} steps</p>
      <figure><canvas role="img" aria-label="Dreams of twenty chains"></canvas><figcaption>Dreams</figcaption></figure>
      <figure><canvas role="img" aria-label="Twenty examples beside them"></canvas><figcaption>${machine.settings.data === 'bars' ? 'Examples' : 'Digits that it has not seen'}</figcaption></figure>
      <figure><canvas role="img" aria-label="The first chain, the newest state first"></canvas><figcaption>The first chain, a state every ${count(steps)} ${steps === 1 ? 'step' : 'steps'}, newest first</figcaption></figure>`;
  }

  /** @param {() => void} change @param {() => void} [then] */
  function set(change, then = draw) {
    change();
    then();
  }

  draw();
  scope.onTheme(draw);
}
