// @ts-check
// Machines side by side that are alike but for one thing: what each looks for, what it makes of the same damaged picture, and what
// it dreams.

import { html, nothing, render } from 'lit';
import { Fantasies, MachineLikelihood, Repairs } from '../../pkg/gradual_rest.js';
import { fixed, percent } from '../../shared/numbers.js';
import { radioGroup } from '../../shared/radios.js';
import { sentenceOf } from '../../shared/sentence.js';
import { createSlices } from '../../shared/slices.js';
import { SIDE } from '../side.js';
import { coreOf } from './machine.js';
import { paintInk, paintSigned } from './pictures.js';
import { STEPS } from './repair.js';

/** @typedef {import('./machine.js').Settings} Settings */
/** @typedef {import('../../pkg/gradual.js').Boltzmann} Boltzmann */
/** @typedef {import('../../pkg/gradual.js').RbmConfig} RbmConfig */
/** @typedef {'training' | 'units' | 'centring'} Question */
/** One machine of them, and what is known of it. @typedef {{ name: string, settings: Settings, core: Boltzmann | null, likelihood: number | null, dreams: Float32Array | null, picture: Float32Array | null, score: number | null }} Rival */

/** Batches that each learns, and Gibbs steps of its dreams. */
const [BATCHES, DREAMT] = [1500, 200];

/** Filters and dreams that are shown, and how many stand in a row. */
const [FILTERS, DREAMS, COLUMNS] = [16, 8, 8];

/** Slices from one picture of the machines to the next. */
const EVERY = 8;

/** @type {import('../../shared/radios.js').Choice<Question>[]} */
const QUESTIONS = [
  { value: 'training', face: 'CD-1, CD-10, PCD' },
  { value: 'units', face: 'binary, Gaussian' },
  { value: 'centring', face: 'plain, centred' },
];

/** What is told of each question. @type {Record<Question, string>} */
const WORDS = {
  training:
    'Negative statistics from one step of sampling, from ten, and from chains that never begin anew. Longer chains learn slower, and mostly dream better.',
  units: 'Pixels that are on or off by chance, and pixels of any grey with noise around them.',
  centring:
    'Sixteen units on digits and on the same digits inverted, white on black, plain and centred: the log-likelihood is exact here. Measured from its mean, a unit learns as well from paper as from ink.',
};

/** @param {Question} question @param {Settings} settings @returns {{ name: string, settings: Settings }[]} */
function askedOf(question, settings) {
  const of = (/** @type {string} */ name, /** @type {Partial<RbmConfig>} */ config, inverted = settings.inverted) => ({
    name,
    settings: { ...settings, inverted, config: { ...settings.config, ...config } },
  });
  const binary = { units: /** @type {const} */ ('binary'), learningRate: 0.05 };
  if (question === 'units')
    return [of('Binary pixels', binary), of('Gaussian pixels', { units: 'gaussian', learningRate: 0.01 })];
  if (question === 'centring')
    return [false, true].flatMap((inverted) =>
      [false, true].map((centred) =>
        of(
          `${centred ? 'Centred' : 'Plain'}${inverted ? ', inverted' : ''}`,
          { ...binary, hidden: 16, centred },
          inverted,
        ),
      ),
    );
  return [
    of('CD-1', { ...binary, persistent: false, gibbsSteps: 1 }),
    of('CD-10', { ...binary, persistent: false, gibbsSteps: 10 }),
    of('PCD', { ...binary, persistent: true, gibbsSteps: 1 }),
  ];
}

/**
 * @param {HTMLElement} element @param {import('./machine.js').Machine} machine
 * @param {{ scope: import('../../shared/scope.js').Scope, race: () => import('../../pkg/gradual.js').Race, say: (message: string | null) => void, damaged: () => import('./repair.js').Damaged }} lab
 */
export function createCompare(element, machine, { scope, race, say, damaged }) {
  /** @type {Question} */
  let question = 'training';
  /** @type {Rival[]} */
  let rivals = [];
  /** @type {Generator<number | undefined, void> | null} */
  let under = null;
  let share = 0;
  let slices = 0;
  scope.onDispose(forget);

  function step() {
    try {
      const next = under?.next();
      if (next?.value !== undefined) share = next.value;
      return next?.done === false;
    } catch (error) {
      forget();
      say(sentenceOf(error));
      return false;
    }
  }
  const work = createSlices(element, { step, draw: () => draw(slices++ % EVERY === 0 || !work.running), scope });

  function begin() {
    forget();
    const unknown = { core: null, likelihood: null, dreams: null, picture: null, score: null };
    rivals = askedOf(question, machine.settings).map((asked) => ({ ...asked, ...unknown }));
    [under, share] = [learn(rivals, { race: race(), picture, exact: question === 'centring' }), 0];
    work.start();
  }

  /** What all of them repair. */
  function picture() {
    const isInverted = rivals.some(({ settings }) => settings.inverted);
    return isInverted ? { ...damaged(), drawing: null } : damaged();
  }

  function forget() {
    under = null;
    for (const { core } of rivals) core?.free();
    rivals = [];
  }

  function cancel() {
    forget();
    work.stop();
  }

  /** @param {Question} value */
  function ask(value) {
    question = value;
    cancel();
  }

  function draw(paints = true) {
    render(template(), element);
    if (!paints) return;
    element.querySelectorAll('.rival').forEach((card, i) => {
      paintRival(/** @type {HTMLElement} */ (card), rivals[i]);
    });
  }

  function template() {
    return html`<h3>Side by side</h3>
      <p class="hint">Machines alike but for one thing learn ${BATCHES.toLocaleString('en')} batches of the same digits in the same order; then each repairs the picture that is damaged above, and dreams.</p>
      <div class="dreams-form">
        <span class="asked">What differs ${radioGroup({ label: 'What differs', choices: QUESTIONS, chosen: question, choose: ask })}</span>
      </div>
      <p class="hint">${WORDS[question]}</p>
      <p class="buttons">
        <button type="button" class="primary" ?disabled=${work.running} @click=${begin}>Train them side by side</button>
        ${work.running ? html`<button type="button" aria-label="Cancel side by side" @click=${cancel}>Cancel</button> <progress aria-label="Machines side by side" max="1" .value=${share}></progress>` : nothing}
      </p>
      <div class="rivals">${rivals.map(rivalCard)}</div>
      <p role="status" aria-label="What came of it">${work.running || rivals.length === 0 ? '' : outcome(question, rivals)}</p>`;
  }

  draw();
  scope.onTheme(draw);
  return {
    /** Another picture is damaged, or otherwise. */
    draw() {
      if (work.running || rivals.length === 0) return;
      for (const rival of rivals) if (rival.core) mend(rival, rival.core, picture());
      draw();
    },
  };
}

