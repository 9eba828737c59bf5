// @ts-check
// Chains that dream: twenty fantasy particles beside twenty examples, and one of them step by step.

import { html, render } from 'lit';
import { Fantasies } from '../../pkg/gradual_rest.js';
import { radioGroup } from '../../shared/radios.js';
import { paintInk } from './pictures.js';

/** @typedef {import('./machine.js').Machine} Machine */
/** @typedef {'noise' | 'digits' | 'drawing'} Begin */

/** How many dream, how many stand in a row, and how many states of the first one are kept. */
const [COUNT, COLUMNS, KEPT] = [20, 10, 10];

/** @type {import('../../shared/radios.js').Choice<number>[]} */
const STEPS = [1, 10, 100, 1000].map((value) => ({ value, face: String(value) }));

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
  /** The first chain, state by state. @type {number[][]} */
  let strip = [];
  let running = false;
  let shown = true;
  scope.onView(element, (visible) => {
    shown = visible;
    if (visible && running) again();
  });

  function anew() {
    const drawing = image();
    if (begin === 'drawing' && (!drawing || side !== 28)) return say('Draw a digit on the pad first.');
    const pictures = { noise: [], digits: heldOut().flat(), drawing: Array.from(drawing ?? []) };
    dreams.free();
    seed++;
    dreams = Fantasies.of(core, COUNT, Float32Array.from(pictures[begin]), seed);
    strip = [];
    draw();
  }

  const heldOut = () => Array.from({ length: COUNT }, (_, i) => Array.from(core.heldOut(i)));

  function step() {
    dreams.run(core, steps);
    strip = [Array.from(dreams.shown().subarray(0, size)), ...strip].slice(0, KEPT);
    draw();
  }

  function again() {
    if (!running || !shown) return;
    step();
    scope.inFrame(again);
  }

  function toggle() {
    running = !running;
    draw();
    again();
  }

  function draw() {
    render(template(), element);
    const canvases = /** @type {HTMLCanvasElement[]} */ (Array.from(element.querySelectorAll('canvas')));
    paintInk(canvases[0], dreams.shown(), side, COLUMNS);
    paintInk(canvases[1], heldOut().flat(), side, COLUMNS);
    paintInk(canvases[2], strip.length > 0 ? strip.flat() : Array(size).fill(0), side, KEPT);
  }

  function template() {
    return html`<h3>What it dreams</h3>
      <p class="hint">Left to itself, the machine goes from pixels to hidden units and back. What it then sees is what it thinks likely.</p>
      <p class="buttons">
        <button type="button" class="primary" aria-pressed=${running} @click=${toggle}>${running ? 'Pause' : 'Dream'}</button>
        <button type="button" @click=${step}>Next state</button>
        <button type="button" @click=${anew}>Begin the dreams anew</button>
      </p>
      <div class="dreams-form">
        <span>Steps a frame</span> ${radioGroup({ label: 'Steps a frame', choices: STEPS, chosen: steps, choose: (value) => set(() => (steps = value)) })}
        <span>Begin at</span> ${radioGroup({ label: 'Dreams begin at', choices: BEGINS, chosen: begin, choose: (value) => set(() => (begin = value), anew) })}
      </div>
      <p role="status">${dreams.steps} steps</p>
      <figure><canvas role="img" aria-label="Dreams of twenty chains"></canvas><figcaption>Dreams</figcaption></figure>
      <figure><canvas role="img" aria-label="Twenty examples beside them"></canvas><figcaption>Examples that it has not seen</figcaption></figure>
      <figure><canvas role="img" aria-label="The first chain, the newest state first"></canvas><figcaption>The first chain, newest first</figcaption></figure>`;
  }

  /** @param {() => void} change @param {() => void} [then] */
  function set(change, then = draw) {
    change();
    then();
  }

  draw();
  scope.onTheme(draw);
}
