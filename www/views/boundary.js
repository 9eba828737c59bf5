// @ts-check
// A model's decision boundary: the plane shaded by probability, the line where the classes meet, the points, the axes.

import { contours } from 'd3-contour';
import { plane } from '../pkg/gradual.js';
import { sharpCanvas } from '../shared/canvas.js';
import { css, diverging, onTheme, paintDiverging, palette } from '../shared/colour.js';

/** @typedef {import('../pkg/gradual.js').Race} Race */

/** Cells on a side of the shading. */
export const SIDE = 112;

/** Room for the numbers of the axes, in CSS pixels. */
const MARGIN = { left: 24, bottom: 20, top: 4, right: 4 };

/** Full shading would hide the points. */
const STRENGTH = 0.62;

const TICKS = [-2, 0, 2];

/** A side on which there is no room for all ticks, in CSS pixels. */
const SMALL = 170;

/** @typedef {import('../points/section.js').Points} Points */

const marching = contours().size([SIDE, SIDE]).smooth(true);

/**
 * @param {HTMLElement} element @param {string} name the model's @param {string} [label] what the picture is called
 */
export function createBoundary(element, name, label = `Decision boundary: ${name}`) {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.ariaLabel = label;
  canvas.className = 'boundary';
  element.append(canvas);
  const shading = new OffscreenCanvas(SIDE, SIDE);
  const image = new ImageData(SIDE, SIDE);
  const [min, max] = plane();

  /**
   * @param {Race} race @param {number} model @param {Points} points
   * @param {(plane: Plane) => void} [overlay] draws what else is to be seen, in front of the points
   */
  function draw(race, model, points, overlay) {
    const frame = fit(canvas);
    if (!frame) return;
    const { context, left, top, side } = frame;
    paintShading(race.boundary(model, SIDE), race.classes, image);
    const ground = /** @type {OffscreenCanvasRenderingContext2D} */ (shading.getContext('2d'));
    ground.putImageData(image, 0, 0);
    context.drawImage(shading, left, top, side, side);
    context.save();
    context.beginPath();
    context.rect(left, top, side, side);
    context.clip();
    drawLines(planeIn(frame, min, max), race, model);
    context.drawImage(pointLayer(points, side, [min, max]), left, top, side, side);
    overlay?.(planeIn(frame, min, max));
    context.restore();
    drawAxes(context, frame, min, max);
  }
  return {
    draw,
    canvas,
    /** @param {boolean} wanted */
    show(wanted) {
      canvas.hidden = !wanted;
    },
  };
}

/** @typedef {{ context: CanvasRenderingContext2D, left: number, top: number, side: number }} Frame */
/**
 * The plane on the canvas: where its places lie, and how many CSS pixels a unit is.
 * @typedef {{ context: CanvasRenderingContext2D, x: (value: number) => number, y: (value: number) => number, scale: number }} Plane
 */

/** @param {Frame} frame @param {number} min @param {number} max @returns {Plane} */
function planeIn({ context, left, top, side }, min, max) {
  const scale = side / (max - min);
  return { context, scale, x: (value) => left + scale * (value - min), y: (value) => top + scale * (max - value) };
}

/** The square that the plane fills, beside its axes. @param {HTMLCanvasElement} canvas @returns {Frame | null} */
function fit(canvas) {
  const sharp = sharpCanvas(canvas);
  if (!sharp) return null;
  const { context, width, height } = sharp;
  return { context, ...planeSquare(width, height) };
}

/** Where the plane lies in a picture of this size, in CSS pixels. @param {number} width @param {number} height */
export function planeSquare(width, height) {
  const side = Math.min(width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom);
  return { left: MARGIN.left, top: MARGIN.top, side };
}

