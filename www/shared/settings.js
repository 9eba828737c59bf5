// @ts-check
// What one chooses for a model.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { openByArrows } from './closed-list.js';
import { numberField } from './number-field.js';

/** @typedef {import('../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('../pkg/gradual.js').Activation} Activation */
/** @typedef {import('../pkg/gradual.js').HiddenLayer} HiddenLayer */
/** @typedef {Extract<HiddenLayer, { kind: 'dense' }>} DenseLayer */
/** @typedef {import('../pkg/gradual.js').Feature} Feature */
/** @typedef {(config: ModelConfig) => void} Change */
/** `batchOptimizer` leaves out full-batch descent: on many pictures one update would be a long task. */
/** @typedef {'layers' | 'features' | 'learningRate' | 'batchSize' | 'optimizer' | 'batchOptimizer' | 'loss' | 'penalty' | 'clip' | 'initial' | 'units' | 'preset'} Field */
/** Layers with the first weights that suit them, by name. @typedef {Record<string, Pick<ModelConfig, 'hidden' | 'initial'>>} Presets */

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
const optimizers = {
  ...batchOptimizers,
  Nesterov: 'nesterov',
  RMSProp: 'rmsprop',
  'gradient descent (full batch)': 'gradient-descent',
  'conjugate gradient (full batch)': 'conjugate-gradient',
  'L-BFGS (full batch)': 'lbfgs',
};

/** What a network can be given of a point. @type {Record<string, Feature>} */
const features = {
  'x₁': 'x1',
  'x₂': 'x2',
  'x₁²': 'x1-squared',
  'x₂²': 'x2-squared',
  'x₁x₂': 'product',
  'sin x₁': 'sin-x1',
  'sin x₂': 'sin-x2',
};

/** The point itself, for which no layer is needed. @type {Feature[]} */
const plain = ['x1', 'x2'];

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
  'Glorot by slope, strong output': 'glorot-by-slope',
  He: 'he',
  'normal, variance 1': 'normal',
};

/** Most hidden layers and units a person can ask for here. */
const MOST = { layers: 6, units: 16, wide: 1024 };

/**
 * Labelled controls for some fields of a model's configuration.
 * @param {ModelConfig} config @param {{ fields: Field[], presets?: Presets }} options @param {Change} onChange
 */
export function modelSettings(config, { fields, presets = {} }, onChange) {
  if (fields.length === 0) return nothing;
  return html`<fieldset class="settings">
    <legend class="visually-hidden">Settings of ${config.name}</legend>
    ${fields.map((field) => controls[field](config, onChange, presets))}
  </fieldset>`;
}

/** @type {Record<Field, (config: ModelConfig, onChange: Change, presets: Presets) => unknown>} */
const controls = {
  layers: layerControls,
  features: featureControls,
  units: (config, onChange) =>
    number(config, 'Hidden units', dense(config)[0].units, { min: 1, max: MOST.wide, step: 1 }, (units) =>
      onChange({ ...config, hidden: [{ ...dense(config)[0], units }] }),
    ),
  preset: (config, onChange, presets) => {
    const { hidden, initial } = config;
    return choice(config, 'Layers', presets, { hidden, initial }, (preset) => onChange({ ...config, ...preset }));
  },
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
  clip: (config, onChange) =>
    number(config, 'Clip at (0: off)', config.clip ?? 0, { min: 0, step: 'any' }, (clip) =>
      onChange({ ...config, clip }),
    ),
  penalty: (config, onChange) => [
    number(config, 'L1 penalty', config.l1, { min: 0, step: 'any' }, (l1) => onChange({ ...config, l1 })),
    number(config, 'L2 penalty', config.l2, { min: 0, step: 'any' }, (l2) => onChange({ ...config, l2 })),
  ],
};

/**
 * @param {ModelConfig} model @param {string} label @param {number} value
 * @param {{ min: number, max?: number, step: number | 'any' }} range @param {(value: number) => void} onChange
 */
function number({ name }, label, value, range, onChange) {
  return html`<label
    ><span>${label}</span>${numberField({ value, label: `${label}, ${name}`, ...range }, onChange)}</label
  >`;
}

/**
 * @template T
 * @param {ModelConfig} model @param {string} label @param {Record<string, T>} choices @param {T} value
 * @param {(value: T) => void} onChange
 */
function choice({ name }, label, choices, value, onChange) {
  return html`<label><span>${label}</span>${select(`${label}, ${name}`, choices, value, onChange)}</label>`;
}

