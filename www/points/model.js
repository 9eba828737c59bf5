// @ts-check
// One contender of the Points lab: its boundary, its diagram, its settings.

import { html, nothing, render } from 'lit';
import { modelSettings } from '../shared/settings.js';
import { createBoundary } from '../views/boundary.js';
import { createDiagram } from '../views/diagram.js';
import { createFit } from '../views/fit.js';
import { unitInNumbers, weightTables } from '../views/weights.js';
import { fields, kindOf } from './lineup.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('./section.js').Points} Points */

/**
 * @param {HTMLElement} element @param {number} index @param {ModelConfig} config
 * @param {{ change: (config: ModelConfig) => void, remove: () => void, pick: (point: number | null) => void }} actions
 */
export function createModel(element, index, config, { change, remove }) {
  render(template(config, index), element);
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (element.querySelector(selector));
  const boundary = createBoundary(find('.boundary-place'), config.name);
  const fit = createFit(find('.boundary-place'), config.name);
  const diagram = createDiagram(find('.diagram-place'), config.name);
  const numbers = /** @type {HTMLDetailsElement} */ (find('details.numbers'));
  let layers = /** @type {import('../pkg/gradual.js').LayerShape[]} */ ([]);

  /** @param {Race} race */
  function drawNumbers(race) {
    const parameters = race.parameters(index).slice();
    const formula = layers.length === 1 && layers[0].outputs === 1 && layers[0].activation === 'sigmoid';
    render(formula ? unitInNumbers(parameters) : nothing, find('.formula-place'));
    if (numbers.open) render(weightTables(layers, parameters), find('.numbers div'));
  }

  return {
    /** @param {Race} race @param {ModelConfig} config @param {boolean} canGo whether it may be taken out */
    configure(race, config, canGo) {
      layers = race.layers(index);
      diagram.describe(layers);
      const { open, folded } = fields[kindOf(config)];
      render(modelSettings(config, { fields: open }, change), find('.settings-open'));
      render(modelSettings(config, { fields: folded }, change), find('.settings-folded'));
      render(canGo ? removal(config, remove) : nothing, find('.remove-place'));
    },
    /** @param {Race} race @param {{ points: Points, picked: number | null, stopped: string | null | undefined }} view */
    draw(race, { points, stopped }) {
      const isCurve = points.targets.length > 0 && points.inputs[1] === 0 && points.inputs[3] === 0;
      boundary.show(!isCurve);
      fit.show(isCurve);
      if (isCurve) fit.draw(race, index, points);
      else boundary.draw(race, index, points);
      diagram.draw(race, index, layers);
      drawNumbers(race);
      render(stopped ? html`<p class="stopped" role="alert">${stopped}</p>` : nothing, find('.stopped-place'));
    },
  };
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
    </div>
    <div class="panel settings-panel">
      <h3 class="visually-hidden">Settings of ${name}</h3>
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
