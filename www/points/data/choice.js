// @ts-check
// Which point set the models learn.

import { html, render } from 'lit';
import { radio } from '../../shared/radios.js';
import { named } from '../../shared/unique.js';
import { pointSets } from './sets.js';
import { createThumbnails } from './thumbnails.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../../pkg/gradual.js').PointSet} PointSet */
/** @typedef {import('./source.js').Source} Source */

/** @type {import('../section.js').Entry} */
export const dataChoice = {
  name: 'sets',
  place: '.sets-place',
  create(element, lab, { scope }) {
    const thumbnail = createThumbnails(scope);
    const choose = (/** @type {PointSet} */ set) =>
      lab.attempt(() => lab.run.setSource({ ...lab.run.source, set, formula: undefined, table: undefined }));
    return { changed: () => render(choice(lab.run.source, thumbnail, choose), element) };
  },
};

/** @param {Source} source @param {(set: PointSet) => HTMLCanvasElement} thumbnail @param {(set: PointSet) => void} choose */
function choice({ set: chosen, formula, table }, thumbnail, choose) {
  const face = (/** @type {string} */ group, /** @type {typeof pointSets[number]} */ { set, name, short }) =>
    html`<label class="set" title=${name}>
      ${radio(group, { label: name, checked: set === chosen && !formula && !table, choose: () => choose(set) })}
      ${thumbnail(set)}<span>${short ?? name}</span>
    </label>`;
  return html`<h2>Data</h2>
    <div class="sets" role="radiogroup" aria-label="Data set">
      ${named((/** @type {string} */ group) => pointSets.map((set) => face(group, set)))}
    </div>`;
}
