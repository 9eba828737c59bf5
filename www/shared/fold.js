// @ts-check
// What is folded away until somebody opens it, and then stays as it was left.

import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

class Fold extends Directive {
  #open = false;
  /** @type {((open: boolean) => void) | null} */
  #set = null;

  /** @param {boolean} _open @param {(open: boolean) => void} _set */
  render(_open, _set) {
    return noChange;
  }

  /** @param {import('lit/directive.js').ElementPart} part @param {[boolean, (open: boolean) => void]} state @override */
  update({ element }, [open, set]) {
    const details = /** @type {HTMLDetailsElement} */ (element);
    if (!this.#set) details.addEventListener('toggle', () => this.#toggled(details.open));
    // Only when the state is another one: between a press and its event the element is ahead of the state.
    if (open !== this.#open) details.open = open;
    [this.#open, this.#set] = [open, set];
    return noChange;
  }

  /** @param {boolean} open */
  #toggled(open) {
    if (open !== this.#open) this.#set?.(open);
  }
}

/** `<details ${fold(open, (open) => ...)}>` is open as the state says, and tells when somebody opens or closes it. */
export const fold = directive(Fold);
