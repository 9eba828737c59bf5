// @ts-check
// How a machine does, over epochs: three curves, and what the gap between training and held-out digits tells.

import { html, nothing, render } from 'lit';
import { palette } from '../../shared/colour.js';
import { fixed } from '../../shared/numbers.js';
import { createCurve, firstLook } from '../../views/curve.js';
import { formula } from './formula.js';

/** @typedef {import('./machine.js').Machine} Machine */
/** @typedef {{ title: string, unit: string, columns: [number, number], words: string, formula: string }} Chart */

/** What is drawn over epochs. @type {Chart[]} */
const CHARTS = [
  {
    title: 'Free energy',
    unit: 'free energy',
    columns: [2, 3],
    words: 'How unlikely it holds an example. The shaded gap between both curves tells what is learned by heart.',
    formula: 'F(v) = −b v − Σⱼ ln(1 + e^(cⱼ + v Wⱼ)), the mean; p(v) = e^(−F(v)) / Z',
  },
  {
    title: 'Reconstruction error',
    unit: 'squared error',
    columns: [0, 1],
    words:
      'What is lost from pixels to hidden units and back. Never trust it alone: large weights give everything back.',
    formula: 'Σᵢ (vᵢ − v̂ᵢ)², the mean, with v̂ = σ(b + σ(c + v W) Wᵀ)',
  },
  {
    title: 'Pseudo-likelihood',
    unit: 'nats',
    columns: [4, 5],
    words: 'How well each pixel is known from all others; sampled: one pixel of each example stands for all.',
    formula: 'Σᵢ ln p(vᵢ | all others) = Σᵢ ln σ(F(v with 1 − vᵢ) − F(v)), the mean',
  },
];

const SERIES = [
  { label: 'train', colour: '--model-0', dash: true },
  { label: 'held out', colour: '--model-0' },
];

/** How strongly a gap is shaded. */
const SHADE = 0.2;

/** @param {HTMLElement} element @param {Machine} machine @param {import('../../shared/section.js').Own} own */
export function createMeasures(element, machine, { scope, part }) {
  render(
    html`${CHARTS.map(
      ({ title, words, formula: told }) => html`<section class="measure">
        <h3>${title}</h3>
        <p class="hint">${words}</p>
        ${formula(title, told)}
        <div class="chart"></div>
      </section>`,
    )}<div class="said"></div>`,
    element,
  );
  const places = /** @type {HTMLElement[]} */ (Array.from(element.querySelectorAll('.chart')));
  const curves = CHARTS.map(({ title, unit }, i) =>
    createCurve(places[i], {
      label: `${title} of the machine`,
      unit,
      series: SERIES,
      look: part(unit, firstLook),
      range: i === 1 ? undefined : () => spreadOf(machine, CHARTS[i].columns),
      over: i === 0 ? { reach: () => 0, draw: shadeGap } : undefined,
      scope,
    }),
  );

  function draw() {
    const { x, columns } = machine.curves;
    const copies = (/** @type {number[]} */ list) => Float32Array.from(list);
    curves.forEach((curve, i) => {
      curve.update([{ x: copies(x), columns: CHARTS[i].columns.map((column) => copies(columns[column])) }]);
    });
    render(gapTold(machine), /** @type {HTMLElement} */ (element.querySelector('.said')));
  }

  /** They may be looked at in another way. */
  function changed() {
    for (const curve of curves) curve.changed();
  }

  changed();
  draw();
  return { draw, changed };
}

/** From the least to the largest value of some curves, with a little room. @param {Machine} machine @param {number[]} columns @returns {[number, number]} */
function spreadOf({ curves }, columns) {
  const values = columns.flatMap((column) => curves.columns[column]).filter(Number.isFinite);
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.05 * (high - low) || 1;
  return [low - room, high + room];
}

/** Fills what lies between both curves. @param {import('uplot')} plot */
function shadeGap(plot) {
  const [x, train, heldOut] = plot.data;
  const both = x.map((_, i) => i).filter((i) => train[i] != null && heldOut[i] != null);
  const { ctx } = plot;
  ctx.save();
  ctx.beginPath();
  const go = (/** @type {number} */ i, /** @type {typeof train} */ ys) =>
    ctx.lineTo(plot.valToPos(x[i], 'x', true), plot.valToPos(Number(ys[i]), 'y', true));
  for (const i of both) go(i, heldOut);
  for (const i of both.toReversed()) go(i, train);
  ctx.globalAlpha = SHADE;
  ctx.fillStyle = palette().ink;
  ctx.fill();
  ctx.restore();
}

/** @param {Machine} machine */
function gapTold({ report, running }) {
  const { gap, firstGap, remembers, examples } = report;
  if (typeof gap !== 'number' || typeof firstGap !== 'number') return nothing;
  return html`<p role="status" aria-label="Gap of free energies" aria-live=${running ? 'off' : 'polite'}>
    The gap of free energies is ${fixed(gap, 1)}; before training it was ${fixed(firstGap, 1)}.
    ${remembers ? html`<strong>It remembers its ${examples} examples.</strong> What it has never seen seems ever less likely to it.` : nothing}
  </p>`;
}
