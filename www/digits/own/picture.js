// @ts-check
// Pictures from elsewhere, decoded and judged: a sheet of digits, or one digit as the networks should see it.

import { DigitPicture } from '../../pkg/gradual_rest.js';
import { Refusal } from '../../shared/refusal.js';

/** The largest picture that is looked at: a phone's photo of 50 megapixels has some 8,700 on a side, and 25 MB. */
const [MOST_BYTES, MOST_SIDE] = [40_000_000, 12_000];

/** Longest side at which digits are looked at: more would tell nothing and hold up the page. */
const LOOK = 512;

/** Refuses what is no picture. Every error is a sentence. @param {File} file @param {(size: { width: number, height: number }) => boolean} mayBeLarger */
export async function decode(file, mayBeLarger) {
  if (file.size > MOST_BYTES)
    throw new Refusal(
      `${file.name} has ${Math.round(file.size / 1e6)} MB; pictures may have at most ${MOST_BYTES / 1e6} MB.`,
    );
  const told = await sizeInHeader(file);
  if (told && isTooLarge(told) && !mayBeLarger(told)) throw tooLarge(file, told);
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' }).catch((cause) => {
    throw new Refusal(`${file.name} is neither a picture this browser can read nor an IDX file of digits.`, { cause });
  });
  if (!isTooLarge(bitmap) || mayBeLarger(bitmap)) return bitmap;
  const refusal = tooLarge(file, bitmap); // a bitmap that is closed has no size
  bitmap.close();
  throw refusal;
}

/** @typedef {{ width: number, height: number }} Size */

/** A PNG tells its size before it is unpacked, which could need any amount of memory. @param {File} file @returns {Promise<Size | null>} */
async function sizeInHeader(file) {
  const bytes = new DataView(await file.slice(0, 24).arrayBuffer());
  if (bytes.byteLength < 24 || bytes.getUint32(0) !== 0x89504e47) return null;
  return { width: bytes.getUint32(16), height: bytes.getUint32(20) };
}

/** @param {Size} size */
function isTooLarge({ width, height }) {
  return Math.max(width, height) > MOST_SIDE;
}

/** @param {File} file @param {Size} size */
function tooLarge({ name }, { width, height }) {
  return new Refusal(
    `${name} measures ${width} × ${height}; pictures may measure at most ${MOST_SIDE} × ${MOST_SIDE}.`,
  );
}

/** The digits as the networks should see them, 784 pixels each, row after row. Refuses, in a sentence, a picture without ink. @param {ImageBitmap} bitmap @returns {Float32Array} */
export function digitsIn(bitmap) {
  const scale = Math.min(1, LOOK / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(scale * side)));
  const canvas = new OffscreenCanvas(width, height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
    canvas.getContext('2d', { willReadFrequently: true })
  );
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return DigitPicture.digitsIn(new Uint8Array(data.buffer), width, height);
}
