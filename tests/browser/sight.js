// @ts-check
// For tests of what one sees and touches: what is too small, too faint, cut off or pushed aside, and what axe finds.

import { AxeBuilder } from '@axe-core/playwright';

/** @typedef {import('@playwright/test').Page} Page */

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** 720 px is 1440 px at 200 %, 320 px is 1280 px at 400 %. */
export const WIDTHS = [1440, 1024, 720, 390, 320];

/** What axe finds, as lines that one can read. @param {Page} page */
export async function faults(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** @param {Page} page */
export const width = (page) => page.evaluate(() => document.documentElement.scrollWidth);

/** Text as spaced as one may ask for (WCAG 1.4.12). @param {Page} page */
export async function spaceText(page) {
  await page.addStyleTag({
    content: `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-bottom: 2em !important }`,
  });
}

/** What is smaller than it should be; links within sentences may be, cells of a picture or a matrix are as large as that can be. @param {{ controls: string, least: number }} wanted */
export function tooSmall({ controls, least }) {
  const isPicture = (/** @type {Element} */ control) => control.matches('canvas, p a, .confusion button');
  return [...document.querySelectorAll(controls)]
    .filter((control) => control.checkVisibility() && !control.closest('[inert]') && !isPicture(control))
    .flatMap((control) => {
      const label = control.matches('[type=checkbox], [type=radio], [type=file]') ? control.closest('label') : null;
      const { width, height } = (label ?? control).getBoundingClientRect();
      const name = control.ariaLabel ?? (label ?? control).textContent?.trim();
      return Math.min(width, height) < least - 0.5 ? [`${name}: ${width.toFixed()} × ${height.toFixed()}`] : [];
    });
}

/** Fields and buttons whose edge has less than 3 : 1 to what is about it, and no ground of their own that has it. */
export function faintEdges() {
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
    new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  );
  const rgba = (/** @type {string} */ colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (/** @type {number[]} */ colour) => {
    const [r, g, b] = colour.map((value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (/** @type {number[]} */ a, /** @type {number[]} */ b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const groundOf = (/** @type {Element | null} */ element) => {
    for (let part = element; part; part = part.parentElement) {
      const ground = rgba(getComputedStyle(part).backgroundColor);
      if (ground[3] === 255) return ground;
    }
    return [255, 255, 255, 255];
  };
  const all = document.querySelectorAll('button, select, textarea, input:is([type=text], [type=number])');
  return [...all].flatMap((control) => {
    const { borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(control);
    const [edge, ground] = [rgba(borderTopColor), rgba(backgroundColor)];
    const isBare = edge[3] === 0 || borderTopWidth === '0px'; // then its words show it
    if (!control.checkVisibility() || control.matches(':disabled') || isBare) return [];
    const about = groundOf(control.parentElement);
    const best = Math.max(contrast(edge, about), ground[3] === 255 ? contrast(ground, about) : 0);
    return best < 3 ? [`${control.ariaLabel ?? control.textContent?.trim()}: ${best.toFixed(2)}`] : [];
  });
}

/** Words that have no room in what they stand in, nor in the space about it. */
export function cutOff() {
  const all = document.querySelectorAll(
    'main :is(button, summary, label > span, h2, h3, p, figcaption), header button',
  );
  const isElsewhere = '.visually-hidden, .scores-told, .accuracy, .in-words, .scrolled'; // heard, laid out by hand, or scrolled
  return [...all]
    .filter((part) => part.checkVisibility() && part.clientWidth > 0 && !part.closest(isElsewhere))
    .filter((part) => part.scrollWidth > part.clientWidth + 8 || part.scrollHeight > part.clientHeight + 8)
    .map((part) => `${part.className} ${part.textContent?.trim().slice(0, 40)}`);
}
