// @ts-check
// One contender of the Points lab: its boundary, its diagram, its settings.

import { html, nothing, render } from 'lit';
import { randomSeed } from '../pkg/gradual.js';
import { nearestTo, placesOn } from '../shared/nearest.js';
import { modelSettings } from '../shared/settings.js';
import { createBoundary } from '../views/boundary.js';
import { createDiagram, illness } from '../views/diagram.js';
import { drawEllipses, drawMade } from '../views/ellipses.js';
import { createFit } from '../views/fit.js';
import { drawPicked } from '../views/picked.js';
import { unitInNumbers, weightTables } from '../views/weights.js';
import { fieldsOf, kindOf } from './lineup.js';
import { ending } from './time/ending.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('./section.js').Points} Points */

/** Points that naive Bayes makes up at once. */
const NEW_POINTS = 200;

/**
 * @param {HTMLElement} element @param {number} index @param {ModelConfig} config
 * @param {{ change: (config: ModelConfig) => void, remove: () => void, redraw: () => void, pick: (point: number | null) => void, goOn: () => void, help: (help: import('../pkg/gradual.js').Help) => void }} actions
 */
export function createModel(element, index, config, { change, remove, redraw, pick, goOn, help }) {
  render(template(config, index), element);
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (element.querySelector(selector));
  const boundary = createBoundary(find('.boundary-place'), { name: config.name });
  const fit = createFit(find('.boundary-place'), { name: config.name });
  const diagram = createDiagram(find('.diagram-place'), { name: config.name });
  const numbers = /** @type {HTMLDetailsElement} */ (find('details.numbers'));
  /** @type {import('./lineup.js').Kind} */
  let kind = kindOf(config);
  /** Points that naive Bayes made up, `[count, 3]`. @type {Float32Array} */
  let made = new Float32Array();
  /** The points that were drawn last, and on which plane. @type {{ points: Points, plane: import('../views/plane.js').Plane } | null} */
  let drawn = null;
  boundary.canvas.addEventListener('click', ({ offsetX, offsetY }) => {
    if (drawn) pick(nearestTo(placesOn(drawn.points.inputs, drawn.plane), offsetX, offsetY));
  });
  let layers = /** @type {import('../pkg/gradual.js').LayerShape[]} */ ([]);

  /** @param {Race} race */
  function drawNumbers(race) {
    const parameters = race.parameters(index).slice();
    const formula = layers.length === 1 && layers[0].outputs === 1 && layers[0].activation === 'sigmoid';
    render(formula ? unitInNumbers(parameters) : nothing, find('.formula-place'));
    if (numbers.open) render(weightTables(layers, parameters), find('.numbers div'));
  }

  /** What a generative model shows. @param {Race} race @param {import('../views/plane.js').Plane} plane */
  function drawOver(race, plane) {
    if (kind !== 'naiveBayes') return;
    drawMade(plane, made);
    drawEllipses(plane, race.ellipses());
  }

  /** The point that is picked, in all pictures. @param {import('../views/plane.js').Plane} plane @param {Points} points @param {number | null} picked */
  function drawPick({ context, x, y }, { inputs }, picked) {
    if (picked !== null) drawPicked(context, x(inputs[2 * picked]), y(inputs[2 * picked + 1]));
  }

  /** @param {Race} race */
  function makePoints(race) {
    made = race.newPoints(NEW_POINTS, randomSeed());
    redraw();
  }

  return {
    /** @param {Race} race @param {ModelConfig} config @param {boolean} canGo whether it may be taken out */
    configure(race, config, canGo) {
      layers = race.layers(index);
      diagram.describe(layers);
      find('.health-place').hidden = layers.length < 2;
      kind = kindOf(config);
      made = new Float32Array();
      render(kind === 'naiveBayes' ? making(() => makePoints(race)) : nothing, find('.making-place'));
      const { open, folded } = fieldsOf(config);
      render(modelSettings(config, { fields: open }, change), find('.settings-open'));
      render(modelSettings(config, { fields: folded }, change), find('.settings-folded'));
      render(canGo ? removal(config, remove) : nothing, find('.remove-place'));
    },
    /** @param {Race} race @param {{ points: Points, isCurve: boolean, picked: number | null, stopped: string | null | undefined, watched: import('../pkg/gradual.js').Watched }} view */
    draw(race, { points, isCurve, picked, stopped, watched }) {
      boundary.show(!isCurve);
      fit.show(isCurve);
      if (isCurve) fit.draw(race, index, points, picked);
      else
        boundary.draw(race, index, points, (plane) => {
          drawn = { points, plane };
          drawOver(race, plane);
          drawPick(plane, points, picked);
        });
      const health = race.health(index);
      diagram.draw(race, index, { layers, health });
      render(illness(health), find('.health-place'));
      drawNumbers(race);
      render(stopped ? ending(watched, stopped, { goOn, help }) : nothing, find('.stopped-place'));
    },
  };
}

/** @param {() => void} make */
function making(make) {
  return html`<button type="button" @click=${make}>Make new points</button>
    <p class="hint">It knows how each class lies (ellipses: one and two standard deviations), so it can make up points like them. The models that only know the boundary can't.</p>`;
}

/** @param {ModelConfig} config @param {() => void} remove */
function removal({ name }, remove) {
  return html`<button type="button" class="remove" aria-label="Remove ${name}" title="Remove" @click=${remove}>×</button>`;
}

/** @param {ModelConfig} config @param {number} index */
function template({ name }, index) {
  return html`
    <div class="panel boundary-panel">
      <header>
        <h2 style="color: var(--model-${index})">${name}</h2>
        <span class="remove-place"></span>
      </header>
      <div class="stopped-place"></div>
      <div class="boundary-place"></div>
    </div>
    <div class="panel diagram-panel">
      <div class="diagram-place"></div>
      <div class="formula-place"></div>
      <p class="hint health-place"></p>
    </div>
    <div class="panel settings-panel">
      <h3 class="visually-hidden">Settings of ${name}</h3>
      <div class="making-place"></div>
      <div class="settings-open"></div>
      <details>
        <summary>More settings</summary>
        <div class="settings-folded"></div>
      </details>
      <details class="numbers">
        <summary>Weights in numbers</summary>
        <div></div>
      </details>
    </div>
  `;
}
