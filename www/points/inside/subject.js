// @ts-check
// What one looks into: a model of the lab, or a worked example with a race of its own.

import { LookInside } from '../../pkg/gradual_rest.js';
import { examples } from './examples.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('./examples.js').Example} Example */

/**
 * @typedef {object} Subject
 * @property {Race} race
 * @property {number} model which of its models
 * @property {ModelConfig} config
 * @property {number} count of its examples
 * @property {Example | null} worked
 * @property {(change: (race: Race) => void) => void} change does something to the race, after which all is drawn anew; it may be refused
 */

/** Opens worked examples, one at a time. @param {() => void} onChange @param {import('../../shared/scope.js').Scope} scope */
export function createWorked(onChange, scope) {
  /** @type {{ example: Example, race: Race } | null} */
  let open = null;
  const close = () => {
    open?.race.free();
    open = null;
  };
  scope.onDispose(close);

  return {
    /** @param {string | null} name @returns {Subject | null} none where there is no such example */
    subject(name) {
      const example = examples.find((other) => other.name === name);
      if (open && open.example !== example) close();
      if (!example) return null;
      open ??= { example, race: LookInside.open(example.worked) };
      const { race } = open;
      const change = (/** @type {(race: Race) => void} */ change) => {
        change(race);
        onChange();
      };
      return { race, model: 0, config: race.models()[0], count: example.worked.inputs.length, worked: example, change };
    },
  };
}
