// @ts-check
// What a picture is about: a model and, of more than two classes, one of them.

import { html, nothing } from 'lit';
import { radioGroup } from '../../shared/radios.js';
import { indexIn } from '../../shared/view-state.js';
import { labelsOf } from '../labels.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @template {object} T @typedef {import('../../shared/view-state.js').Slice<T>} Slice */

/**
 * One of a few, where there are more than one.
 * @template T
 * @param {{ label: string, choices: import('../../shared/radios.js').Choice<T>[], chosen: T, choose: (value: T) => void }} group
 */
export function choice(group) {
  return group.choices.length < 2 ? nothing : radioGroup(group);
}

/**
 * Which model a picture is about.
 * @param {string} picture @param {LabView} lab @param {{ which?: number[], chosen: number, choose: (model: number) => void }} model
 */
export function modelChoice(picture, lab, { which = [...lab.models().keys()], chosen, choose }) {
  const choices = which.map((i) => ({ value: i, face: lab.models()[i].name, colour: `--model-${i}` }));
  return choice({ label: `Model, ${picture}`, choices, chosen, choose });
}

/**
 * What a picture of all points is about: a model and, of more than two classes, the one that is set against the others.
 * @param {string} picture @param {LabView} lab @param {Slice<{ model: number, k: number }>} slice
 */
export function subjectOf(picture, lab, slice) {
  return {
    get model() {
      return indexIn(slice.value.model, lab.models().length);
    },
    get k() {
      return indexIn(slice.value.k, lab.race().classes);
    },
    controls() {
      const { model, k } = this;
      return html`${modelChoice(picture, lab, { chosen: model, choose: (model) => slice.set({ model }) })}
      ${classChoice(picture, labelsOf(lab), k, (k) => slice.set({ k }))}`;
    },
  };
}

/** @param {string} picture @param {string[]} labels @param {number} chosen @param {(k: number) => void} choose */
function classChoice(picture, labels, chosen, choose) {
  if (labels.length < 3) return nothing;
  const choices = labels.map((label, k) => ({ value: k, face: `class ${label}` }));
  return choice({ label: `Class, ${picture}`, choices, chosen, choose });
}
