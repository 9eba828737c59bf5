// @ts-check
// A weight or bias in one's own hands: typed, taken back, frozen.

import { html } from 'lit';
import { LookInside } from '../../pkg/gradual_rest.js';
import { padlock } from './padlock.js';

/** @typedef {import('./subject.js').Subject} Subject */
/** @typedef {import('../../pkg/gradual.js').OpenParameter} OpenParameter */
/** @typedef {ReturnType<typeof createEditor>} Editor */
/** A value that was typed over, of a model with so many. @typedef {{ race: unknown, model: number, count: number, index: number, before: number }} Past */

/** @param {import('./field.js').Fields} fields */
export function createEditor(fields) {
  /** @type {Past[]} */
  let past = [];

  /** @param {Subject} subject @param {number} index @param {number} value */
  const put = (subject, index, value) =>
    subject.change((race) => LookInside.setParameter(race, subject.model, index, value));

  /** @param {Subject} subject */
  const placeOf = ({ race, model }) => ({ race, model, count: race.parameters(model).length });

  /** What was typed into this model, as it is now. @param {Subject} subject */
  function ownPast(subject) {
    const place = placeOf(subject);
    return past.filter(
      ({ race, model, count }) => race === place.race && model === place.model && count === place.count,
    );
  }

  /** @param {Subject} subject @param {number} index @param {number} before @param {number} value */
  function type(subject, index, before, value) {
    const typed = { ...placeOf(subject), index, before };
    past = [...past, typed]; // before all is drawn anew
    try {
      put(subject, index, value);
    } catch (refusal) {
      past = past.filter((other) => other !== typed);
      throw refusal;
    }
  }

  /** Puts values from before back, and forgets that they were typed over. @param {Subject} subject @param {Past[]} typed the first of them is put */
  function takeBack(subject, typed) {
    past = past.filter((other) => !typed.includes(other));
    fields.forget();
    put(subject, typed[0].index, typed[0].before);
  }

  return {
    /** Takes the biases off a layer, which are 0 then and stay so, or lets them learn again. @param {Subject} subject @param {number[]} indices @param {boolean} off */
    biasesOff(subject, indices, off) {
      const values = subject.race.parameters(subject.model).slice();
      const typed = off ? indices.map((index) => ({ ...placeOf(subject), index, before: values[index] })) : [];
      past = [...past, ...typed];
      subject.change((race) => {
        for (const { index } of typed) LookInside.setParameter(race, subject.model, index, 0);
        race.setModel(subject.model, frozenIn(subject, indices, off));
      });
    },
    /** A field for a weight or bias, as it stands in a table. @param {Subject} subject @param {number} index @param {string} name @param {number} value */
    input(subject, index, name, value) {
      return fields.input({ name, value, put: (typed) => type(subject, index, value, typed) });
    },
    /** @param {Subject} subject @param {OpenParameter} open @param {number} index @param {string} name */
    view(subject, open, index, name) {
      const all = ownPast(subject);
      const own = all.filter((typed) => typed.index === index);
      const typed = {
        name,
        value: open.value,
        put: (/** @type {number} */ value) => type(subject, index, open.value, value),
      };
      return fields.field(
        typed,
        html`<button type="button" aria-pressed=${open.frozen} @click=${() => freeze(subject, index, !open.frozen)}>${padlock(open.frozen)} ${open.frozen ? 'Frozen' : 'Freeze'}</button>
          <button type="button" ?disabled=${all.length === 0} @click=${() => takeBack(subject, all.slice(-1))}>Undo</button>
          <button type="button" ?disabled=${own.length === 0} @click=${() => takeBack(subject, own)}>Reset</button>`,
      );
    },
  };
}

/** The updates leave it as it is from now on, or no more. @param {Subject} subject @param {number} index @param {boolean} frozen */
function freeze(subject, index, frozen) {
  subject.change((race) => race.setModel(subject.model, frozenIn(subject, [index], frozen)));
}

/** The model's settings with these frozen, or not. @param {Subject} subject @param {number[]} indices @param {boolean} frozen */
function frozenIn({ config }, indices, frozen) {
  const others = (config.frozen ?? []).filter((other) => !indices.includes(other));
  return { ...config, frozen: frozen ? [...others, ...indices] : others };
}
