// @ts-check
// The points with a line that one draws among them, and later the boundary beneath.

import { plane } from '../../pkg/gradual.js';
import { boundaryOf } from '../../share/slides/boundary.js';
import { createCanvas } from '../../shared/canvas.js';
import { palette } from '../../shared/colour.js';
import { drawStill } from '../../views/boundary.js';
import { planeIn, planeSquare, withinPlane } from '../../views/plane.js';

/** `model` is null before the run has answered. @typedef {{ race: import('../../pkg/gradual.js').Race, model: number | null, points: import('../../points/section.js').Points, line: number[], onDraw: (line: number[]) => void }} Shown */

/** How far beyond its two places the line is drawn, in lengths of itself: farther than the map. */
const BEYOND = 100;

/** @param {import('../../shared/scope.js').Scope} scope */
export function createLineMap(scope) {
  const canvas = document.createElement('canvas');
  canvas.className = 'line-map';
  canvas.role = 'img';
  const surface = createCanvas(canvas, scope, () => paint());
  /** @type {Shown | null} */
  let shown = null;
  /** Where a stroke began. @type {number[] | null} */
  let from = null;

  function paint() {
    const sharp = shown && surface.begin();
    if (!shown || !sharp) return;
    const { context, width, height } = sharp;
    const { race, model, points, line } = shown;
    const square = planeSquare(width, height);
    if (model === null) drawStill(context, square, points);
    else boundaryOf(race, model, points)(context, { left: 0, top: 0, width, height });
    withinPlane(context, square, () => drawLine(planeIn(context, square), line));
  }

  /** A place of the map, from one of the canvas. @param {PointerEvent} event @returns {number[]} */
  function placeOf({ offsetX, offsetY }) {
    const { left, top, side } = planeSquare(surface.size.width, surface.size.height);
    const [min, max] = plane();
    const within = (/** @type {number} */ value) => Math.min(max, Math.max(min, Math.round(20 * value) / 20));
    return [
      within(min + ((max - min) * (offsetX - left)) / side),
      within(max - ((max - min) * (offsetY - top)) / side),
    ];
  }

  scope.listen(canvas, 'pointerdown', (event) => {
    if (canvas.closest('fieldset')?.disabled) return;
    canvas.setPointerCapture(event.pointerId);
    from = placeOf(event);
  });
  scope.listen(canvas, 'pointermove', (event) => {
    const to = placeOf(event);
    if (from && (from[0] !== to[0] || from[1] !== to[1])) shown?.onDraw([...from, ...to]);
  });
  for (const end of ['pointerup', 'pointercancel'])
    scope.listen(canvas, end, () => {
      from = null;
    });

  return {
    canvas,
    /** @param {Shown} now */
    draw(now) {
      shown = now;
      canvas.ariaLabel =
        now.model === null ? 'Map of the points, with your line' : 'Map of the points, with your line and the boundary';
      paint();
    },
  };
}

/** @param {import('../../views/plane.js').Plane} plane @param {number[]} line */
function drawLine({ context, x, y }, [x1, y1, x2, y2]) {
  const { ink } = palette();
  Object.assign(context, { strokeStyle: ink, fillStyle: ink, lineWidth: 2 });
  context.setLineDash([6, 4]);
  context.beginPath();
  context.moveTo(x(x1 - BEYOND * (x2 - x1)), y(y1 - BEYOND * (y2 - y1)));
  context.lineTo(x(x2 + BEYOND * (x2 - x1)), y(y2 + BEYOND * (y2 - y1)));
  context.stroke();
  context.setLineDash([]);
  for (const [px, py] of [
    [x1, y1],
    [x2, y2],
  ]) {
    context.beginPath();
    context.arc(x(px), y(py), 4, 0, 2 * Math.PI);
    context.fill();
  }
}
