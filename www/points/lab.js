// @ts-check
// The Points lab: a logistic unit and a network learn the same points side by side, on one clock.

import './points.css';
import { html, render } from 'lit';
import { Race, randomSeed } from '../pkg/gradual.js';
import { createClock } from '../shared/clock.js';
import { onTheme } from '../shared/colour.js';
import { notice } from '../shared/notice.js';
import { createProgress, trainBar } from '../shared/trainbar.js';
import { createCurve } from '../views/curve.js';
import { scoreTable } from '../views/scores.js';
import { dataPanel, pointSets } from './data.js';
import { createModel } from './model.js';
import { thumbnail } from './thumbnails.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../pkg/gradual.js').PointsConfig} PointsConfig */

/** All points are few enough to be scored in every frame. */
const ALL = 1e9;

/** @type {Omit<ModelConfig, 'name' | 'hidden' | 'initial'>} */
const common = { loss: 'cross-entropy', optimizer: 'adam', learningRate: 0.03, batchSize: 10, l1: 0, l2: 0 };

/** @type {ModelConfig[]} */
const defaultModels = [
  { ...common, name: 'Logistic unit', hidden: [], initial: 'zero' },
  {
    ...common,
    name: 'Network',
    hidden: [
      { kind: 'dense', units: 4, activation: 'tanh' },
      { kind: 'dense', units: 2, activation: 'tanh' },
    ],
    initial: 'glorot-strong-output',
  },
];

const curves = defaultModels.flatMap(({ name }, i) => [
  { label: `${name}, train (dashed)`, colour: `--model-${i}`, dash: true },
  { label: `${name}, held out`, colour: `--model-${i}` },
]);

/** @param {HTMLElement} element @param {{ seed: number }} options */
export function createLab(element, { seed }) {
  const models = structuredClone(defaultModels);
  /** @type {PointsConfig} */
  let data = { set: 'circles', count: 400, noise: 0.1, heldOut: 0.3, seed };
  const race = Race.onPoints(data, models, seed);
  let points = pointsOf(race);
  const progress = createProgress();

  render(template(), element);
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (element.querySelector(selector));
  const clock = createClock({ step: (batches) => race.step(batches), frame: score, onChange: drawBar });
  const curve = createCurve(find('.curve-place'), { label: 'Loss curve', unit: 'loss', series: curves });
  const contenders = models.map((config, i) =>
    createModel(find(`.model-${i}`), i, config, (changed) => attempt(() => setModel(i, changed))),
  );

  /** @param {number} i @param {ModelConfig} config */
  function setModel(i, config) {
    race.setModel(i, config);
    models[i] = config;
  }

  /** @param {PointsConfig} config */
  function setData(config) {
    race.setPoints(config);
    data = config;
    points = pointsOf(race);
  }

  /** Does what may be refused; a refusal is told in a sentence and changes nothing. @param {() => void} change */
  function attempt(change) {
    clock.measure();
    try {
      change();
      say(null);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      say(/** @type {Error} */ (error).message);
    }
    drawControls();
    score();
  }

  /** @param {string | null} message */
  function say(message) {
    render(notice(message, { dismiss: () => say(null) }), find('.notice-place'));
  }

  const actions = {
    toggle: clock.toggle,
    step: () => attempt(() => race.step(1)),
    stepEpoch: () => attempt(() => race.stepEpoch()),
    restart: () => attempt(() => race.restart()),
    newWeights: (chosen = randomSeed()) => attempt(() => race.newWeights(chosen)),
    setSpeed: (/** @type {number} */ speed) => {
      clock.speed = speed;
      drawBar();
    },
  };

  function score() {
    race.evaluate(ALL);
    draw();
  }

  function draw() {
    const report = race.report();
    for (const [i, contender] of contenders.entries()) contender.draw(race, points, report.models[i].stopped);
    const columns = models.flatMap((_, i) => [
      race.history(i, 'trainLoss').slice(),
      race.history(i, 'heldOutLoss').slice(),
    ]);
    curve.update(race.historyEpochs(), columns);
    render(scoreTable(report), find('.scores-place'));
    drawBar();
    if (clock.running && report.models.every(({ stopped }) => stopped)) clock.stop();
  }

  function drawBar() {
    const { running, speed } = clock;
    render(
      trainBar({ running, speed, seed: race.seed, progress: progress(race.report(), running) }, actions),
      find('.bar-place'),
    );
  }

  function drawControls() {
    const renew = () => attempt(() => setData({ ...data, seed: randomSeed() }));
    const change = (/** @type {PointsConfig} */ config) => attempt(() => setData(config));
    render(dataPanel(data, thumbnail, { change, renew }), find('.data'));
    render(pointSets.find(({ set }) => set === data.set)?.hint, find('.what'));
    for (const [i, contender] of contenders.entries()) contender.configure(race, models[i]);
  }

  onTheme(draw);
  new ResizeObserver(draw).observe(find('.model-1 .boundary-place'));
  drawControls();
  score();
  return { race, show: draw, hide: clock.stop };
}

/** Copies of the points, which outlive the next call. @param {Race} race */
function pointsOf(race) {
  return { inputs: race.inputs().slice(), labels: race.labels().slice(), trainCount: race.trainCount };
}

function template() {
  return html`
    <div class="bar-place"></div>
    <p class="what"></p>
    <div class="notice-place"></div>
    <div class="points-grid">
      <section class="panel data" aria-label="Data"></section>
      <section class="model model-0" aria-label="Logistic unit"></section>
      <section class="model model-1" aria-label="Network"></section>
      <section class="panel progress-panel" aria-label="How it goes">
        <h2>Loss</h2>
        <div class="curve-place"></div>
        <div class="scores-place"></div>
      </section>
    </div>
  `;
}
