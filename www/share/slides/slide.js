// @ts-check
// A picture at the size of a slide, with a title: drawn once, as pixels or as shapes.

import { Context } from 'svgcanvas';
import { palette, token } from '../../shared/colour.js';

/** Of a slide, in pixels; what is drawn thinks it half as large, so that text can be read from afar. */
export const [WIDTH, HEIGHT] = [1920, 1080];
const SCALE = 2;

/** Around what is drawn, and above it for the title. */
const [EDGE, TITLE] = [24, 56];

/** In half pixels of the slide. @typedef {{ left: number, top: number, width: number, height: number }} Box */
/** `draw` draws into a box. @typedef {{ title: string, draw: (context: CanvasRenderingContext2D, box: Box) => void }} Picture */

/** @param {CanvasRenderingContext2D} context @param {Picture} picture */
export function drawSlide(context, { title, draw }) {
  const [width, height] = [WIDTH / SCALE, HEIGHT / SCALE];
  const { ink } = palette();
  context.save();
  context.scale(SCALE, SCALE);
  context.fillStyle = token('--panel');
  context.fillRect(0, 0, width, height);
  Object.assign(context, {
    fillStyle: ink,
    font: `600 20px ${token('--font')}`,
    textBaseline: 'middle',
    textAlign: 'left',
  });
  context.fillText(title, EDGE, TITLE / 2 + 4, width - 2 * EDGE);
  draw(context, { left: EDGE, top: TITLE, width: width - 2 * EDGE, height: height - TITLE - EDGE });
  context.restore();
}

/** @param {Picture} picture @returns {Promise<Blob>} */
export function png(picture) {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  drawSlide(/** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')), picture);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('The picture could not be made.')))),
  );
}

/** @param {Picture} picture @returns {Blob} */
export function svg(picture) {
  const context = new Context(WIDTH, HEIGHT);
  drawSlide(context, picture);
  const root = context.getSvg();
  root.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  title.textContent = picture.title;
  root.prepend(title);
  return new Blob([context.getSerializedSvg(true)], { type: 'image/svg+xml' });
}
