// @ts-check
// A model's decision boundary: the plane shaded by probability, the line where the classes meet, the points, the axes.

import { BoundaryPlane } from '../pkg/gradual.js';
import { createCanvas } from '../shared/canvas.js';
import { coreColours, palette } from '../shared/colour.js';
import { meetingClasses, SIDE, traceBoundary } from './contour.js';
import { drawPoints } from './marks.js';
import { drawPlaneAxes, planeIn, planeSquare, withinPlane } from './plane.js';
import { createStill } from './still.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../points/section.js').Points} Points */
/** @typedef {import('./plane.js').Plane} Plane */

/** Points to a side, before there are many. */
const ACROSS = 75;

/**
 * @param {HTMLElement} element
 * @param {{ name: string, label?: string, repaint?: () => void, scope: import('../shared/scope.js').Scope }} options
 * `name`: the model's, `label`: what the picture is called, `repaint`: draws it anew when it comes into sight, where that is not
 * always of the model that was drawn last
 */
export function createBoundary(element, { name, label = `Decision boundary: ${name}`, repaint, scope }) {
  const canvas = element.appendChild(document.createElement('canvas'));
  canvas.role = 'img';
  canvas.ariaLabel = label;
  canvas.className = 'boundary';
  const surface = createCanvas(canvas, scope, () => again());
  const still = createStill();
  const shading = new OffscreenCanvas(SIDE, SIDE);
  const ground = /** @type {OffscreenCanvasRenderingContext2D} */ (shading.getContext('2d'));
  const core = new BoundaryPlane();
  scope.onDispose(() => core.free());
  /** Draws what was drawn last. */
  let again = () => {};

  /** @param {Race} race @param {number} model @param {Points} data @param {(plane: Plane) => void} [overlay] */
  function paint(race, model, data, overlay) {
    const sharp = surface.begin();
    if (!sharp) return;
    const { context } = sharp;
    const square = planeSquare(sharp.width, sharp.height);
    const { left, top, side } = square;
    ground.putImageData(core.shading(race, model, SIDE, coreColours()), 0, 0);
    context.drawImage(shading, left, top, side, side);
    withinPlane(context, square, () => {
      drawLines(planeIn(context, square), core, race.classes);
    });
    still.put(sharp, [data], (context) => drawStill(context, square, data));
    withinPlane(context, square, () => overlay?.(planeIn(context, square)));
  }

  return {
    canvas,
    show: surface.show,
    /**
     * @param {Race} race @param {number} model @param {Points} data
     * @param {(plane: Plane) => void} [overlay] draws what else is to be seen, in front of the points
     */
    draw(race, model, data, overlay) {
      again = repaint ?? (() => paint(race, model, data, overlay));
      paint(race, model, data, overlay);
    },
  };
}

/** The points, of which there can be thousands, and the axes. @param {CanvasRenderingContext2D} context @param {import('./plane.js').Square} square @param {Points} data */
export function drawStill(context, square, data) {
  const { x, y } = planeIn(context, square);
  withinPlane(context, square, () => drawPoints(context, data, x, y, square.side / ACROSS));
  drawPlaneAxes(context, square);
}

/** The lines where classes meet. @param {Plane} plane @param {BoundaryPlane} core @param {number} classes */
export function drawLines(plane, core, classes) {
  const { context } = plane;
  context.beginPath();
  for (const k of meetingClasses(classes)) traceBoundary(plane, core.margin(k));
  Object.assign(context, { strokeStyle: palette().ink, lineWidth: 2, lineJoin: 'round' });
  context.stroke();
}
