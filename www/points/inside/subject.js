// @ts-check
// What one looks into: a model of the lab, or a worked example with a race of its own.

import { Painting, plane } from '../../pkg/gradual.js';
import { LookInside } from '../../pkg/gradual_rest.js';
import { fixed } from '../../shared/numbers.js';
import { Refusal } from '../../shared/refusal.js';
import { examples } from './examples.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../pkg/gradual.js').ModelConfig} ModelConfig */
/** @typedef {import('./examples.js').Example} Example */
/** @typedef {import('../../pkg/gradual.js').WorkedExample} WorkedExample */

/**
 * @typedef {object} Subject
 * @property {Race} race
 * @property {number} model which of its models
 * @property {ModelConfig} config
 * @property {number} count of its examples
 * @property {Example | null} worked
 * @property {(example: number, input: number, value: number) => void} setInput gives an input of an example another value
 * @property {(example: number, output: number, value: number) => void} setTarget the same of a target
 * @property {(change: (race: Race) => void) => void} change does something to the race, after which all is drawn anew; it may be refused
 */

/** Opens worked examples, one at a time. @param {() => void} onChange @param {import('../../shared/scope.js').Scope} scope */
export function createWorked(onChange, scope) {
  /** @type {{ example: Example, worked: WorkedExample, race: Race } | null} */
  let open = null;
  const close = () => {
    open?.race.free();
    open = null;
  };
  scope.onDispose(close);

  /**
   * Other inputs or targets: a race of its own on them, with the weights as they are now.
   * @param {NonNullable<typeof open>} before @param {Partial<WorkedExample>} others
   */
  function reopen({ example, worked, race }, others) {
    const changed = { ...worked, ...others };
    const next = LookInside.open(changed);
    for (const [index, value] of race.parameters(0).slice().entries()) LookInside.setParameter(next, 0, index, value);
    race.free();
    open = { example, worked: changed, race: next };
    onChange();
  }

  return {
    /** @param {string | null} name @returns {Subject | null} none where there is no such example */
    subject(name) {
      const example = examples.find((other) => other.name === name);
      if (open && open.example !== example) close();
      if (!example) return null;
      open ??= { example, worked: example.worked, race: LookInside.open(example.worked) };
      const [now, { race, worked }] = [open, open];
      const change = (/** @type {(race: Race) => void} */ change) => {
        change(race);
        onChange();
      };
      return {
        race,
        model: 0,
        config: race.models()[0],
        count: worked.inputs.length,
        worked: example,
        setInput: (row, i, value) => reopen(now, { inputs: replaced(worked.inputs, row, i, value) }),
        setTarget: (row, k, value) => reopen(now, { targets: replaced(worked.targets, row, k, value) }),
        change,
      };
    },
  };
}

/** The rows with one number in place of another. @param {number[][]} rows @param {number} row @param {number} column @param {number} value */
function replaced(rows, row, column, value) {
  return rows.map((numbers, i) => (i === row ? numbers.with(column, value) : numbers));
}

/** Moves a point of the lab: its Undo takes that back. @param {LabView} lab @param {number} point @param {number} input @param {number} value */
export function movePoint(lab, point, input, value) {
  const [low, high] = plane();
  if (!(value >= low && value <= high))
    throw new Refusal(
      `It must be a number from ${fixed(low, 0)} to ${fixed(high, 0)}, as the plane is, but it is ${value}.`,
    );
  editPoint(lab, point, (place) => {
    const [x, y] = place.with(input, value);
    Painting.drag(lab.race(), x, y);
  });
}

/** Gives a point of the lab another class, or another value: its Undo takes that back. @param {LabView} lab @param {number} point @param {number} output @param {number} value of the target of this output */
export function relabelPoint(lab, point, output, value) {
  const target = targetOf(lab.points(), output, value);
  editPoint(lab, point, () => LookInside.relabel(lab.race(), target));
}

/** What a point is where an output has this target. @param {import('../section.js').Points} points @param {number} output @param {number} value */
function targetOf({ labels, classes }, output, value) {
  if (labels.length === 0) return value; // a number that is to be learned
  if (classes > 2 && value === 1) return output;
  if (classes > 2)
    throw new Refusal(
      'One output has the target 1, and the others 0: give the 1 to the output whose class it should be.',
    );
  if (value !== 0 && value !== 1) throw new Refusal(`The target of a class must be 0 or 1, but it is ${value}.`);
  return value;
}

/** Takes a point at its place, and does something to it. @param {LabView} lab @param {number} point @param {(place: number[]) => void} act it may refuse */
function editPoint(lab, point, act) {
  const place = [...lab.points().inputs.slice(2 * point, 2 * point + 2)];
  if (!Painting.grab(lab.race(), place[0], place[1], REACH)) return;
  try {
    act(place);
  } finally {
    Painting.finish(lab.race());
  }
  lab.edited(true);
}

/** How near to its place a point is taken. */
const REACH = 1e-3;