/**
 * @template T
 * @param {string} name @param {Record<string, T>} choices @param {T} value @param {(value: T) => void} onChange
 */
function select(name, choices, value, onChange) {
  const chosen = JSON.stringify(value);
  const change = (/** @type {Event & { target: HTMLSelectElement }} */ event) => onChange(choices[event.target.value]);
  return html`<select aria-label=${name} @keydown=${openByArrows} @change=${change}>
    ${Object.entries(choices).map(
      ([text, value]) =>
        html`<option value=${text} .selected=${live(JSON.stringify(value) === chosen)}>${text}</option>`,
    )}
  </select>`;
}

/** The dense layers of a model. @param {ModelConfig} config */
function dense({ hidden }) {
  return hidden.filter((layer) => layer.kind === 'dense');
}

/** The layer of features, if there is one. @param {ModelConfig} config @returns {HiddenLayer[]} */
function given({ hidden }) {
  return hidden.filter(({ kind }) => kind === 'features');
}

/** What of a point comes in. @param {ModelConfig} config @param {Change} onChange */
function featureControls(config, onChange) {
  const [layer] = given(config);
  const chosen = layer?.kind === 'features' ? layer.features : plain;
  const toggle = (/** @type {Feature} */ feature) => {
    const wanted = Object.values(features).filter((other) => (other === feature) !== chosen.includes(other));
    const isPlain = JSON.stringify(wanted) === JSON.stringify(plain);
    onChange({
      ...config,
      hidden: [...(isPlain ? [] : [{ kind: /** @type {const} */ ('features'), features: wanted }]), ...dense(config)],
    });
  };
  return html`<div class="features" role="group" aria-label="Inputs, ${config.name}">
    <span>Inputs</span>
    ${Object.entries(features).map(
      ([text, feature]) =>
        html`<label class="feature"
          ><input
            type="checkbox"
            .checked=${live(chosen.includes(feature))}
            ?disabled=${chosen.length === 1 && chosen.includes(feature)}
            @change=${() => toggle(feature)}
          /><span>${text}</span></label
        >`,
    )}
  </div>`;
}

/** How many layers, how many units in each, and their activation. @param {ModelConfig} config @param {Change} onChange */
function layerControls(config, onChange) {
  const hidden = dense(config);
  /** @type {DenseLayer} */
  const last = hidden.at(-1) ?? { kind: 'dense', units: 4, activation: { elu: 1 } };
  const set = (/** @type {DenseLayer[]} */ layers) => onChange({ ...config, hidden: [...given(config), ...layers] });
  const change = (/** @type {number} */ l, /** @type {Partial<DenseLayer>} */ changed) =>
    set(hidden.map((layer, i) => (i === l ? { ...layer, ...changed } : layer)));
  return html`<div class="layers" role="group" aria-label="Hidden layers, ${config.name}">
    <span class="layer"
      >Hidden layers
      ${stepper(`a hidden layer, ${config.name}`, hidden.length, { least: 0, most: MOST.layers }, (count) =>
        set(count > hidden.length ? [...hidden, { ...last }] : hidden.slice(0, count)),
      )}</span
    >
    ${hidden.map((layer, l) => layerRow(config, layer, l, (changed) => change(l, changed)))}
    <small>Changing layers, activations, inputs, loss or first weights restarts all models; the rest keeps the weights.</small>
  </div>`;
}

/**
 * @param {ModelConfig} model @param {DenseLayer} layer @param {number} l its index
 * @param {(changed: Partial<DenseLayer>) => void} onChange
 */
function layerRow({ name }, { units, activation }, l, onChange) {
  const layer = `layer ${l + 1}, ${name}`;
  return html`<span class="layer"
    >Layer ${l + 1}
    ${stepper(`a unit in ${layer}`, units, { least: 1, most: MOST.units, unit: ' units' }, (units) => onChange({ units }))}
    ${select(`Activation of ${layer}`, activations, activation, (activation) => onChange({ activation }))}</span
  >`;
}

/**
 * @param {string} what @param {number} count @param {{ least: number, most: number, unit?: string }} range
 * @param {(count: number) => void} onChange
 */
function stepper(what, count, { least, most, unit = '' }, onChange) {
  return html`<span class="stepper">
    <button type="button" aria-label="Remove ${what}" ?disabled=${count <= least} @click=${() => onChange(count - 1)}>−</button>
    <span class="count">${count}${unit}</span>
    <button type="button" aria-label="Add ${what}" ?disabled=${count >= most} @click=${() => onChange(count + 1)}>+</button>
  </span>`;
}
