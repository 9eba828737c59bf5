// @ts-check
// How a machine does: its curves, its likelihood when one asks for it, and how its weights and updates are spread.

import { html, nothing, render } from 'lit';
import { fixed, precise } from '../../shared/numbers.js';
import { createCurve, firstLook, highest } from '../../views/curve.js';

/** @typedef {import('./machine.js').Machine} Machine */
/** @typedef {{ title: string, unit: string, columns: [number, number], words: string }} Chart */

/** What is drawn over epochs. @type {Chart[]} */
const CHARTS = [
  {
    title: 'Free energy',
    unit: 'free energy',
    columns: [2, 3],
    words: 'F(v) = −b v − Σ ln(1 + e^(c + v W)), the mean. The gap between both curves tells what is learned by heart.',
  },
  {
    title: 'Reconstruction error',
    unit: 'squared error',
    columns: [0, 1],
    words:
      'Σ (v − v̂)², from pixels to hidden units and back. Never trust it alone: large weights give everything back.',
  },
  {
    title: 'Pseudo-likelihood',
    unit: 'nats',
    columns: [4, 5],
    words: 'Σ ln p(vᵢ | all others), sampled: one pixel of each example stands for all.',
  },
];

const SERIES = [
  { label: 'train', colour: '--model-0', dash: true },
  { label: 'held out', colour: '--model-0' },
];

/** Both ends of ±3 standard errors; the upper one may be anywhere. @param {number[]} between */
const within = ([low, high]) =>
  ` (${Number.isFinite(high) ? `between ${precise(low, 5)} and ${precise(high, 5)}` : `at least ${precise(low, 5)}`}, three standard errors)`;

/** The gap of free energies from which on it is called remembering: with digits enough it stays at about 5. */
const GROWN = 10;

/** @param {HTMLElement} element @param {Machine} machine @param {import('../../shared/section.js').Own} own */
export function createMeasures(element, machine, { scope, part }) {
  /** @type {import('../../pkg/gradual.js').BoltzmannLikelihood | null} */
  let found = null;
  render(
    html`${CHARTS.map(({ title, words }) => html`<section class="measure"><h3>${title}</h3><p class="hint">${words}</p><div class="chart"></div></section>`)}<div class="said"></div>`,
    element,
  );
  const places = /** @type {HTMLElement[]} */ (Array.from(element.querySelectorAll('.chart')));
  const spread = (/** @type {import('../../views/chart.js').Column[]} */ columns) =>
    /** @type {[number, number]} */ ([Math.min(0, lowest()), highest(columns) ?? 1]);
  const lowest = () => Math.min(...machine.curves.columns.flat().filter(Number.isFinite));
  const curves = CHARTS.map(({ title, unit }, i) =>
    createCurve(places[i], {
      label: `${title} of the machine`,
      unit,
      series: SERIES,
      look: part(unit, firstLook),
      range: i === 1 ? undefined : spread,
      scope,
    }),
  );

  function draw() {
    const { x, columns } = machine.curves;
    const copies = (/** @type {number[]} */ list) => Float32Array.from(list);
    curves.forEach((curve, i) => {
      curve.update([{ x: copies(x), columns: CHARTS[i].columns.map((column) => copies(columns[column])) }]);
    });
    render(said(), /** @type {HTMLElement} */ (element.querySelector('.said')));
  }

  function ask() {
    found = machine.core.likelihood();
    draw();
  }

  function said() {
    const { train, heldOut } = machine.report;
    const gap = heldOut ? heldOut.freeEnergy - train.freeEnergy : null;
    return html`<p role="status">${gap === null ? nothing : html`The gap of free energies is ${fixed(gap, 1)}. ${gap > GROWN ? `It remembers its ${machine.report.examples} examples.` : ''}`}</p>
      <p class="buttons"><button type="button" @click=${ask}>${machine.hidden > 18 ? 'Estimate the likelihood' : 'Work out the likelihood'}</button></p>
      ${found ? likelihood(found) : nothing}`;
  }

  /** @param {import('../../pkg/gradual.js').BoltzmannLikelihood} found */
  function likelihood({ logZ, logLikelihood, between, pseudoLikelihood, best }) {
    return html`<p>ln Z is ${precise(logZ, 6)}${between ? ', by annealed importance sampling' : ', by summing over all states of the hidden units'}. The mean log-likelihood is
      ${precise(logLikelihood, 5)}${between ? within(between) : ''}${best === null || best === undefined ? '' : `; the best that any model can reach is ${precise(best, 5)}`}.
      The pseudo-likelihood over all pixels is ${precise(pseudoLikelihood, 5)}.</p>`;
  }

  for (const curve of curves) curve.changed();
  draw();
  return { draw };
}
