// @ts-check
// Which point set the models learn.

import { html, render } from 'lit';
import { radio } from '../../shared/radios.js';
import { named } from '../../shared/unique.js';
import { pointSets } from './sets.js';
import { amountsOf } from './source.js';
import { createThumbnails } from './thumbnails.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../../pkg/gradual.js').PointSet} PointSet */

/** @type {import('../section.js').Entry} */
export const dataChoice = {
  name: 'sets',
  place: '.sets-place',
  create(element, lab, { scope }) {
    const thumbnail = createThumbnails(scope);
    const choose = (/** @type {PointSet} */ set) =>
      lab.attempt(() => lab.setData({ kind: 'set', set, ...amountsOf(lab.source(), lab.kept.value.drawn) }));
    return { changed: () => render(choice(lab.source(), thumbnail, choose), element) };
  },
};

/** @param {import('./source.js').Described} source @param {(set: PointSet) => HTMLCanvasElement} thumbnail @param {(set: PointSet) => void} choose */
function choice({ over }, thumbnail, choose) {
  const chosen = over?.kind === 'set' ? over.set : null;
  const face = (/** @type {string} */ group, /** @type {typeof pointSets[number]} */ { set, name, short }) =>
    html`<label class="set">
      ${radio(group, { label: name, checked: set === chosen, choose: () => choose(set) })}
      ${thumbnail(set)}<span>${short ?? name}</span>
    </label>`;
  return html`<h2>Data</h2>
    <div class="sets" role="radiogroup" aria-label="Data set">
      ${named((/** @type {string} */ group) => pointSets.map((set) => face(group, set)))}
    </div>`;
}
