// @ts-check
// A model's decision boundary: the plane shaded by probability, the line where the classes meet, the points, the axes.

import { createCanvas } from '../shared/canvas.js';
import { palette } from '../shared/colour.js';
import { createScope } from '../shared/scope.js';
import { meetingClasses, SIDE, traceBoundary } from './contour.js';
import { drawPlaneAxes, planeIn, planeSquare, withinPlane } from './plane.js';
import { createPointLayer } from './point-layer.js';
import { paintShading } from './shading.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */
/** @typedef {import('../points/section.js').Points} Points */
/** @typedef {import('./plane.js').Plane} Plane */

/**
 * @param {HTMLElement} element @param {{ name: string, label?: string, scope?: import('../shared/scope.js').Scope }} options
 * `name`: the model's, `label`: what the picture is called
 */
export function createBoundary(element, { name, label = `Decision boundary: ${name}`, scope = createScope() }) {
  const canvas = element.appendChild(document.createElement('canvas'));
  canvas.role = 'img';
  canvas.ariaLabel = label;
  canvas.className = 'boundary';
  const surface = createCanvas(canvas, scope, () => again());
  const points = createPointLayer();
  const shading = new OffscreenCanvas(SIDE, SIDE);
  const ground = /** @type {OffscreenCanvasRenderingContext2D} */ (shading.getContext('2d'));
  const image = new ImageData(SIDE, SIDE);
  /** Draws what was drawn last. */
  let again = () => {};

  /** @param {Race} race @param {number} model @param {Points} data @param {(plane: Plane) => void} [overlay] */
  function paint(race, model, data, overlay) {
    const sharp = surface.begin();
    if (!sharp) return;
    const { context } = sharp;
    const square = planeSquare(sharp.width, sharp.height);
    const { left, top, side } = square;
    paintShading(race.boundary(model, SIDE), race.classes, image);
    ground.putImageData(image, 0, 0);
    context.drawImage(shading, left, top, side, side);
    withinPlane(context, square, () => {
      drawLines(planeIn(context, square), race, model);
      context.drawImage(points.draw(data, side), left, top, side, side);
      overlay?.(planeIn(context, square));
    });
    drawPlaneAxes(context, square);
  }

  return {
    canvas,
    show: surface.show,
    /**
     * @param {Race} race @param {number} model @param {Points} data
     * @param {(plane: Plane) => void} [overlay] draws what else is to be seen, in front of the points
     */
    draw(race, model, data, overlay) {
      again = () => paint(race, model, data, overlay);
      again();
    },
  };
}

/** The lines where classes meet. @param {Plane} plane @param {Race} race @param {number} model */
function drawLines(plane, race, model) {
  const { context } = plane;
  context.beginPath();
  for (const k of meetingClasses(race.classes)) traceBoundary(plane, race.margin(model, k));
  Object.assign(context, { strokeStyle: palette().ink, lineWidth: 2, lineJoin: 'round' });
  context.stroke();
}
