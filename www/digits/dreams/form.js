// @ts-check
// What a machine learns, and how.

import { html, nothing } from 'lit';
import { numberField } from '../../shared/number-field.js';
import { radioGroup } from '../../shared/radios.js';

/** @typedef {import('./machine.js').Settings} Settings */
/** @typedef {import('./machine.js').Data} Data */

/** @type {import('../../shared/radios.js').Choice<Data>[]} */
const DATA = [
  { value: 'digits', face: '10,000 digits' },
  { value: 'few', face: '500 digits' },
  { value: 'bars', face: 'Bars and stripes' },
];

/** @type {import('../../shared/radios.js').Choice<boolean>[]} */
const METHODS = [
  { value: false, face: 'CD' },
  { value: true, face: 'PCD' },
];

/** With the rate that suits each: numbers of any size learn at a smaller one. @type {import('../../shared/radios.js').Choice<NonNullable<import('../../pkg/gradual.js').RbmConfig['units']>>[]} */
const UNITS = [
  { value: 'binary', face: 'Binary pixels' },
  { value: 'gaussian', face: 'Gaussian' },
];
const RATES = { binary: 0.05, gaussian: 0.01 };

/** Numbers that can be set: key, what it is called, and its range. @type {[keyof import('../../pkg/gradual.js').RbmConfig, string, number, number][]} */
const NUMBERS = [
  ['gibbsSteps', 'Gibbs steps k', 1, 100],
  ['learningRate', 'Its rate', 1e-9, 1e6],
  ['batchSize', 'Its batch', 1, 1000],
  ['l2', 'Its penalty L2', 0, 1000],
];

/**
 * What shapes the machine begins it anew; all else can change while it learns.
 * @param {Settings} settings @param {{ reshape: (change: Partial<Settings>) => void, change: (change: Partial<import('../../pkg/gradual.js').RbmConfig>) => void }} actions
 */
export function form({ data, inverted, config }, { reshape, change }) {
  const checked = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => target.checked;
  return html`<div class="dreams-form">
    ${radioGroup({ label: 'What the machine learns', choices: DATA, chosen: data, choose: (data) => reshape({ data }) })}
    <label class="inline">Units of the machine ${numberField({ value: config.hidden, min: 1, max: 4096, step: 1 }, (hidden) => reshape({ config: { ...config, hidden } }))}</label>
    ${radioGroup({ label: 'Visible units', choices: UNITS, chosen: config.units ?? 'binary', choose: (units) => reshape({ config: { ...config, units, learningRate: RATES[units] } }) })}
    ${radioGroup({ label: 'Contrastive divergence', choices: METHODS, chosen: config.persistent === true, choose: (persistent) => change({ persistent }) })}
    ${NUMBERS.map(
      ([key, name, min, max]) =>
        html`<label class="inline">${name} ${numberField({ value: Number(config[key]), min, max, step: 'any' }, (value) => change({ [key]: value }))}</label>`,
    )}
    <label class="inline"><input type="checkbox" .checked=${Boolean(config.sparsity)} @change=${(/** @type {any} */ event) => change({ sparsity: checked(event) ? { target: 0.1, decay: 0.95, cost: 0.1 } : undefined })} /> Sparse (each unit on for 10 %)</label>
    <label class="inline"><input type="checkbox" .checked=${config.centred === true} @change=${(/** @type {any} */ event) => change({ centred: checked(event) })} /> Centred</label>
    <label class="inline"><input type="checkbox" ?disabled=${data === 'bars'} .checked=${inverted} @change=${(/** @type {any} */ event) => reshape({ inverted: checked(event) })} /> White on black</label>
  </div>
  <p class="hint">${config.persistent ? 'PCD: what the machine learns is held against chains of its own that go on from batch to batch, k steps each time.' : 'CD: each batch is held against what the machine makes of it in k steps of sampling, from pixels to hidden units and back.'}</p>
  ${config.units === 'gaussian' ? html`<p class="hint">Gaussian: a pixel is any grey, normal around b + h Wᵀ with variance 1 instead of on or off by chance. So the rate is smaller, and there is no pseudo-likelihood, which asks for pixels that can be turned over.</p>` : nothing}
  ${inverted && data !== 'bars' ? html`<p class="hint">White on black: most pixels are now on nearly always, which a plain machine learns worse. Centred, it hardly matters: “Side by side” shows it.</p>` : nothing}`;
}
