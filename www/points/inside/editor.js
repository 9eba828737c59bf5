// @ts-check
// A weight or bias in one's own hands: typed, taken back, frozen.

import { html, nothing } from 'lit';
import { LookInside } from '../../pkg/gradual_rest.js';
import { kept } from '../../shared/number-field.js';
import { sentenceOf } from '../../shared/sentence.js';
import { unique } from '../../shared/unique.js';
import { padlock } from './padlock.js';

/** @typedef {import('./subject.js').Subject} Subject */
/** @typedef {import('../../pkg/gradual.js').OpenParameter} OpenParameter */
/** @typedef {ReturnType<typeof createEditor>} Editor */
/** A value that was typed over. @typedef {{ race: unknown, model: number, index: number, before: number }} Typed */

/** @param {() => void} onRefused */
export function createEditor(onRefused) {
  /** @type {Typed[]} */
  let past = [];
  /** @type {{ index: number, text: string, sentence: string } | null} */
  let refused = null;
  const id = unique('refused');

  /** @param {Subject} subject @param {number} index @param {number} value */
  const put = (subject, index, value) =>
    subject.change((race) => LookInside.setParameter(race, subject.model, index, value));

  /** @param {Subject} subject @param {OpenParameter} open @param {number} index @param {string} text */
  function type(subject, { value }, index, text) {
    refused = null;
    const number = numberOf(text);
    try {
      put(subject, index, number);
      past.push({ race: subject.race, model: subject.model, index, before: value });
    } catch (error) {
      const sentence = Number.isNaN(number) ? `“${text.slice(0, 40)}” is no number.` : sentenceOf(error);
      refused = { index, text, sentence };
      onRefused();
    }
  }

  /** @param {Subject} subject */
  const ownPast = (subject) => past.filter(({ race, model }) => race === subject.race && model === subject.model);

  /** @param {Subject} subject */
  function undo(subject) {
    const last = ownPast(subject).at(-1);
    if (!last) return;
    past = past.filter((other) => other !== last);
    refused = null;
    put(subject, last.index, last.before);
  }

  /** Back to the value from before one typed. @param {Subject} subject @param {number} index */
  function reset(subject, index) {
    const first = ownPast(subject).find((typed) => typed.index === index);
    past = past.filter(
      (typed) => typed.index !== index || typed.race !== subject.race || typed.model !== subject.model,
    );
    refused = null;
    if (first) put(subject, index, first.before);
  }

  return {
    /** @param {Subject} subject @param {OpenParameter} open @param {number} index @param {string} name */
    view(subject, open, index, name) {
      const wrong = refused?.index === index ? refused.sentence : null;
      const isTyped = ownPast(subject).some((typed) => typed.index === index);
      return html`<div class="inside-editor">
        <label>Value
          <input
            type="text"
            inputmode="decimal"
            autocomplete="off"
            aria-label="Value of ${name}"
            aria-invalid=${wrong !== null}
            aria-describedby=${wrong ? id : nothing}
            .value=${kept(String(shortest(open.value)))}
            @change=${(/** @type {Event & { target: HTMLInputElement }} */ { target }) => type(subject, open, index, target.value)}
          />
        </label>
        <button type="button" aria-pressed=${open.frozen} @click=${() => freeze(subject, index, !open.frozen)}>${padlock(open.frozen)} ${open.frozen ? 'Frozen' : 'Freeze'}</button>
        <button type="button" ?disabled=${ownPast(subject).length === 0} @click=${() => undo(subject)}>Undo</button>
        <button type="button" ?disabled=${!isTyped} @click=${() => reset(subject, index)}>Reset</button>
        ${wrong ? html`<p id=${id} role="alert" class="inside-refused">${wrong}</p>` : nothing}
      </div>`;
    },
  };
}

/** The updates leave it as it is from now on, or no more. @param {Subject} subject @param {number} index @param {boolean} frozen */
function freeze(subject, index, frozen) {
  const others = (subject.config.frozen ?? []).filter((other) => other !== index);
  const config = { ...subject.config, frozen: frozen ? [...others, index] : others };
  subject.change((race) => race.setModel(subject.model, config));
}

/** With a comma or a point, and with either minus sign; NaN for what is none. @param {string} text */
function numberOf(text) {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  return plain === '' ? Number.NaN : Number(plain);
}

/** As few digits as single precision needs. @param {number} value */
function shortest(value) {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
