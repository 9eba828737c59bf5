// @ts-check
// Pixels that are on or off, and the number of the state in which they are: pixel i stands for bit i.

/** @param {number[]} pixels */
export const numberOf = (pixels) => pixels.reduce((number, pixel, i) => number + (pixel ? 2 ** i : 0), 0);

/** @param {number} number @param {number} count of the pixels */
export const pixelsOf = (number, count) => Array.from({ length: count }, (_, i) => (number >> i) & 1);
