// @ts-check
// The loss surface, upside down as the likelihood hill: its contours over two weights, and the paths of the models up it.

import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { LossSurface } from '../../pkg/gradual_rest.js';
import { indexIn } from '../../shared/view-state.js';
import { choice, modelChoice } from './choice.js';
import { contoursOf, drawContours, drawPath } from './contours.js';
import { outputOf } from './outcomes.js';
import { createPlot, drawAxes, within } from './plot.js';
import { canvasIn } from './view.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../../pkg/gradual.js').Height} Height */
/** @typedef {import('../../pkg/gradual.js').SurfaceSummary} SurfaceSummary */
/** @typedef {import('./contours.js').Contours} Contours */
/** The model, the two weights and the height that were chosen. @typedef {{ model: number, across: number, up: number, height: Height | null }} Kept */
/** `key` tells one surface from another. @typedef {{ model: number, across: number, up: number, height: Height, heights: Height[], names: string[], key: string }} Asked */

/** `height` is null while none was chosen. @type {import('./view.js').ViewEntry} */
export const lossSurface = {
  name: 'loss-surface',
  title: 'The likelihood hill',
  lesson: { id: 'uphill', about: 'walking uphill' },
  first: /** @type {Kept} */ ({ model: 0, across: 0, up: 1, height: null }),
  create(stage, lab, own) {
    const { canvas, surface } = canvasIn(stage, own);
    const core = own.scope.owns(new LossSurface());
    let asked = askedOf(lab, own.slice.value);
    /** The last one that was worked out. @type {(Contours & { key: string }) | null} */
    let contours = null;

    /** @param {number} milliseconds */
    function work(milliseconds) {
      const race = lab.race();
      const { model, across, up, height, key } = asked;
      if (core.isCurrent(race, model, across, up, height)) return false;
      const end = performance.now() + milliseconds;
      while (performance.now() < end) {
        if (!core.advance(race, model, across, up, height)) continue;
        contours = { ...contoursOf(/** @type {SurfaceSummary} */ (core.summary()), core.values()), key };
        return true;
      }
      return true;
    }

    function paint() {
      if (contours?.key !== asked.key) return null;
      const { model, across, up, names } = asked;
      const ranges = { across: contours.across, up: contours.up };
      const plot = createPlot(surface, ranges);
      if (!plot) return null;
      within(plot, () => {
        drawContours(plot, /** @type {Contours} */ (contours));
        for (const other of LossSurface.alike(lab.race(), model))
          drawPath(plot, core.path(lab.race(), other, across, up), other);
      });
      drawAxes(plot, { ...ranges, names: [names[across], names[up]] });
      return null;
    }

    return {
      canvas,
      changed() {
        asked = askedOf(lab, own.slice.value);
      },
      words: () => ({
        label: `Likelihood hill: ${lab.models()[asked.model].name}`,
        sentence: outputOf(lab.race(), asked.model) === 'identity' ? bowl : sentences[asked.height],
        controls: controls(lab, asked, own.slice.set),
      }),
      paint,
      work,
      note: () => legend(lab, asked.model),
    };
  },
};

/** What is asked for, as far as it is there. @param {LabView} lab @param {Kept} kept @returns {Asked} */
function askedOf(lab, kept) {
  const model = indexIn(kept.model, lab.models().length);
  const [names, heights] = [LossSurface.parameterNames(lab.race(), model), LossSurface.heights(lab.race(), model)];
  const isThere = (/** @type {number} */ weight) => indexIn(weight, names.length) === weight;
  const areThere = isThere(kept.across) && isThere(kept.up) && kept.across !== kept.up;
  const { across, up } = areThere ? kept : { across: 0, up: 1 };
  const height = heights.find((height) => height === kept.height) ?? heights[0];
  return { model, across, up, height, heights, names, key: [model, across, up, height, names.length].join() };
}

/** @param {LabView} lab @param {Asked} asked @param {(patch: Partial<Kept>) => void} set */
function controls(lab, { model, across, up, height, heights, names }, set) {
  return html`${modelChoice('hill', lab, { chosen: model, choose: (model) => set({ model }) })}
    ${choice({
      label: 'Height of the hill',
      choices: heights.map((value) => ({ value, face: heightNames[value] })),
      chosen: height,
      choose: (height) => set({ height }),
    })}
    <span class="weights"
      >${weightChoice('Weight across', names, across, (chosen) => set(apart(chosen, up, across)))}
      ${weightChoice('Weight up', names, up, (chosen) => {
        const { across: first, up: second } = apart(chosen, across, up);
        set({ across: second, up: first });
      })}</span
    >`;
}

/** Two weights that are not the same: where the other is chosen, both change places. @param {number} chosen @param {number} other @param {number} before */
function apart(chosen, other, before) {
  return { across: chosen, up: chosen === other ? before : other };
}

/** @type {Record<Height, string>} */
const heightNames = {
  'log-likelihood': 'Log-likelihood',
  'squared-error': 'Squared error',
  perceptron: 'Perceptron',
};

/** @type {Record<Height, string>} */
const sentences = {
  'log-likelihood':
    'The stronger the shade, the more likely the targets with these two weights, all others held where they are: a single unit has one top, and learning climbs to it.',
  'squared-error':
    'The stronger the shade, the smaller the squared error with these two weights: under a sigmoid it has flats and hollows where likelihood has one slope.',
  perceptron:
    'The stronger the shade, the less its mistakes add up to: flat where all is right, with edges where a point changes sides.',
};

const bowl =
  'The stronger the shade, the smaller the squared error with these two weights: of a single unit without a sigmoid it is a bowl, with one place that is deepest.';

/**
 * @param {string} label @param {string[]} names @param {number} chosen @param {(weight: number) => void} choose
 */
function weightChoice(label, names, chosen, choose) {
  const change = (/** @type {Event & { target: HTMLSelectElement }} */ event) => choose(Number(event.target.value));
  return html`<label class="inline"
    >${label.replace('Weight ', '')}
    <select aria-label=${label} @change=${change}>
      ${names.map((name, i) => html`<option value=${i} .selected=${live(i === chosen)}>${name}</option>`)}
    </select></label
  >`;
}

/** Whose paths there are. @param {LabView} lab @param {number} model */
function legend(lab, model) {
  const others = Array.from(LossSurface.alike(lab.race(), model));
  return html`Numbers: the mean over the training points. From the ring (start) to the disc (now):
    ${others.map((i) => html`<b style="color: var(--model-${i})">${lab.models()[i].name}</b> `)}`;
}
