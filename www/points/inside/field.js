// @ts-check
// A field for one number; what is refused is told beside it, and nothing is lost.

import { html, nothing } from 'lit';
import { kept } from '../../shared/number-field.js';
import { sentenceOf } from '../../shared/sentence.js';
import { unique } from '../../shared/unique.js';

/** A number that can be typed: what it is called, what it is, and what takes another, which may refuse it. @typedef {{ name: string, value: number, put: (value: number) => void }} Typed */
/** @typedef {ReturnType<typeof createFields>} Fields */

/** @param {() => void} onRefused */
export function createFields(onRefused) {
  /** @type {{ name: string, sentence: string } | null} */
  let refused = null;
  const id = unique('refused');

  /** @param {Typed} typed @param {string} text */
  function type({ name, put }, text) {
    refused = null;
    const number = numberOf(text);
    try {
      put(number);
    } catch (error) {
      const sentence = Number.isNaN(number) ? `“${text.slice(0, 40)}” is no number.` : sentenceOf(error);
      refused = { name, sentence };
      onRefused();
    }
  }

  return {
    /** What was refused is not told any more. */
    forget() {
      refused = null;
    },
    /** The field alone, and what was refused of it. @param {Typed} typed */
    input(typed) {
      const wrong = refused?.name === typed.name ? refused.sentence : null;
      return html`<input
          class="typed"
          type="text"
          inputmode="decimal"
          autocomplete="off"
          aria-label=${typed.name}
          aria-invalid=${wrong !== null}
          aria-describedby=${wrong ? id : nothing}
          .value=${kept(String(shortest(typed.value)))}
          @change=${(/** @type {Event & { target: HTMLInputElement }} */ { target }) => type(typed, target.value)}
        />
        ${wrong ? html`<p id=${id} role="alert" class="inside-refused">${wrong}</p>` : nothing}`;
    },
    /** With a word before it. @param {Typed} typed @param {unknown} [beside] what stands beside it */
    field(typed, beside = nothing) {
      return html`<div class="inside-editor"><span>Value</span> ${this.input({ ...typed, name: `Value of ${typed.name}` })} ${beside}</div>`;
    },
  };
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
