// @ts-check
// Fields in which one types while the page is drawn anew in every frame: what is being typed, or selected to be typed over, stays until
// that is done.

import { html, noChange, nothing } from 'lit';
import { Directive, directive } from 'lit/directive.js';

class Kept extends Directive {
  #busy = false;
  /** @type {HTMLInputElement | null} */
  #input = null;

  /** @param {string} value */
  render(value) {
    return value;
  }

  /** @param {import('lit/directive.js').ElementPart} part @param {[value: string]} value @override */
  update(part, [value]) {
    this.#input ??= this.#listen(/** @type {HTMLInputElement} */ (part.element));
    if (!this.#busy && this.#input.value !== value) this.#input.value = value;
    return noChange;
  }

  /** Captured, so that a field whose value is refused shows the old one again. @param {HTMLInputElement} input */
  #listen(input) {
    const done = () => {
      this.#busy = false;
    };
    for (const begins of ['focus', 'keydown', 'pointerdown', 'input'])
      input.addEventListener(begins, () => {
        this.#busy = true;
      });
    input.addEventListener('change', done, { capture: true });
    input.addEventListener('blur', done);
    return input;
  }
}

/** The value of a field, `.value=${kept(value)}`, which gives way to what somebody is typing there. */
export const kept = directive(Kept);

/**
 * A number that is typed; its label stands around it, or is `label`.
 * @param {{ value: number, label?: string, min?: number, max?: number, step?: number | 'any' }} number
 * @param {(value: number) => void} change is told NaN where there is no number
 */
export function numberField({ value, label, min, max, step }, change) {
  return html`<input
    type="number"
    aria-label=${label ?? nothing}
    min=${min ?? nothing}
    max=${max ?? nothing}
    step=${step ?? nothing}
    .value=${kept(written(value))}
    @change=${(/** @type {Event & { target: HTMLInputElement }} */ event) => change(event.target.valueAsNumber)}
  />`;
}

/** Without the noise of numbers that the core holds in single precision. @param {number} value */
function written(value) {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
}
