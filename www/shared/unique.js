// @ts-check
// Names that no other place on the page has, however often a part stands on it.

import { Directive, directive } from 'lit/directive.js';

let count = 0;

/** Such a name, for an id or a group of radios. @param {string} word what it is for */
export function unique(word) {
  count++;
  return `${word}-${count}`;
}

class Named extends Directive {
  #name = unique('group');

  /** @param {(name: string) => unknown} template */
  render(template) {
    return template(this.#name);
  }
}

/** Gives a template such a name, which stays as long as its place. */
export const named = directive(Named);
