// @ts-check
// One contender of the Points lab: its boundary, its diagram, its settings.

import { html, nothing, render } from 'lit';
import { modelSettings } from '../shared/settings.js';
import { createBoundary } from '../views/boundary.js';
import { createDiagram } from '../views/diagram.js';
import { unitInNumbers, weightTables } from '../views/weights.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../shared/settings.js').Field} Field */

/** The settings in sight, and those that are folded away. @type {Record<'unit' | 'network', { open: Field[], folded: Field[] }>} */
const fields = {
  unit: { open: ['learningRate', 'batchSize'], folded: ['optimizer', 'loss', 'initial', 'penalty'] },
  network: {
    open: ['learningRate', 'batchSize', 'layers'],
    folded: ['optimizer', 'loss', 'initial', 'penalty'],
  },
};

/**
 * @param {HTMLElement} element @param {number} index @param {ModelConfig} config
 * @param {(config: ModelConfig) => void} onChange
 */
export function createModel(element, index, config, onChange) {
  render(template(config, index), element);
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (element.querySelector(selector));
  const boundary = createBoundary(find('.boundary-place'), config.name);
  const diagram = createDiagram(find('.diagram-place'), config.name);
  const kind = index === 0 ? 'unit' : 'network';
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
    /** @param {Race} race @param {ModelConfig} config */
    configure(race, config) {
      layers = race.layers(index);
      diagram.describe(layers);
      render(modelSettings(config, { fields: fields[kind].open }, onChange), find('.settings-open'));
      render(modelSettings(config, { fields: fields[kind].folded }, onChange), find('.settings-folded'));
    },
    /** @param {Race} race @param {import('../views/boundary.js').Points} points @param {string | null | undefined} stopped */
    draw(race, points, stopped) {
      boundary.draw(race, index, points);
      diagram.draw(race, index, layers);
      drawNumbers(race);
      render(stopped ? html`<p class="stopped" role="alert">${stopped}</p>` : nothing, find('.stopped-place'));
    },
  };
}

/** @param {ModelConfig} config @param {number} index */
function template({ name }, index) {
  return html`
    <div class="panel boundary-panel">
      <h2 style="color: var(--model-${index})">${name}</h2>
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
