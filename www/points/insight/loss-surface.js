// @ts-check
// The loss surface, upside down as the likelihood hill: its contours over two weights, and the paths of the models up it.

import { contours } from 'd3-contour';
import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { palette, token } from '../../shared/colour.js';
import { choice, modelChoice } from './choice.js';
import { outputOf } from './outcomes.js';
import { createPlot, dash, drawAxes, told, within } from './plot.js';
import { canvasIn } from './view.js';

/** @typedef {import('../section.js').LabView} LabView */
/** @typedef {import('../../pkg/gradual.js').Height} Height */
/** @typedef {import('../../pkg/gradual.js').SurfaceSummary} SurfaceSummary */
/** @typedef {import('./plot.js').Plot} Plot */
/** The surface with its contours, in places of its grid, and the two weights it is over. @typedef {SurfaceSummary & { rings: number[][][][], axes: [number, number] }} Surface */

/** How much deeper each contour shades the ground. */
const SHADE = 0.035;

/** One contour in so many has its number. */
const NUMBERED = 3;

/** Paths of at most so many steps show each of them. */
const STEPS = 300;

/** @param {LabView} lab @param {() => void} redraw @returns {import('./view.js').Picture} */
export function lossSurface(lab, redraw) {
  /** @type {HTMLCanvasElement} */
  let canvas;
  let model = 0;
  let [first, second] = [0, 1];
  /** @type {Height} */
  let height = 'log-likelihood';
  /** @type {string[]} */
  let names = [];
  /** @type {Surface | null} */
  let surface = null;
  const set = (/** @type {() => void} */ change) => {
    change();
    surface = null;
    redraw();
  };

  /** @param {number} milliseconds */
  function work(milliseconds) {
    const race = lab.race();
    if (race.isHillCurrent(model, first, second, height)) return false;
    const end = performance.now() + milliseconds;
    while (performance.now() < end) {
      if (!race.advanceHill(model, first, second, height)) continue;
      surface = {
        ...contoured(/** @type {SurfaceSummary} */ (race.hill()), race.hillHeights()),
        axes: [first, second],
      };
      return true;
    }
    return true;
  }

  function paint() {
    if (!surface) return null;
    const { across, up, axes } = surface;
    const plot = createPlot(canvas, { across, up });
    if (!plot) return null;
    within(plot, () => {
      drawContours(plot, /** @type {Surface} */ (surface));
      for (const other of lab.race().onOneHill(model)) drawPath(plot, lab.race().path(other, ...axes), other);
    });
    drawAxes(plot, { across, up, names: [names[axes[0]], names[axes[1]]] });
    return null;
  }

  function controls() {
    const heights = lab.race().heights(model);
    return html`${modelChoice(
      'hill',
      lab.models(),
      lab.models().map((_, i) => i),
      model,
      (chosen) =>
        set(() => {
          model = chosen;
        }),
    )}
    ${choice(
      'Height of the hill',
      heights.map((value) => ({ value, name: heightNames[value] })),
      height,
      (chosen) =>
        set(() => {
          height = chosen;
        }),
    )}
    <span class="weights"
      >${weightChoice('Weight across', names, first, (chosen) => set(() => ([first, second] = apart(chosen, second, first))))}
      ${weightChoice('Weight up', names, second, (chosen) => set(() => ([second, first] = apart(chosen, first, second))))}</span
    >`;
  }

  return {
    name: 'loss-surface',
    title: 'The likelihood hill',
    mount: (stage) => {
      canvas = canvasIn(stage);
      return canvas;
    },
    changed() {
      model = Math.min(model, lab.models().length - 1);
      const before = names.length;
      names = lab.race().parameterNames(model);
      if (names.length !== before) surface = null;
      if (Math.max(first, second) >= names.length) [first, second] = [0, 1];
      const heights = lab.race().heights(model);
      if (!heights.includes(height)) height = heights[0];
    },
    words: () => ({
      label: `Likelihood hill: ${lab.models()[model].name}`,
      sentence: outputOf(lab.race(), model) === 'identity' ? bowl : sentences[height],
      controls: controls(),
    }),
    paint,
    work,
    note: () => legend(lab, model),
  };
}

