// @ts-check
// A brush in use: what it does to the points, and when the models learn of it.

import { Painting } from '../../pkg/gradual.js';
import { sentenceOf } from '../../shared/sentence.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('./brushes.js').Brush} Brush */
/** @typedef {import('./easel.js').Place} Place */
/** @typedef {import('../../pkg/gradual.js').Race} Race */
/** @typedef {import('../../shared/scope.js').Scope} Scope */

/** How far the eraser reaches, and from how far a point can be taken, in units of the plane. */
const REACH = { erase: 0.3, move: 0.4 };

/** @param {Brush} brush */
export function reachOf(brush) {
  return brush === 'erase' ? REACH.erase : 0.06;
}

/**
 * @param {LabView} lab
 * @param {{ brush: () => Brush, value: () => number, scope: Scope }} own `value`: what is painted where there are no classes
 */
export function createPainting(lab, { brush, value, scope }) {
  const { edit, gesture } = createEdits(lab, scope);
  let holding = false;

  /** What the brush gives to a point. @param {number | 'value'} chosen */
  const target = (chosen) => (chosen === 'value' ? value() : chosen);

  /** @param {Place} place */
  function begin({ x, y }) {
    const chosen = brush();
    edit((race) => {
      if (chosen === 'erase') Painting.erase(race, x, y, REACH.erase);
      else if (chosen === 'move') holding = Painting.grab(race, x, y, REACH.move);
      else if (chosen !== 'look') Painting.begin(race, x, y, target(chosen));
    });
  }

  /** @param {Place} place */
  function extend({ x, y }) {
    const chosen = brush();
    edit((race) => {
      if (chosen === 'erase') Painting.erase(race, x, y, REACH.erase);
      else if (chosen === 'move') Painting.drag(race, x, y);
      else if (chosen !== 'look') Painting.extend(race, x, y, target(chosen));
    });
  }

  /** @param {(race: Race) => void} change */
  function whole(change) {
    holding = false;
    gesture(change);
  }

  const finish = () => whole(Painting.finish);
  return {
    begin,
    extend,
    finish,
    cancel: () => whole(Painting.cancel),
    undo: () => whole(Painting.undo),
    redo: () => whole(Painting.redo),
    clear: () => whole(Painting.clear),
    isHolding: () => holding,
    /** By keyboard: one point, one wipe, or a point that is taken and put down. @param {Place} at */
    press(at) {
      const puts = holding;
      if (!puts) begin(at);
      if (puts || !holding) finish();
    },
  };
}

/** What is done to the points is seen at once; the models learn of it in the next frame, or when the gesture has ended. @param {LabView} lab @param {Scope} scope */
function createEdits(lab, scope) {
  /** Takes back a frame that would give the models the points as they then are. @type {(() => void) | null} */
  let waiting = null;

  /** Does something to the points; a refusal is told. @param {(race: Race) => void} change */
  function edit(change) {
    try {
      change(lab.race());
    } catch (error) {
      lab.say(sentenceOf(error));
    }
    waiting ??= scope.inFrame(() => use(false));
  }

  /** @param {boolean} done whether the gesture has ended */
  function use(done) {
    waiting?.();
    waiting = null;
    lab.edited(done);
  }

  return {
    edit,
    /** One that is done at once. @param {(race: Race) => void} change */
    gesture(change) {
      edit(change);
      use(true);
    },
  };
}
