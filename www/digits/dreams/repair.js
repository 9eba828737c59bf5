// @ts-check
// A picture with a hole or noise, and how the machine brings it back.

import { html, render } from 'lit';
import { Repairs } from '../../pkg/gradual_rest.js';
import { percent } from '../../shared/numbers.js';
import { radioGroup } from '../../shared/radios.js';
import { paintInk } from './pictures.js';

/** @typedef {import('./machine.js').Machine} Machine */
/** @typedef {import('../../pkg/gradual.js').RepairMode} Mode */
/** @typedef {'hole' | 'left' | 'noise'} Damage */

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
const STEPS = 60;

/** What a lost pixel is set to: nobody knows. */
const UNKNOWN = 0.5;

/** Which pixels are known, 1 or 0. @param {Damage} damage @param {number} side */
function knownIn(damage, side) {
  return Uint8Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [(i % side) / side, Math.floor(i / side) / side];
    if (damage === 'left') return Number(x >= 0.5);
    if (damage === 'hole') return Number(Math.abs(x - 0.5) > 0.16 || Math.abs(y - 0.5) > 0.16);
    return Number((i * 2654435761) % 4294967296 > 0.4 * 4294967296); // four in ten are lost, the same ones each time
  });
}

/** @param {HTMLElement} element @param {Machine} machine @param {{ scope: import('../../shared/scope.js').Scope, image: () => Float32Array | null }} lab */
export function createRepair(element, machine, { scope, image }) {
  const { side, core } = machine;
  /** @type {Mode} */
  let mode = 'known-held';
  /** @type {Damage} */
  let damage = 'hole';
  /** Pixels that were painted over by hand. @type {Set<number>} */
  let painted = new Set();
  let example = 0;
  /** @type {Repairs | null} */
  let repair = null;
  let left = 0;
  scope.onDispose(() => repair?.free());

  /** The drawing where there is one, else an example. */
  const original = () => Float32Array.from((side === 28 ? image() : null) ?? core.heldOut(example));

  function damaged() {
    const [picture, known] = [original(), knownIn(damage, side)];
    for (const pixel of painted) known[pixel] = 0;
    return { picture: picture.map((value, i) => (known[i] ? value : UNKNOWN)), known };
  }

  function begin() {
    repair?.free();
    const { picture, known } = damaged();
    repair = Repairs.of(core, original(), picture, known, mode);
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
    const canvases = /** @type {HTMLCanvasElement[]} */ (Array.from(element.querySelectorAll('canvas')));
    paintInk(canvases[0], original(), side);
    paintInk(canvases[1], damaged().picture, side);
    paintInk(canvases[2], repair?.picture() ?? damaged().picture, side);
  }

  function template() {
    const score = repair?.recovered();
    const next = () => {
      example++;
      forget();
    };
    return html`<h3>Repair</h3>
      <p class="hint">Of your drawing, or else of an example, some pixels are lost. Paint over more of them in the second picture.</p>
      <div class="dreams-form">
        <span>Lost</span> ${radioGroup({ label: 'What is lost', choices: DAMAGES, chosen: damage, choose: (value) => set(() => (damage = value)) })}
        <span>Way</span> ${radioGroup({ label: 'How it is repaired', choices: MODES, chosen: mode, choose: (value) => set(() => (mode = value)) })}
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
      <p role="status">${typeof score === 'number' ? `${percent(score)} of the lost pixels are right again.` : ''}</p>`;
  }

  /** @param {() => void} change */
  function set(change) {
    change();
    forget();
  }

  draw();
  scope.onTheme(draw);
  return { draw: () => (left > 0 ? undefined : draw()) };
}
