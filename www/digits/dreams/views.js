// @ts-check
// What is seen of one machine: its filters and a unit, and all that stands below them.

import { html, nothing, render } from 'lit';
import { radioGroup } from '../../shared/radios.js';
import { createBelow } from './below.js';
import { createFilters } from './filters.js';
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
  /** What stands below comes in the next frame: all at once would take too long for one. @type {ReturnType<typeof createBelow> | null} */
  let below = null;
  scope.inFrame(() => {
    below = createBelow(place, { machine, lab, own });
  });

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
    below?.draw();
  }

  scope.onTheme(drawUnit);
  drawLook();
  draw();
  return {
    draw,
    /** It may be looked at in another way. */
    changed: () => below?.changed(),
    /** What changes in every frame of training. */
    frame: () => filters.paint(),
    /** Another drawing is on the pad. */
    drawn: () => below?.drawn(),
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
