// @ts-check
// Orange below, blue above, in every view alike. The colours themselves are tokens of style.css.

import { Colours } from '../pkg/gradual.js';

/** @typedef {[red: number, green: number, blue: number]} Rgb */
/** `tickFont` is for the numbers of axes, `nameFont` for their names, `signFont` for signs such as x₁. */
/** @typedef {{ below: Rgb, above: Rgb, paper: Rgb, classes: Rgb[], ink: string, inkRgb: Rgb, muted: string, line: string, surface: string, tickFont: string, nameFont: string, signFont: string }} Palette */

/** Steps of the table from below to above. */
const STEPS = 256;

/** @type {{ palette: Palette, core: Colours, table: Uint8Array } | null} */
let current = null;

/** Tokens that were read: the page is not asked for its styles in every frame. @type {Map<string, string>} */
const tokens = new Map();

document.addEventListener('themechange', () => {
  current?.core.free();
  current = null;
  tokens.clear();
});

/** @param {string} name a token of style.css such as "--ink" */
export function token(name) {
  const value = tokens.get(name) ?? getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  tokens.set(name, value);
  return value;
}

/** A font for canvases. @param {string} size a token such as "--text-2" @param {string} [style] such as "italic" */
export function font(size, style = '') {
  return `${style} ${token(size)} ${token('--font')}`;
}

/** The colours of the theme. */
export function palette() {
  return colours().palette;
}

/** The same in the core, which paints pictures with them: to be used at once. */
export function coreColours() {
  return colours().core;
}

/** The colour of a value from −1 (orange) by way of 0 (paper) to 1 (blue). @param {number} value @returns {Rgb} */
export function diverging(value) {
  const { table } = colours();
  const at = 4 * Math.min(STEPS - 1, Math.max(0, Math.round(((value + 1) / 2) * (STEPS - 1))));
  return [table[at], table[at + 1], table[at + 2]];
}

/** @param {Rgb} rgb */
export function css([red, green, blue]) {
  return `rgb(${red} ${green} ${blue})`;
}

function colours() {
  current ??= read();
  return current;
}

function read() {
  const rgb = (/** @type {string} */ name) => parse(token(name));
  const [below, above, paper] = [rgb('--below'), rgb('--above'), rgb('--paper')];
  /** @type {Palette} */
  const palette = {
    below,
    above,
    paper,
    classes: [below, above, rgb('--third'), rgb('--fourth'), rgb('--fifth')],
    ink: token('--ink'),
    inkRgb: rgb('--ink'),
    muted: token('--muted'),
    line: token('--line'),
    surface: token('--surface'),
    tickFont: font('--text-2'),
    nameFont: font('--text-3'),
    signFont: font('--text-3', 'italic'),
  };
  const core = new Colours(Uint8Array.from([paper, ...palette.classes].flat()));
  return { palette, core, table: core.table() };
}

/** A colour as CSS writes it; the canvas turns every way of writing into "#rrggbb". @param {string} colour @returns {Rgb} */
function parse(colour) {
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext('2d'));
  context.fillStyle = colour;
  const number = Number.parseInt(String(context.fillStyle).slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
