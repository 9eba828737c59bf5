// @ts-check
// Points of one's own: the brush, and a place for what one brings along.

import { html, render } from 'lit';
import { Painting } from '../../pkg/gradual.js';
import { fold } from '../../shared/fold.js';
import { fixed } from '../../shared/numbers.js';
import { createScope } from '../../shared/scope.js';
import { onUndoKeys } from '../../shared/undo-keys.js';
import { labelOf } from '../labels.js';
import { brushRow, classes } from './brushes.js';
import { createEasel } from './easel.js';
import { createPainting, reachOf } from './painting.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('./brushes.js').Brush} Brush */
/** @typedef {import('./brushes.js').Paint} Paint */
/** @typedef {import('./easel.js').Place} Place */
/** `brush` is null while none was chosen. @typedef {{ brush: Brush | null, value: number, bring: boolean }} Look */

/** @type {import('../section.js').Entry} */
export const own = {
  name: 'own',
  place: '.own-place',
  first: { brush: null, value: 1, bring: false },
  create(element, lab, { slice, scope }) {
    render(template(slice), element);
    const find = (/** @type {string} */ place) => /** @type {HTMLElement} */ (element.querySelector(place));
    const look = () => /** @type {Look} */ (slice.value);
    const brush = () => brushOf(look(), paintOf(lab));
    const painting = createPainting(lab, { brush, value: () => look().value, scope });
    const tell = (/** @type {string} */ text) => {
      find('output').textContent = text;
    };
    const easels = createEasels(scope, {
      gestures: {
        ...painting,
        press(/** @type {Place} */ at) {
          painting.press(at);
          tell(painting.isHolding() ? 'Point taken' : `${lab.race().count} points`);
        },
      },
      moved: ({ x, y }) => tell(`x₁ ${fixed(x, 2)}, x₂ ${fixed(y, 2)}`),
    });
    const actions = {
      ...painting,
      choose(/** @type {Brush} */ chosen) {
        if (painting.isHolding()) painting.finish();
        const isFirst = brush() === 'look';
        slice.set({ brush: chosen });
        if (isFirst) goToPictures(lab, find('.brush-place'));
      },
      setValue: (/** @type {number} */ value) => slice.set({ brush: 'value', value }),
    };
    const undo = () => Painting.canUndo(lab.race()) && painting.undo();
    const redo = () => Painting.canRedo(lab.race()) && painting.redo();
    onUndoKeys(lab.root, { undo, redo }, scope);

    return {
      changed() {
        const race = lab.race();
        const state = {
          brush: brush(),
          paint: paintOf(lab),
          value: look().value,
          labels: classes.map((_, k) => labelOf(lab, k)),
          canUndo: Painting.canUndo(race),
          canRedo: Painting.canRedo(race),
          empty: race.count === 0,
        };
        render(template(slice), element);
        render(brushRow(state, actions), find('.brush-place'));
        find('.brush-place').classList.toggle('in-use', brush() !== 'look');
        easels.take(lab.boundaries(), brush());
      },
    };
  },
};

/** @param {import('../../shared/section.js').Own['slice']} slice */
function template(slice) {
  return html`<div class="brushes brush-place"></div>
    <output class="visually-hidden" aria-label="Brush"></output>
    <details class="bring" ${fold(slice.value.bring, (bring) => slice.set({ bring }))}>
      <summary>Bring your own</summary>
      <div class="bring-place"></div>
    </details>`;
}

/** Where the pictures stand far above the data, the brush goes along to them, and so does whoever took it. @param {LabView} lab @param {HTMLElement} brushes */
function goToPictures(lab, brushes) {
  if (getComputedStyle(brushes).position === 'fixed') lab.boundaries()[0]?.scrollIntoView({ block: 'center' });
}

/** What can be painted on the points that are there. @param {LabView} lab @returns {Paint} */
function paintOf(lab) {
  if (lab.source().curve) return 'nothing';
  return lab.race().classes > 1 ? 'classes' : 'values';
}

/** The brush that was chosen, where it can be used. @param {Look} look @param {Paint} paint @returns {Brush} */
function brushOf({ brush }, paint) {
  if (brush === null || brush === 'look' || paint === 'nothing') return 'look';
  if (typeof brush === 'number') return paint === 'classes' ? brush : 'look';
  return brush === 'value' && paint !== 'values' ? 'look' : brush;
}

/**
 * One over each boundary, as long as that is there.
 * @param {import('../../shared/scope.js').Scope} scope
 * @param {{ gestures: import('./easel.js').Gestures, moved: (at: Place) => void }} work
 */
function createEasels(scope, { gestures, moved }) {
  /** @type {Map<HTMLElement, { easel: ReturnType<typeof createEasel>, own: import('../../shared/scope.js').Scope }>} */
  const easels = new Map();

  /** @param {HTMLElement} place */
  function easelOn(place) {
    const own = createScope(scope);
    const made = { easel: createEasel(place, gestures, moved, own), own };
    easels.set(place, made);
    return made;
  }

  return {
    /** @param {HTMLElement[]} places @param {Brush} brush */
    take(places, brush) {
      for (const [place, { own }] of easels) {
        if (places.includes(place)) continue;
        own.dispose();
        easels.delete(place);
      }
      for (const place of places) (easels.get(place) ?? easelOn(place)).easel.take(brush, reachOf(brush));
    },
  };
}