/** @param {Float32Array} outputs @param {number} classes @param {ImageData} image */
export function paintShading(outputs, classes, image) {
  if (classes === 1) return paintDiverging(outputs, image, { scale: STRENGTH, offset: 0 });
  if (classes === 2) return paintDiverging(outputs, image, { scale: 2 * STRENGTH, offset: -STRENGTH });
  for (let cell = 0; cell < image.width * image.height; cell++) {
    const [red, green, blue] = blend(outputs, cell * classes, classes);
    const i = cell << 2;
    image.data[i] = red;
    image.data[i + 1] = green;
    image.data[i + 2] = blue;
    image.data[i + 3] = 255;
  }
}

/** The classes' colours by their probabilities, on paper. @param {Float32Array} y @param {number} from @param {number} classes */
function blend(y, from, classes) {
  const { classes: colours, paper } = palette();
  const channel = (/** @type {number} */ c) => {
    let sum = paper[c];
    for (let k = 0; k < classes; k++) sum += STRENGTH * y[from + k] * (colours[k][c] - paper[c]);
    return sum;
  };
  return [channel(0), channel(1), channel(2)];
}

/** The lines where classes meet. @param {Plane} plane @param {Race} race @param {number} model */
function drawLines(plane, race, model) {
  const { context } = plane;
  context.beginPath();
  for (const k of meetingClasses(race.classes)) traceBoundary(plane, race.margin(model, k));
  Object.assign(context, { strokeStyle: palette().ink, lineWidth: 2, lineJoin: 'round' });
  context.stroke();
}

/** The classes whose margins make all boundaries: of two one is enough, and values have none. @param {number} classes */
export function meetingClasses(classes) {
  if (classes < 3) return classes === 2 ? [1] : [];
  return Array.from({ length: classes }, (_, k) => k);
}

/** Traces the contour at 0 of what one class leads by, `[SIDE, SIDE]`. @param {Plane} plane @param {Float32Array} margin */
export function traceBoundary({ context, x, y }, margin) {
  const [min, max] = plane();
  const cell = (max - min) / SIDE;
  const values = /** @type {number[]} */ (/** @type {unknown} */ (margin));
  for (const ring of marching.contour(values, 0).coordinates.flat()) {
    ring.forEach(([right, down], i) => {
      // Rings close along the border of the picture; those parts are no boundary.
      const border = isBorder(right, down) && isBorder(...previous(ring, i));
      const [px, py] = [x(min + right * cell), y(max - down * cell)];
      if (i === 0 || border) context.moveTo(px, py);
      else context.lineTo(px, py);
    });
  }
}

/** @param {number[][]} ring @param {number} i @returns {[number, number]} */
function previous(ring, i) {
  const [x, y] = ring[Math.max(0, i - 1)];
  return [x, y];
}

/** @param {number} x @param {number} y */
function isBorder(x, y) {
  return x <= 0.5 || y <= 0.5 || x >= SIDE - 0.5 || y >= SIDE - 0.5;
}

/** Points on canvases of their own, by side in pixels: pictures of one size share one. @type {Map<number, { canvas: HTMLCanvasElement, drawn: Points | null }>} */
const layers = new Map();

/** Sizes of which a layer is kept. */
const MOST_LAYERS = 4;

onTheme(() => layers.clear());

/**
 * The points as a picture, which stays while the boundary moves: there can be thousands.
 * @param {Points} points @param {number} side in CSS pixels @param {[min: number, max: number]} plane the ends of both axes
 */
function pointLayer(points, side, [min, max]) {
  const size = Math.round(side * devicePixelRatio);
  const layer = layers.get(size) ?? { canvas: document.createElement('canvas'), drawn: null };
  if (layer.drawn === points) return layer.canvas;
  if (layers.size >= MOST_LAYERS && !layers.has(size)) layers.clear();
  layers.set(size, layer);
  layer.drawn = points;
  layer.canvas.width = layer.canvas.height = size;
  const context = /** @type {CanvasRenderingContext2D} */ (layer.canvas.getContext('2d'));
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  const scale = side / (max - min);
  drawPoints(
    context,
    points,
    (x) => scale * (x - min),
    (y) => scale * (max - y),
    side / 75,
  );
  return layer.canvas;
}

