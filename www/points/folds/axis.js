// @ts-check
// Upright axes: where a value stands, from 0 at the bottom to 1 at the top, and which values are written beside.

/** @typedef {{ place: (value: number) => number, ticks: { value: number, text: string }[] }} Axis */

/** What a logarithmic axis shows for losses of zero. */
const SMALLEST = 1e-4;

/** Steps between the ticks of a straight axis. */
const STEPS = [0.02, 0.05, 0.1, 0.2, 0.5, 1];

/** Losses, from hardly any to a great deal. @param {number[]} values @returns {Axis} */
export function logarithmic(values) {
  const shown = values.map((value) => Math.max(value, SMALLEST));
  const all = decades();
  const low = all.findLast((tick) => tick <= Math.min(...shown, 1)) ?? SMALLEST;
  const high = all.find((tick) => tick >= Math.max(...shown, 2 * low)) ?? all[all.length - 1];
  const place = (/** @type {number} */ value) => Math.log(Math.max(value, SMALLEST) / low) / Math.log(high / low);
  const between = all.filter((tick) => tick >= low && tick <= high);
  const wanted = between.length > 7 ? between.filter((tick) => /^1|^0\.0*1$/.test(String(tick))) : between;
  return { place: clamped(place), ticks: wanted.map((value) => ({ value, text: String(value) })) };
}

/** Shares up to 1. @param {number[]} values @param {(share: number) => string} told @returns {Axis} */
export function shares(values, told) {
  const least = Math.max(-1, Math.min(...values, 0.98));
  const step = STEPS.find((step) => (1 - least) / step <= 5) ?? 1;
  const count = Math.ceil((1 - least) / step - 1e-9);
  const low = 1 - count * step;
  const text = (/** @type {number} */ share) => told(share).replace('.0 %', ' %');
  const ticks = Array.from({ length: count + 1 }, (_, i) => ({ value: 1 - i * step, text: text(1 - i * step) }));
  return { place: clamped((value) => (value - low) / (1 - low)), ticks };
}

/** 1, 2 and 5 times the powers of ten. */
function decades() {
  return Array.from({ length: 12 }, (_, power) => [1, 2, 5].map((n) => Number(`${n}e${power - 4}`))).flat();
}

/** @param {(value: number) => number} place @returns {(value: number) => number} */
function clamped(place) {
  return (value) => Math.min(1, Math.max(0, place(value)));
}
