// @ts-check
// A deep belief network: machines stacked one by one, ten dreams of a digit, and the way back into an ordinary network.

import { html, nothing, render } from 'lit';
import { DeepBelief } from '../../pkg/gradual_rest.js';
import { percent } from '../../shared/numbers.js';
import { sentenceOf } from '../../shared/sentence.js';
import { createSlices } from '../../shared/slices.js';
import { paintInk } from './pictures.js';

/** The machines, and how long each is trained. @type {[hidden: number, epochs: number][]} */
const LAYERS = [
  [200, 5],
  [200, 5],
];

/** Digits that are learned, Gibbs steps of a dream in a frame, and how many frames it takes. */
const [COUNT, STEPS, FRAMES] = [10_000, 10, 60];

/** @param {HTMLElement} element @param {import('../sections.js').DigitsView} lab @param {{ scope: import('../../shared/scope.js').Scope, config: () => import('../../pkg/gradual.js').RbmConfig }} own */
export function createStack(element, lab, { scope, config }) {
  /** @type {DeepBelief | null} */
  let net = null;
  let [frames, label, seed] = [0, -1, 1];
  scope.onDispose(() => net?.free());

  function step() {
    net?.step(1);
    return net?.isDone === false;
  }
  const work = createSlices(element, { step, draw, scope });

  function begin() {
    net?.free();
    const layers = LAYERS.map(([hidden, epochs]) => ({
      machine: { ...config(), units: /** @type {const} */ ('binary'), hidden },
      epochs,
    }));
    try {
      net = DeepBelief.ofDigits(lab.race(), COUNT, layers, seed);
    } catch (error) {
      net = null;
      return lab.say(sentenceOf(error));
    }
    label = -1;
    work.start();
  }

  function cancel() {
    net?.free();
    net = null;
    work.stop();
  }

  /** @param {number} digit */
  function hold(digit) {
    label = digit;
    seed++;
    net?.hold(digit, seed);
    frames = FRAMES;
    dream();
  }

  function dream() {
    if (!net || frames <= 0) return;
    frames--;
    const pictures = net.dream(STEPS).slice();
    const canvas = /** @type {HTMLCanvasElement | null} */ (element.querySelector('canvas'));
    if (canvas) paintInk(canvas, pictures, 28, 10);
    scope.inFrame(dream);
  }

  function unroll() {
    lab.attempt((race) => net?.unroll(race, 1));
  }

  function draw() {
    render(template(), element);
  }

  function template() {
    const progress = net?.progress();
    return html`<h3>A deep belief network</h3>
      <p class="hint">A machine learns the hidden units of the one below, twice, without labels; the highest sees the labels, too. Then it dreams of a digit, or becomes a network that is trained on.</p>
      <p class="buttons">
        <button type="button" class="primary" ?disabled=${work.running} @click=${begin}>Stack two machines</button>
        ${work.running ? html`<button type="button" aria-label="Cancel the stack" @click=${cancel}>Cancel</button>` : nothing}
      </p>
      ${progress ? html`<ol class="stacked" reversed>${LAYERS.map((_, i) => layer(i, progress)).reverse()}</ol>` : nothing}
      ${net?.isDone ? whole() : nothing}`;
  }

  /** @param {number} i @param {import('../../pkg/gradual.js').StackProgress} progress */
  function layer(i, { layer: now, epochs, of }) {
    const share = i < now ? 1 : i > now ? 0 : Math.min(1, epochs / of);
    const isTop = i === LAYERS.length - 1;
    return html`<li>
      <span class="units">${LAYERS[i][0]} hidden units${isTop ? '' : ', and 10 labels beside them'}</span>
      <span class="between"><span aria-hidden="true">${isTop ? '⇅' : net?.isDone ? '↓' : '↑'}</span> <span>Machine ${i + 1}</span> <progress max="1" .value=${share} aria-label=${`Machine ${i + 1} of ${LAYERS.length}`}></progress></span>
      ${i === 0 ? html`<span class="units">784 pixels</span>` : nothing}
    </li>`;
  }

  function whole() {
    const image = lab.image();
    const shares = image ? Array.from(/** @type {DeepBelief} */ (net).recognise(image)) : [];
    const best = shares.indexOf(Math.max(...shares));
    return html`<p class="buttons" role="group" aria-label="Dream of a digit">
        ${Array.from({ length: 10 }, (_, digit) => html`<button type="button" aria-pressed=${digit === label} aria-label=${`Dream of a ${digit}`} @click=${() => hold(digit)}>${digit}</button>`)}
      </p>
      <figure><canvas role="img" aria-label="Ten dreams of a digit" width="289" height="28"></canvas><figcaption>Ten dreams of ${label < 0 ? 'a digit' : `a ${label}`}, layer by layer down to pixels</figcaption></figure>
      <p>${image ? `It takes your drawing for a ${best} (${percent(shares[best], 0)}), by its free energy.` : 'Draw a digit, and it says what it takes it for.'}</p>
      <p class="buttons"><button type="button" @click=${unroll}>Make it the second model above</button></p>
      <p class="hint">Its layers become the network’s, with a fresh output layer; Train goes on from there.</p>`;
  }

  draw();
  return { draw };
}
