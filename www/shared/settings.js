// @ts-check
// What one chooses for a model.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../pkg/gradual.js').Activation} Activation */
/** @typedef {(config: ModelConfig) => void} Change */
/** `batchOptimizer` leaves out full-batch descent: on many pictures one update would be a long task. */
/** @typedef {'layers' | 'activation' | 'learningRate' | 'batchSize' | 'optimizer' | 'batchOptimizer' | 'loss' | 'penalty' | 'initial' | 'units'} Field */

/** @type {Record<string, Activation>} */
const activations = {
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  ReLU: 'relu',
  'leaky ReLU': 'leaky-relu',
  softplus: 'softplus',
  'ELU, a = 1': { elu: 1 },
  identity: 'identity',
};

/** @type {Record<string, ModelConfig['optimizer']>} */
const batchOptimizers = { Adam: 'adam', momentum: 'momentum', SGD: 'sgd' };

/** @type {Record<string, ModelConfig['optimizer']>} */
const optimizers = { ...batchOptimizers, 'gradient descent (full batch)': 'gradient-descent' };

/** @type {Record<string, ModelConfig['loss']>} */
const losses = {
  'cross-entropy': 'cross-entropy',
  'squared error, sigmoid output': 'squared-error',
  'squared error, linear output': 'squared-error-linear',
};

/** @type {Record<string, ModelConfig['initial']>} */
const initials = {
  zero: 'zero',
  'small uniform': 'small-uniform',
  Glorot: 'glorot',
  'Glorot, strong output': 'glorot-strong-output',
  He: 'he',
};

/** Most hidden layers and units a person can ask for here. */
const MOST = { layers: 6, units: 16, wide: 1024 };

/**
 * Labelled controls for some fields of a model's configuration.
 * @param {ModelConfig} config @param {{ fields: Field[] }} options @param {Change} onChange
 */
export function modelSettings(config, { fields }, onChange) {
  return html`<fieldset class="settings">
    <legend class="visually-hidden">Settings of ${config.name}</legend>
    ${fields.map((field) => controls[field](config, onChange))}
  </fieldset>`;
}

/** @type {Record<Field, (config: ModelConfig, onChange: Change) => unknown>} */
const controls = {
  layers: layerControls,
  units: (config, onChange) =>
    number(config, 'Hidden units', config.hidden[0].units, { min: 1, max: MOST.wide, step: 1 }, (units) =>
      onChange({ ...config, hidden: [{ ...config.hidden[0], units }] }),
    ),
  activation: (config, onChange) =>
    config.hidden.length === 0
      ? nothing
      : choice(config, 'Activation', activations, config.hidden[0].activation, (activation) =>
          onChange({ ...config, hidden: config.hidden.map((layer) => ({ ...layer, activation })) }),
        ),
  learningRate: (config, onChange) =>
    number(config, 'Learning rate', config.learningRate, { min: 0, step: 'any' }, (learningRate) =>
      onChange({ ...config, learningRate }),
    ),
  batchSize: (config, onChange) =>
    number(config, 'Batch size', config.batchSize, { min: 1, step: 1 }, (batchSize) =>
      onChange({ ...config, batchSize }),
    ),
  optimizer: (config, onChange) =>
    choice(config, 'Optimiser', optimizers, config.optimizer, (optimizer) => onChange({ ...config, optimizer })),
  batchOptimizer: (config, onChange) =>
    choice(config, 'Optimiser', batchOptimizers, config.optimizer, (optimizer) => onChange({ ...config, optimizer })),
  loss: (config, onChange) => choice(config, 'Loss', losses, config.loss, (loss) => onChange({ ...config, loss })),
  initial: (config, onChange) =>
    choice(config, 'First weights', initials, config.initial, (initial) => onChange({ ...config, initial })),
  penalty: (config, onChange) => [
    number(config, 'L1 penalty', config.l1, { min: 0, step: 'any' }, (l1) => onChange({ ...config, l1 })),
    number(config, 'L2 penalty', config.l2, { min: 0, step: 'any' }, (l2) => onChange({ ...config, l2 })),
  ],
};

/**
 * @param {ModelConfig} model @param {string} label @param {number} value
 * @param {{ min: number, max?: number, step: number | 'any' }} range @param {(value: number) => void} onChange
 */
function number({ name }, label, value, { min, max, step }, onChange) {
  return html`<label
    ><span>${label}</span
    ><input
      type="number"
      aria-label="${label}, ${name}"
      min=${min}
      max=${max ?? nothing}
      step=${step}
      .value=${live(String(Number(value.toPrecision(6))))}
      @change=${(/** @type {Event & { target: HTMLInputElement }} */ event) => onChange(event.target.valueAsNumber)}
  /></label>`;
}

/**
 * @template T
 * @param {ModelConfig} model @param {string} label @param {Record<string, T>} choices @param {T} value
 * @param {(value: T) => void} onChange
 */
function choice({ name }, label, choices, value, onChange) {
  const chosen = JSON.stringify(value);
  const change = (/** @type {Event & { target: HTMLSelectElement }} */ event) => onChange(choices[event.target.value]);
  return html`<label
    ><span>${label}</span
    ><select aria-label="${label}, ${name}" @change=${change}>
      ${Object.entries(choices).map(
        ([text, value]) =>
          html`<option value=${text} .selected=${live(JSON.stringify(value) === chosen)}>${text}</option>`,
      )}
    </select></label
  >`;
}

/** How many layers, and how many units in each. @param {ModelConfig} config @param {Change} onChange */
function layerControls(config, onChange) {
  const { hidden } = config;
  const last = hidden.at(-1) ?? { units: 4, activation: /** @type {Activation} */ ('tanh') };
  const resize = (/** @type {number} */ l, /** @type {number} */ units) =>
    onChange({ ...config, hidden: hidden.map((layer, i) => (i === l ? { ...layer, units } : layer)) });
  return html`<div class="layers" role="group" aria-label="Hidden layers, ${config.name}">
    <span class="layer"
      >Hidden layers
      ${stepper(`a hidden layer, ${config.name}`, hidden.length, { least: 0, most: MOST.layers }, (count) =>
        onChange({ ...config, hidden: count > hidden.length ? [...hidden, { ...last }] : hidden.slice(0, count) }),
      )}</span
    >
    ${hidden.map(
      ({ units }, l) =>
        html`<span class="layer"
          >Units in layer ${l + 1}
          ${stepper(`a unit in layer ${l + 1}, ${config.name}`, units, { least: 1, most: MOST.units }, (count) => resize(l, count))}</span
        >`,
    )}
    <small>Changing layers, activation, loss or first weights restarts both models; the rest keeps the weights.</small>
  </div>`;
}

/**
 * @param {string} what @param {number} count @param {{ least: number, most: number }} range
 * @param {(count: number) => void} onChange
 */
function stepper(what, count, { least, most }, onChange) {
  return html`<span class="stepper">
    <button type="button" aria-label="Remove ${what}" ?disabled=${count <= least} @click=${() => onChange(count - 1)}>−</button>
    <span class="count">${count}</span>
    <button type="button" aria-label="Add ${what}" ?disabled=${count >= most} @click=${() => onChange(count + 1)}>+</button>
  </span>`;
}