/**
 * Training points are filled, held-out points hollow; the shape tells the class as the colour does.
 * @param {CanvasRenderingContext2D} context @param {Points} points
 * @param {(x: number) => number} x @param {(y: number) => number} y @param {number} radius
 */
export function drawPoints(context, { inputs, labels, targets, count, trainCount }, x, y, radius) {
  const { classes, surface, muted } = palette();
  const size = Math.max(2.2, Math.min(4.5, radius * Math.min(1, Math.sqrt(500 / count))));
  targets.forEach((target, i) => {
    context.beginPath();
    mark(context, 0, x(inputs[2 * i]), y(inputs[2 * i + 1]), size);
    Object.assign(context, { fillStyle: css(diverging(target)), strokeStyle: muted, lineWidth: 1 });
    if (i < trainCount) context.fill();
    else context.strokeStyle = css(diverging(target));
    context.stroke();
  });
  for (let k = 0; k < classes.length; k++) {
    for (const heldOut of [true, false]) {
      context.beginPath();
      for (let i = heldOut ? trainCount : 0; i < (heldOut ? labels.length : trainCount); i++) {
        if (labels[i] === k) mark(context, k, x(inputs[2 * i]), y(inputs[2 * i + 1]), size);
      }
      context.fillStyle = heldOut ? surface : css(classes[k]);
      context.strokeStyle = heldOut ? css(classes[k]) : surface;
      context.lineWidth = heldOut ? 1.5 : 0.75;
      context.fill();
      context.stroke();
    }
  }
}

/** A disc for class 0, a square for class 1, a triangle, a diamond, a triangle upside down. @param {CanvasRenderingContext2D} context */
export function mark(
  /** @type {CanvasRenderingContext2D} */ context,
  /** @type {number} */ k,
  /** @type {number} */ x,
  /** @type {number} */ y,
  /** @type {number} */ r,
) {
  if (k === 0) {
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
  } else if (k === 1) {
    context.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
  } else if (k === 3) {
    context.moveTo(x, y - 1.3 * r);
    for (const [right, down] of [
      [1.3, 0],
      [0, 1.3],
      [-1.3, 0],
    ])
      context.lineTo(x + right * r, y + down * r);
    context.closePath();
  } else {
    const up = k === 2 ? 1 : -1;
    context.moveTo(x, y - 1.25 * r * up);
    context.lineTo(x + 1.15 * r, y + 0.85 * r * up);
    context.lineTo(x - 1.15 * r, y + 0.85 * r * up);
    context.closePath();
  }
}

/** @param {CanvasRenderingContext2D} context @param {Frame} frame @param {number} min @param {number} max */
function drawAxes(context, { left, top, side }, min, max) {
  const { muted, line } = palette();
  Object.assign(context, { strokeStyle: line, lineWidth: 1, fillStyle: muted, font: '11px system-ui' });
  context.strokeRect(left, top, side, side);
  for (const tick of TICKS) {
    if (side < SMALL && tick === Math.max(...TICKS)) continue; // the names of the axes stand there
    const along = ((tick - min) / (max - min)) * side;
    const label = tick < 0 ? `−${-tick}` : `${tick}`;
    Object.assign(context, { textAlign: 'center', textBaseline: 'top' });
    context.fillText(label, left + along, top + side + 5);
    Object.assign(context, { textAlign: 'right', textBaseline: 'middle' });
    context.fillText(label, left - 5, top + side - along);
  }
  Object.assign(context, { textAlign: 'right', textBaseline: 'top', font: 'italic 12px system-ui' });
  context.fillText('x₁', left + side, top + side + 4);
  Object.assign(context, { textAlign: 'right', textBaseline: 'top' });
  context.fillText('x₂', left - 5, top);
}
