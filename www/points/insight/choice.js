// @ts-check
// One of a few: a small group of radios.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

/**
 * @template T
 * @param {string} label @param {{ value: T, name: string, colour?: string }[]} choices @param {T} chosen @param {(value: T) => void} choose
 */
export function choice(label, choices, chosen, choose) {
  if (choices.length < 2) return nothing;
  const group = label.replaceAll(' ', '-');
  return html`<div class="segmented" role="radiogroup" aria-label=${label}>
    ${choices.map(
      ({ value, name, colour }) =>
        html`<label
          ><input type="radio" name=${group} .checked=${live(value === chosen)} @change=${() => choose(value)} /><span
            >${colour ? html`<i style="background: var(${colour})"></i>` : nothing}${name}</span
          ></label
        >`,
    )}
  </div>`;
}

/**
 * Which model a picture is about.
 * @param {string} picture @param {{ name: string }[]} models @param {number[]} which @param {number} chosen @param {(model: number) => void} choose
 */
export function modelChoice(picture, models, which, chosen, choose) {
  const choices = which.map((i) => ({ value: i, name: models[i].name, colour: `--model-${i}` }));
  return choice(`Model, ${picture}`, choices, chosen, choose);
}

/**
 * What a picture of all points is about: a model and, of more than two classes, the one that is set against the others.
 * @param {string} picture @param {import('../section.js').LabView} lab @param {() => void} redraw
 */
export function subjectOf(picture, lab, redraw) {
  const subject = {
    model: 0,
    k: 0,
    /** Models or classes may be fewer now. */
    changed() {
      subject.model = Math.min(subject.model, lab.models().length - 1);
      subject.k = Math.min(subject.k, lab.race().classes - 1);
    },
    controls() {
      const models = lab.models();
      return html`${modelChoice(picture, models, [...models.keys()], subject.model, (model) => choose({ model }))}
      ${classChoice(picture, lab.race().classes, subject.k, (k) => choose({ k }))}`;
    },
  };
  const choose = (/** @type {{ model?: number, k?: number }} */ change) => {
    Object.assign(subject, change);
    redraw();
  };
  return subject;
}

/** @param {string} picture @param {number} classes @param {number} chosen @param {(k: number) => void} choose */
function classChoice(picture, classes, chosen, choose) {
  if (classes < 3) return nothing;
  const choices = Array.from({ length: classes }, (_, k) => ({ value: k, name: `class ${k}` }));
  return choice(`Class, ${picture}`, choices, chosen, choose);
}