/** Two weights that are not the same: where the other is chosen, both change places. @param {number} chosen @param {number} other @param {number} before */
function apart(chosen, other, before) {
  return chosen === other ? [chosen, before] : [chosen, other];
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

/** @param {SurfaceSummary} summary @param {Float32Array} heights */
function contoured(summary, heights) {
  const marching = contours().size([summary.side, summary.side]).smooth(true);
  const values = /** @type {number[]} */ (/** @type {unknown} */ (heights.slice()));
  return { ...summary, rings: summary.levels.map((level) => marching.contour(values, level).coordinates.flat()) };
}

/** @param {Plot} plot @param {Surface} surface */
function drawContours({ context, box }, { side, rings, levels, height }) {
  const { ink, muted } = palette();
  // Values stand in the middle of d3's cells, and at the edge of the picture.
  const x = (/** @type {number} */ cell) => box.left + ((cell - 0.5) / (side - 1)) * box.width;
  const y = (/** @type {number} */ cell) => box.top + ((cell - 0.5) / (side - 1)) * box.height;
  /** @type {[text: string, x: number, y: number][]} */
  const numbers = [];
  rings.forEach((polygon, i) => {
    context.beginPath();
    for (const ring of polygon) {
      context.moveTo(x(ring[0][0]), y(ring[0][1]));
      for (const [right, down] of ring) context.lineTo(x(right), y(down));
    }
    Object.assign(context, { fillStyle: ink, strokeStyle: muted, lineWidth: 0.75 });
    context.globalAlpha = SHADE;
    context.fill('evenodd');
    context.globalAlpha = 0.7;
    context.stroke();
    context.globalAlpha = 1;
    const place = i % NUMBERED === 1 ? numberPlace(polygon, side) : undefined;
    if (place) numbers.push([told(height === 'log-likelihood' ? levels[i] : -levels[i]), x(place[0]), y(place[1])]);
  });
  drawNumbers(context, numbers);
}

/** A place on a contour that is not at the border: the highest one. @param {number[][][]} polygon @param {number} side */
function numberPlace(polygon, side) {
  const inside = (/** @type {number[]} */ [right, down]) =>
    right > 3 && down > 2 && right < side - 3 && down < side - 2;
  return polygon
    .flat()
    .filter(inside)
    .sort((a, b) => a[1] - b[1])[0];
}

/** @param {CanvasRenderingContext2D} context @param {[text: string, x: number, y: number][]} numbers */
function drawNumbers(context, numbers) {
  const { muted, surface } = palette();
  Object.assign(context, {
    font: '10px system-ui',
    textAlign: 'center',
    textBaseline: 'middle',
    lineWidth: 3,
    strokeStyle: surface,
    fillStyle: muted,
  });
  for (const [text, x, y] of numbers) {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}

/** Step by step from a ring to a disc. @param {Plot} plot @param {Float32Array} path @param {number} model */
function drawPath({ context, x, y }, path, model) {
  const { surface } = palette();
  const colour = token(`--model-${model}`);
  const count = path.length / 2;
  const at = (/** @type {number} */ i) => /** @type {const} */ ([x(path[2 * i]), y(path[2 * i + 1])]);
  context.beginPath();
  for (let i = 0; i < count; i++) context.lineTo(...at(i));
  dash(context, surface, [], 4);
  dash(context, colour, [], 2);
  Object.assign(context, { fillStyle: colour });
  for (let i = 1; i < count && count <= STEPS; i++) dot(context, at(i), 2.2);
  context.fillStyle = surface;
  dot(context, at(0), 4);
  context.stroke();
  context.fillStyle = colour;
  dot(context, at(count - 1), 5.5);
  Object.assign(context, { strokeStyle: surface, lineWidth: 1.5 });
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {readonly [number, number]} place @param {number} radius */
function dot(context, [x, y], radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** Whose paths there are. @param {LabView} lab @param {number} model */
function legend(lab, model) {
  const others = Array.from(lab.race().onOneHill(model));
  return html`Numbers: the mean over the training points. From the ring (start) to the disc (now):
    ${others.map((i) => html`<b style="color: var(--model-${i})">${lab.models()[i].name}</b> `)}`;
}