/**
 * All that is done with the machines, a little at a time, with the share that is behind.
 * @param {Rival[]} rivals @param {{ race: import('../../pkg/gradual.js').Race, picture: () => import('./repair.js').Damaged, exact: boolean }} asked `exact`: whether their likelihoods are worked out
 * @returns {Generator<number | undefined, void>}
 */
function* learn(rivals, { race, picture, exact }) {
  /** @type {Boltzmann[]} */
  const cores = [];
  for (const rival of rivals) {
    rival.core = coreOf(race, rival.settings);
    cores.push(rival.core);
    yield 0;
  }
  for (let batch = 0; batch < BATCHES; batch++)
    for (const core of cores) {
      core.step(1);
      yield (exact ? 0.5 : 1) * (batch / BATCHES);
    }
  for (const [i, rival] of rivals.entries()) {
    yield* dreamt(rival, cores[i]);
    mend(rival, cores[i], picture());
    if (exact) yield* searched(rival, cores[i], (share) => 0.5 + (0.5 * (i + share)) / rivals.length);
  }
}

/** @param {Rival} rival @param {Boltzmann} core @returns {Generator<undefined, void>} */
function* dreamt(rival, core) {
  const dreams = Fantasies.of(core, DREAMS, new Float32Array(), 1);
  for (let left = DREAMT; left > 0; left--) {
    dreams.run(core, 1);
    yield;
  }
  rival.dreams = dreams.shown().slice();
  dreams.free();
}

/** @param {Rival} rival @param {Boltzmann} core @param {(share: number) => number} of @returns {Generator<number, void>} */
function* searched(rival, core, of) {
  const search = MachineLikelihood.of(core);
  let found = search.found();
  while (!found) {
    search.step();
    yield of(search.progress);
    found = search.found();
  }
  rival.likelihood = found.logLikelihood;
  search.free();
}

/** Repairs the picture, as the machine would have learned it: what is drawn is never inverted. @param {Rival} rival @param {Boltzmann} core @param {import('./repair.js').Damaged} damaged */
function mend(rival, core, { drawing, example, known, mode }) {
  const repair = Repairs.of(core, drawing ?? core.heldOut(example, 1), known, mode);
  repair.run(core, STEPS);
  [rival.picture, rival.score] = [repair.picture().slice(), repair.recovered() ?? null];
  repair.free();
}

/** @param {Rival} rival */
function rivalCard({ name, likelihood, score }) {
  return html`<article class="rival" aria-label=${`Machine: ${name}`}>
    <h4>${name}</h4>
    <figure><canvas role="img" aria-label=${`Filters: ${name}`}></canvas><figcaption>Filters, each on its own scale</figcaption></figure>
    <figure><canvas role="img" aria-label=${`Repaired: ${name}`} class="mended"></canvas><figcaption>${score === null ? 'Repaired' : `${percent(score)} of the lost pixels right`}</figcaption></figure>
    <figure><canvas role="img" aria-label=${`Dreams: ${name}`}></canvas><figcaption>Dreams after ${DREAMT} steps</figcaption></figure>
    ${likelihood === null ? nothing : html`<p>Log-likelihood ${fixed(likelihood, 1)}</p>`}
  </article>`;
}

/** @param {HTMLElement} card @param {Rival} rival */
function paintRival(card, { core, dreams, picture }) {
  const [filters, repaired, dreamt] = card.querySelectorAll('canvas');
  if (core) paintSigned(filters, core.filters(true).subarray(0, FILTERS * SIDE ** 2), SIDE, COLUMNS);
  paintInk(repaired, picture ?? new Float32Array(SIDE ** 2), SIDE);
  paintInk(dreamt, dreams ?? new Float32Array(DREAMS * SIDE ** 2), SIDE, COLUMNS);
}

/** @param {Question} question @param {Rival[]} rivals */
function outcome(question, rivals) {
  if (question === 'centring') {
    const [plain, centred, plainInverted, centredInverted] = rivals.map(({ likelihood }) => likelihood ?? 0);
    return `Centring changes the log-likelihood by ${gained(centred - plain)} on the digits and by ${gained(centredInverted - plainInverted)} on the inverted ones.`;
  }
  const scores = rivals.map(({ name, score }) => `${name} ${score === null ? '–' : percent(score)}`);
  return `Lost pixels that are right again: ${scores.join(', ')}.`;
}

/** @param {number} nats */
const gained = (nats) => `${nats > 0 ? '+' : ''}${fixed(nats, 1)} nats`;
