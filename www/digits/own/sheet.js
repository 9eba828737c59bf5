// @ts-check
// The set as one picture: a row for each of the digits 0 to 9, tile beside tile, dark ink on white; a grey tile is none.
// A last line of pixels, black and white in turn, tells such a sheet from other pictures.

import { Refusal } from '../../shared/refusal.js';
import { inPieces } from '../pieces.js';
import { SIDE } from '../side.js';

/** @typedef {import('../pieces.js').Job} Job */
/** @typedef {import('./set.js').Digit} Digit */

const ROWS = 10;
const HEIGHT = ROWS * SIDE + 1;
const NONE = 128;

/** The most tiles in a row: browsers draw pictures of at most 16,384 pixels. */
const COLUMNS = 560;

/** @param {Digit[]} digits @returns {Promise<Blob>} a PNG */
export async function sheetOf(digits) {
  const rows = Array.from({ length: ROWS }, (_, label) => digits.filter((digit) => digit.label === label));
  const columns = Math.max(...rows.map(({ length }) => length));
  if (columns > COLUMNS)
    throw new Refusal(
      `A sheet has room for ${COLUMNS} of each digit, and there are ${columns} of one: export IDX files.`,
    );
  const canvas = new OffscreenCanvas(columns * SIDE, HEIGHT);
  const context = contextOf(canvas);
  const tiles = rows.flatMap((row, y) => Array.from({ length: columns }, (_, x) => ({ x, y, digit: row[x] })));
  await inPieces(tiles, ({ x, y, digit }) => context.putImageData(tileOf(digit), x * SIDE, y * SIDE));
  context.putImageData(ruler(canvas.width), 0, HEIGHT - 1);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Whether a picture may be such a sheet. @param {{ width: number, height: number }} size */
export function looksLikeSheet({ width, height }) {
  return height === HEIGHT && width > 0 && width % SIDE === 0 && width <= COLUMNS * SIDE;
}

/** @param {ImageBitmap} bitmap @param {Job} job @returns {Promise<Digit[]>} */
export async function readSheet(bitmap, job) {
  const context = contextOf(new OffscreenCanvas(bitmap.width, HEIGHT));
  context.drawImage(bitmap, 0, 0);
  const line = context.getImageData(0, HEIGHT - 1, bitmap.width, 1).data;
  if (!ruler(bitmap.width).data.every((value, i) => value === line[i]))
    throw new Refusal('The picture measures as a sheet of digits does, but its last line is not that of a sheet.');
  const columns = bitmap.width / SIDE;
  const tiles = Array.from({ length: ROWS * columns }, (_, i) => ({ label: Math.floor(i / columns), x: i % columns }));
  /** @type {Digit[]} */
  const digits = [];
  const take = (/** @type {{ label: number, x: number }} */ { label, x }) => {
    const { data } = context.getImageData(x * SIDE, label * SIDE, SIDE, SIDE);
    const greys = data.filter((_, i) => i % 4 === 0);
    if (greys.some((grey) => grey !== NONE))
      digits.push({ picture: Uint8Array.from(greys, (grey) => 255 - grey), label });
  };
  await inPieces(tiles, take, job);
  return digits;
}

/** @param {OffscreenCanvas} canvas */
function contextOf(canvas) {
  return /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
}

/** @param {Digit | undefined} digit */
function tileOf(digit) {
  return greyImage(SIDE, SIDE, (i) => (digit ? 255 - digit.picture[i] : NONE));
}

/** @param {number} width */
function ruler(width) {
  return greyImage(width, 1, (i) => (i % 2 === 0 ? 0 : 255));
}

/** @param {number} width @param {number} height @param {(i: number) => number} grey */
function greyImage(width, height, grey) {
  const image = new ImageData(width, height);
  const pixels = Uint32Array.from({ length: width * height }, (_, i) => 0xff000000 + 0x010101 * grey(i));
  image.data.set(new Uint8Array(pixels.buffer));
  return image;
}
