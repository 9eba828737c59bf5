// @ts-check
// What is folded away below the numbers: where the formulas come from, how the errors compare, how many weights there are, the words.

import { html, nothing } from 'lit';
import { fold } from '../../shared/fold.js';
import { comparison } from './compare.js';
import { counting } from './counting.js';
import { derivation } from './derivation.js';
import { glossary } from './glossary.js';
import { weightsTable } from './table.js';

/** @typedef {import('./panel.js').Pass} Pass */

/** @type {{ name: string, title: string, view: (pass: Pass) => unknown }[]} */
const all = [
  { name: 'table', title: 'All weights', view: weightsTable },
  { name: 'derivation', title: 'The derivation', view: derivation },
  { name: 'compare', title: 'Squared error against cross-entropy', view: comparison },
  { name: 'count', title: 'How many weights?', view: counting },
  { name: 'glossary', title: 'Words', view: glossary },
];

/** @param {Pass} pass @param {string[]} open @param {(open: string[]) => void} set */
export function folds(pass, open, set) {
  return all.map(({ name, title, view }) => {
    const isOpen = open.includes(name);
    const toggle = (/** @type {boolean} */ wanted) =>
      set(wanted ? [...open, name] : open.filter((other) => other !== name));
    return html`<details class="inside-fold" ${fold(isOpen, toggle)}>
      <summary>${title}</summary>
      ${isOpen ? view(pass) : nothing}
    </details>`;
  });
}
