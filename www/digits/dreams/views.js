// @ts-check
// All that is seen of one machine: its filters, a unit, curves, histograms, dreams, repair, and what is made of several.

import { html, nothing, render } from 'lit';
import { radioGroup } from '../../shared/radios.js';
import { createCompare } from './compare.js';
import { createDuel } from './duel.js';
import { createFantasies } from './fantasies.js';
import { createFilters } from './filters.js';
import { histograms } from './histograms.js';
import { createLikelihood } from './likelihood.js';
import { createMeasures } from './measures.js';
import { createPatterns } from './patterns.js';
import { createRepair } from './repair.js';
import { createStack } from './stack.js';
import { paintUnit, unitCard } from './unit.js';

/** @typedef {import('../sections.js').DigitsView} DigitsView */
/** @typedef {import('./machine.js').Machine} Machine */
/** @typedef {import('./panel.js').Dreams} Dreams */

/** @type {import('../../shared/radios.js').Choice<import('./filters.js').Order>[]} */
const ORDERS = [
  { value: 'number', face: 'numbered' },
  { value: 'activity', face: 'by activity' },
  { value: 'frozen', face: 'frozen' },
];

/** @param {HTMLElement} element @param {{ machine: Machine, lab: DigitsView, own: import('../../shared/section.js').Own }} shown */
export function createViews(element, { machine, lab, own }) {
  const { scope, slice } = own;
  const view = () => /** @type {Dreams} */ (slice.value);
  render(template(), element);
  const place = (/** @type {string} */ name) => /** @type {HTMLElement} */ (element.querySelector(`.${name}-place`));
  const image = () => (machine.settings.inverted ? null : lab.image());
  const forOwn = { ...own, image, say: lab.say };
  const unit = () => Math.min(view().unit, machine.hidden - 1);

  /** @param {Partial<Dreams>} change */
  function choose(change) {
    slice.set(change);
    filters.paint();
    drawLook();
    drawUnit();
  }

  const filters = createFilters(place('filters'), machine, {
    scope,
    chosen: unit,
    choose: (unit) => choose({ unit }),
    own: () => view().own,
    order: () => view().order,
  });
  const measures = createMeasures(place('measures'), machine, forOwn);
  createLikelihood(place('likelihood'), machine, forOwn);
  createFantasies(place('fantasies'), machine, forOwn);
  const isBars = machine.settings.data === 'bars';
  const patterns =
    isBars && machine.settings.config.units !== 'gaussian' ? createPatterns(place('patterns'), machine, forOwn) : null;
  /** What shows the drawing on the pad, too. @type {{ draw: () => void }[]} */
  const ofDrawing = [];
  const repair = createRepair(place('repair'), machine, { ...forOwn, onChange: () => compare?.draw() });
  const forCompare = { ...forOwn, race: lab.race, damaged: repair.damaged };
  const compare = isBars ? null : createCompare(place('compare'), machine, forCompare);
  ofDrawing.push(repair, ...(compare ? [compare] : []));
  if (!isBars) {
    ofDrawing.push(createStack(place('stack'), lab, { scope, config: () => machine.settings.config }));
    createDuel(place('duel'), lab, { scope });
  }

  function drawLook() {
    const scale = (/** @type {Event & { target: HTMLInputElement }} */ { target }) => choose({ own: target.checked });
    const order = view().order;
    render(
      html`<span class="asked">Filters ${radioGroup({ label: 'Order of the filters', choices: ORDERS, chosen: order, choose: (order) => choose({ order }) })}</span>
        <label class="inline"><input type="checkbox" .checked=${view().own} @change=${scale} /> Each tile its own scale</label>`,
      place('look'),
    );
  }

  function drawUnit() {
    const pixel = Math.min(view().pixel, machine.side ** 2 - 1);
    const now = { machine, unit: unit(), pixel };
    render(unitCard({ ...now, choosePixel: (pixel) => choose({ pixel }) }), place('unit'));
    paintUnit(place('unit'), now);
  }

  function draw() {
    filters.paint();
    drawUnit();
    measures.draw();
    patterns?.draw();
    render(histograms(machine), place('histograms'));
  }

  scope.onTheme(drawUnit);
  drawLook();
  draw();
  return {
    draw,
    /** They may be looked at in another way. */
    changed: measures.changed,
    /** What changes in every frame of training. */
    frame: () => filters.paint(),
    /** Another drawing is on the pad. */
    drawn() {
      for (const view of ofDrawing) view.draw();
    },
  };

  function template() {
    const part = (/** @type {string} */ name) => html`<div class=${`${name}-place`}></div>`;
    return html`<div class="dreams-top">
        <div>
          <div class="look-place dreams-form"></div>
          <div role="application" aria-label="Filters of the machine" tabindex="0">${part('filters')}</div>
        </div>
        ${part('unit')}
      </div>
      ${machine.settings.data === 'bars' ? part('patterns') : nothing}
      ${['measures', 'likelihood', 'histograms'].map(part)}
      <div class="dreams-two">${['fantasies', 'repair'].map(part)}</div>
      ${machine.settings.data === 'bars' ? nothing : ['compare', 'stack', 'duel'].map(part)}`;
  }
}
