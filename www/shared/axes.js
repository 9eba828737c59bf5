// @ts-check
// Axes: where a value stands on them, from 0 at one end to 1 at the other, and which values are written beside them.

import { percent, short } from './numbers.js';

/** @typedef {[low: number, high: number]} Range */
/** @typedef {{ value: number, text: string }} Tick */
/** @typedef {{ place: (value: number) => number, ticks: Tick[], name?: string }} Axis */

/** About how many numbers a straight axis has. */
const TICKS = 5;

/** What a logarithmic axis shows for losses of zero. */
const SMALLEST = 1e-4;

/** Steps between the ticks of an axis of shares. */
const SHARES = [0.02, 0.05, 0.1, 0.2, 0.5, 1];

/** @param {Range} range @param {{ name?: string, at?: number[] }} [options] `at`: the values that are written, else round ones */
export function straight([low, high], { name, at = roundValues([low, high]) } = {}) {
  const place = (/** @type {number} */ value) => (value - low) / (high - low);
  return { place, ticks: at.map((value) => ({ value, text: short(value) })), name };
}

/** Losses, from hardly any to a great deal. @param {number[]} values @param {string} [name] @returns {Axis} */
export function logarithmic(values, name) {
  const shown = values.map((value) => Math.max(value, SMALLEST));
  const all = decades();
  const low = all.findLast((tick) => tick <= Math.min(...shown, 1)) ?? SMALLEST;
  const high = all.find((tick) => tick >= Math.max(...shown, 2 * low)) ?? all[all.length - 1];
  const place = (/** @type {number} */ value) => Math.log(Math.max(value, SMALLEST) / low) / Math.log(high / low);
  const between = all.filter((tick) => tick >= low && tick <= high);
  const wanted = between.length > 7 ? between.filter((tick) => /^1|^0\.0*1$/.test(String(tick))) : between;
  return { place: clamped(place), ticks: wanted.map((value) => ({ value, text: String(value) })), name };
}

/** Shares up to 1. @param {number[]} values @param {(share: number) => string} [told] @param {string} [name] @returns {Axis} */
export function shares(values, told = percent, name) {
  const least = Math.max(-1, Math.min(...values, 0.98));
  const step = SHARES.find((step) => (1 - least) / step <= TICKS) ?? 1;
  const count = Math.ceil((1 - least) / step - 1e-9);
  const low = 1 - count * step;
  const text = (/** @type {number} */ share) => told(share).replace('.0 %', ' %');
  const ticks = Array.from({ length: count + 1 }, (_, i) => ({ value: 1 - i * step, text: text(1 - i * step) }));
  return { place: clamped((value) => (value - low) / (1 - low)), ticks, name };
}

/** One place for each of some texts; its value is the number of the text. @param {string[]} texts @param {string} [name] @returns {Axis} */
export function categories(texts, name) {
  return { place: (i) => (i + 0.5) / texts.length, ticks: texts.map((text, value) => ({ value, text })), name };
}

/** Round values within a range. @param {Range} range */
function roundValues([low, high]) {
  const rough = (high - low) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((step) => step * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-6);
  const count = Math.floor(high / step + 1e-6) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}

/** 1, 2 and 5 times the powers of ten. */
function decades() {
  return Array.from({ length: 12 }, (_, power) => [1, 2, 5].map((n) => Number(`${n}e${power - 4}`))).flat();
}

/** @param {(value: number) => number} place @returns {(value: number) => number} */
function clamped(place) {
  return (value) => Math.min(1, Math.max(0, place(value)));
}
