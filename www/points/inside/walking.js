// @ts-check
// What is open and where one stands in the pass go together: each follows from the other.

import { placeIn } from '../../shared/view-state.js';

/** @typedef {import('./panel.js').Pass} Pass */
/** @typedef {import('./look.js').Chosen} Chosen */
/** @typedef {import('./operations.js').Operation} Operation */
/** @typedef {import('./operations.js').Kind} Kind */

/** What is open, where that is still there; the first output else. @param {Chosen | null} chosen @param {import('./names.js').Names} names @param {Pass['layers']} layers @returns {Chosen} */
export function fitting(chosen, { last, widths }, layers) {
  const parameters = layers[layers.length - 1].biases + layers[layers.length - 1].outputs;
  if (chosen?.what === 'unit' && placeIn(chosen.unit, widths[chosen.level] ?? 0) !== null) return chosen;
  if (chosen?.what === 'parameter' && placeIn(chosen.index, parameters) !== null) return chosen;
  return chosen?.what === 'loss' ? chosen : { what: 'unit', level: last, unit: 0 };
}

/** What an operation is about; what is open stays where it is of that. @param {Operation} operation @param {Pass} pass @returns {Chosen} */
export function chosenFor({ kind, level }, { chosen, layers, parameterOf }) {
  if (kind === 'loss') return { what: 'loss' };
  if (kind === 'update') return chosen.what === 'parameter' ? chosen : { what: 'loss' };
  const isHere = chosen.what === 'unit' && chosen.level === level;
  if (kind !== 'gradient') return isHere ? chosen : { what: 'unit', level, unit: 0 };
  if (chosen.what === 'parameter' && parameterOf(chosen.index).layer === level) return chosen;
  const unit = isHere ? chosen.unit : 0;
  return { what: 'parameter', index: layers[level - 1].weights + unit };
}

/** Where one stands in the pass once something else is open: at the operation that works it out. @param {Chosen} chosen @param {number} at @param {Pass} pass */
export function operationFor(chosen, at, { operations, parameterOf, names }) {
  const place = (/** @type {Kind[]} */ kinds, /** @type {number} */ level) => {
    const fits = operations.map(({ kind, level: other }, i) => (kinds.includes(kind) && other === level ? i : -1));
    const all = fits.filter((i) => i >= 0);
    return all.includes(at) ? at : (all[0] ?? at);
  };
  if (chosen.what === 'loss') return place(['loss', 'update'], names.last);
  if (chosen.what === 'parameter') return place(['gradient'], parameterOf(chosen.index).layer);
  return chosen.level === 0 ? 0 : place(['h', 'z', 'dh', 'delta'], chosen.level);
}
