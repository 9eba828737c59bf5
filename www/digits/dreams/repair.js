// @ts-check
// A picture with a hole or noise, and how the machine brings it back.

import { html, render } from 'lit';
import { Repairs } from '../../pkg/gradual_rest.js';
import { percent } from '../../shared/numbers.js';
import { radioGroup } from '../../shared/radios.js';
import { SIDE } from '../side.js';
import { paintInk } from './pictures.js';

/** @typedef {import('./machine.js').Machine} Machine */
/** @typedef {import('../../pkg/gradual.js').RepairMode} Mode */
/** @typedef {import('../../pkg/gradual.js').Damage} Damage */
/** A picture of which some pixels are lost: what is drawn, or else an example. @typedef {{ drawing: Float32Array | null, example: number, known: Uint8Array, mode: Mode }} Damaged */

/** @type {import('../../shared/radios.js').Choice<Mode>[]} */
const MODES = [
  { value: 'known-held', face: 'known pixels held' },
  { value: 'mean-field', face: 'mean field' },
  { value: 'stochastic', face: 'stochastic' },
];

/** @type {import('../../shared/radios.js').Choice<Damage>[]} */
const DAMAGES = [
  { value: 'hole', face: 'a hole' },
  { value: 'left', face: 'left half' },
  { value: 'noise', face: 'noise' },
];

/** Steps until it stands. */
export const STEPS = 60;

/** @param {HTMLElement} element @param {Machine} machine @param {{ scope: import('../../shared/scope.js').Scope, image: () => Float32Array | null, onChange: () => void }} lab */
export function createRepair(element, machine, { scope, image, onChange }) {
  const { side, core } = machine;
  /** @type {Mode} */
  let mode = 'known-held';
  /** @type {Damage} */
  let damage = 'hole';
  /** Pixels that were painted over by hand. @type {Set<number>} */
  let painted = new Set();
  /** The first of bars and stripes is blank. */
  let example = side === SIDE ? 0 : 6;
  /** @type {Repairs | null} */
  let repair = null;
  let left = 0;
  scope.onDispose(() => repair?.free());

  /** What is to be repaired: the drawing where there is one, else an example. @returns {Damaged} */
  function damaged() {
    const known = Repairs.known(side, damage);
    for (const pixel of painted) known[pixel] = 0;
    return { drawing: side === SIDE ? image() : null, example, known, mode };
  }

  const original = () => (side === SIDE ? image() : null) ?? core.heldOut(example, 1).slice();

  function begin() {
    repair?.free();
    repair = Repairs.of(core, original(), damaged().known, mode);
    left = STEPS;
    goOn();
  }

  function goOn() {
    repair?.run(core, 1);
    left--;
    draw();
    if (left > 0) scope.inFrame(goOn);
  }

  function forget() {
    left = 0;
    repair?.free();
    repair = null;
    draw();
  }

  /** Paints a hole where one draws. @param {PointerEvent & { target: HTMLCanvasElement }} event */
  function hole({ offsetX, offsetY, target, buttons }) {
    if (buttons === 0) return;
    const [x, y] = [offsetX / target.clientWidth, offsetY / target.clientHeight].map((share) =>
      Math.floor(side * share),
    );
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ])
      if (x + dx < side && y + dy < side) painted.add((y + dy) * side + x + dx);
    forget();
  }

  function draw() {
    render(template(), element);
    const [whole, { known }] = [original(), damaged()];
    const before = Repairs.damaged(whole, known);
    const canvases = /** @type {HTMLCanvasElement[]} */ (Array.from(element.querySelectorAll('canvas')));
    paintInk(canvases[0], whole, side);
    paintInk(canvases[1], before, side);
    paintInk(canvases[2], repair?.picture() ?? before, side);
  }

  function template() {
    const score = repair?.recovered();
    const next = () => set(() => example++);
    return html`<h3>Repair</h3>
      <p class="hint">Of your drawing, or else of an example, some pixels are lost. Paint over more of them in the second picture.</p>
      <div class="dreams-form">
        <span class="asked">Lost ${radioGroup({ label: 'What is lost', choices: DAMAGES, chosen: damage, choose: (value) => set(() => (damage = value)) })}</span>
        <span class="asked">Way ${radioGroup({ label: 'How it is repaired', choices: MODES, chosen: mode, choose: (value) => set(() => (mode = value)) })}</span>
      </div>
      <p class="buttons">
        <button type="button" class="primary" @click=${begin}>Repair</button>
        <button type="button" @click=${next}>Another example</button>
        <button type="button" ?disabled=${painted.size === 0} @click=${() => set(() => (painted = new Set()))}>Fill my holes</button>
      </p>
      <div class="repair-pictures">
        <figure><canvas role="img" aria-label="The picture as it was"></canvas><figcaption>As it was</figcaption></figure>
        <figure><canvas role="img" aria-label="The picture with what is lost" class="holes" @pointerdown=${hole} @pointermove=${hole}></canvas><figcaption>Lost</figcaption></figure>
        <figure><canvas role="img" aria-label="The picture as it is repaired"></canvas><figcaption>Repaired</figcaption></figure>
      </div>
      <p role="status" aria-label="What is repaired" aria-live=${left > 0 ? 'off' : 'polite'}>${typeof score === 'number' ? `${percent(score)} of the lost pixels are right again.` : ''}</p>`;
  }

  /** @param {() => void} change */
  function set(change) {
    change();
    forget();
    onChange();
  }

  draw();
  scope.onTheme(draw);
  return { draw: () => (left > 0 ? undefined : draw()), damaged };
}
