// @ts-check
// Pictures that stand on the pad in place of a drawing, as plain values: a test digit by its number, any other in full.

import { pixelsOf } from './pixels.js';
import { SIDE } from './side.js';

/** `test` counts from the first test digit; `bytes` are those of the pixels, 0 (paper) to 255 (ink), in base64. @typedef {{ test: number } | { bytes: string, remark: string }} Picture */
/** Its digits as the networks see them, `[784]` each, and what is said of them. @typedef {{ images: Float32Array[], remark: string }} Shown */

/** The most digits of a picture. */
const MOST = 12;

/** @param {Uint8Array} bytes `[784]` for each digit, 0 (paper) to 255 (ink) @param {string} remark @returns {Picture} */
export function pictureOf(bytes, remark) {
  return { bytes: btoa(String.fromCharCode(...bytes)), remark };
}

/**
 * What a picture shows; null for a test digit that is not there, or not yet, and for what is no picture of ours.
 * @param {import('./reader.js').Reader} reader @param {Partial<{ test: unknown, bytes: unknown, remark: unknown }>} picture
 * @returns {Shown | null}
 */
export function shown(reader, { test, bytes, remark }) {
  if (typeof bytes === 'string') return decoded(bytes, String(remark ?? ''));
  if (typeof test !== 'number' || !Number.isInteger(test) || test < 0 || test >= reader.tests) return null;
  return { images: [reader.picture(test)], remark: `A test digit, labelled ${reader.label(test)}` };
}

/** @param {string} base64 @param {string} remark */
function decoded(base64, remark) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const count = bytes.length / SIDE ** 2;
  if (!Number.isInteger(count) || count < 1 || count > MOST) return null;
  const one = (/** @type {unknown} */ _, /** @type {number} */ i) =>
    pixelsOf(bytes.subarray(i * SIDE ** 2, (i + 1) * SIDE ** 2));
  return { images: Array.from({ length: count }, one), remark };
}
