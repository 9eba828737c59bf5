// @ts-check
// The picture of the map: digits in their colours, the drawn one and the chosen one ringed, axes with their names.

import { palette, token } from '../../shared/colour.js';

/**
 * @typedef {object} View
 * @property {Float32Array} places x and y of each digit, in CSS pixels of the canvas
 * @property {ArrayLike<number>} labels
 * @property {Float32Array} drawn x and y of the digit on the pad; empty while there is none
 * @property {number | null} chosen
 * @property {string[]} axes names of the horizontal and the vertical one
 */

/** Room for the names of the axes, and for glyphs at the edge, in CSS pixels. */
const MARGIN = { left: 22, right: 4, top: 4, bottom: 22 };
const EDGE = 14;

/** Side of a glyph. */
const GLYPH = 18;

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/**
 * A transformation of places to pixels that shows all of them, with one scale for both axes.
 * @param {Float32Array} places @param {{ width: number, height: number }} canvas
 * @returns {(places: Float32Array) => Float32Array} what lies outside is put to the edge
 */
export function fit(places, { width, height }) {
  const box = {
    x: [MARGIN.left + EDGE, width - MARGIN.right - EDGE],
    y: [MARGIN.top + EDGE, height - MARGIN.bottom - EDGE],
  };
  const [x, y] = [range(places, 0), range(places, 1)];
  const scale = Math.min((box.x[1] - box.x[0]) / (x.size || 1), (box.y[1] - box.y[0]) / (y.size || 1));
  const along = (/** @type {number[]} */ [low, high], /** @type {number} */ offset) =>
    Math.min(high, Math.max(low, (low + high) / 2 + scale * offset));
  return (places) =>
    places.map((place, i) => (i % 2 === 0 ? along(box.x, place - x.middle) : along(box.y, y.middle - place)));
}

/** @param {Float32Array} places @param {0 | 1} axis */
function range(places, axis) {
  let [low, high] = [Infinity, -Infinity];
  for (let i = axis; i < places.length; i += 2) {
    low = Math.min(low, places[i]);
    high = Math.max(high, places[i]);
  }
  return low <= high ? { middle: (low + high) / 2, size: high - low } : { middle: 0, size: 0 };
}

/** @param {import('../../shared/scope.js').Scope} scope */
export function createScatter(scope) {
  const glyphs = createGlyphs(scope);
  return {
    /** @param {import('../../shared/canvas.js').Sharp} sharp a clear canvas @param {View} view */
    draw(sharp, { places, labels, drawn, chosen, axes }) {
      const { context } = sharp;
      drawAxes(sharp, axes);
      const glyph = (/** @type {number} */ i) => glyphs.draw(context, labels[i], places[2 * i], places[2 * i + 1]);
      for (let i = 0; i < labels.length; i++) glyph(i);
      if (chosen !== null) {
        glyph(chosen);
        ring(context, places[2 * chosen], places[2 * chosen + 1]);
      }
      if (drawn.length > 0) drawYours(context, drawn[0], drawn[1], sharp.width);
    },
  };
}

/** The ten digits side by side, painted once for a theme and a sharpness. @param {import('../../shared/scope.js').Scope} scope */
function createGlyphs(scope) {
  const canvas = document.createElement('canvas');
  let sharpness = 0;
  scope.onTheme(() => {
    sharpness = 0;
  });
  return {
    /** @param {CanvasRenderingContext2D} context @param {number} digit @param {number} x @param {number} y of its middle */
    draw(context, digit, x, y) {
      if (sharpness !== devicePixelRatio) paintGlyphs(canvas, devicePixelRatio);
      sharpness = devicePixelRatio;
      const size = canvas.height;
      context.drawImage(canvas, digit * size, 0, size, size, x - GLYPH / 2, y - GLYPH / 2, GLYPH, GLYPH);
    },
  };
}

/** @param {HTMLCanvasElement} canvas @param {number} sharpness */
function paintGlyphs(canvas, sharpness) {
  const size = Math.round(GLYPH * sharpness);
  Object.assign(canvas, { width: 10 * size, height: size });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.scale(size / GLYPH, size / GLYPH);
  Object.assign(context, { font: `700 13px ${FONT}`, textAlign: 'center', textBaseline: 'middle' });
  Object.assign(context, { strokeStyle: token('--panel'), lineWidth: 2.5, lineJoin: 'round' });
  for (let digit = 0; digit < 10; digit++) {
    const middle = (digit + 0.5) * GLYPH;
    context.strokeText(`${digit}`, middle, GLYPH / 2 + 1);
    context.fillStyle = token(`--digit-${digit}`);
    context.fillText(`${digit}`, middle, GLYPH / 2 + 1);
  }
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y */
function ring(context, x, y) {
  Object.assign(context, { strokeStyle: palette().ink, lineWidth: 2 });
  context.beginPath();
  context.arc(x, y, 11, 0, 2 * Math.PI);
  context.stroke();
}

/** The digit on the pad: a ringed disc with its name. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} width */
function drawYours(context, x, y, width) {
  const { ink } = palette();
  const panel = token('--panel');
  for (const [radius, colour] of /** @type {[number, string][]} */ ([
    [12, ink],
    [10, panel],
    [6, ink],
  ])) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
  }
  const left = x > width / 2;
  Object.assign(context, { font: `600 13px ${FONT}`, textAlign: left ? 'right' : 'left', textBaseline: 'middle' });
  Object.assign(context, { strokeStyle: panel, lineWidth: 5, lineJoin: 'round', fillStyle: ink });
  context.strokeText('on the pad', x + (left ? -16 : 16), y);
  context.fillText('on the pad', x + (left ? -16 : 16), y);
}

/** @param {{ context: CanvasRenderingContext2D, width: number, height: number }} sharp @param {string[]} names */
function drawAxes({ context, width, height }, [across, up]) {
  const { muted, line } = palette();
  const [w, h] = [width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom];
  Object.assign(context, {
    strokeStyle: line,
    lineWidth: 1,
    lineJoin: 'miter',
    fillStyle: muted,
    font: `11px ${FONT}`,
  });
  Object.assign(context, { textAlign: 'center', textBaseline: 'middle' });
  context.strokeRect(MARGIN.left + 0.5, MARGIN.top + 0.5, w, h);
  context.fillText(across, MARGIN.left + w / 2, height - MARGIN.bottom / 2 + 1);
  context.save();
  context.translate(MARGIN.left / 2, MARGIN.top + h / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(up, 0, 0);
  context.restore();
}
