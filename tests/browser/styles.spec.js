// @ts-check
// Styles reach no other part than their own, take their sizes from two scales, and follow the width of the place a lab has.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

const www = fileURLToPath(new URL('../../www', import.meta.url));

const sheets = readdirSync(www, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css') && !name.startsWith('pkg'))
  .map((name) => ({ name, text: readFileSync(join(www, name), 'utf8').replace(/\/\*.*?\*\/|@import[^;]*;/gs, '') }));

/** All but the page's own. */
const parts = sheets.filter(({ name }) => name !== 'style.css');

/** What is not of the scales, and why. */
const exceptions = [
  'margin: -1px', // of what only screen readers see
  'gap: calc(var(--between) + 2 * var(--padding) + 2px)', // the borders of two panels
];

/** The selectors that are in no other rule; at-rules are looked through. @param {string} text @returns {string[]} */
function outerSelectors(text) {
  const found = [];
  for (let at = 0; text.indexOf('{', at) >= 0; ) {
    const open = text.indexOf('{', at);
    const close = closing(text, open);
    const head = text.slice(at, open).trim();
    if (head.startsWith('@')) found.push(...outerSelectors(text.slice(open + 1, close)));
    else found.push(...head.split(/,(?![^(]*\))/).map((selector) => selector.trim()));
    at = close + 1;
  }
  return found;
}

/** The brace that closes another. @param {string} text @param {number} open */
function closing(text, open) {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}') depth--;
    if (depth === 0) return at;
  }
  return text.length;
}

test('a stylesheet is named for the one class that all of its rules are under', () => {
  expect(parts.length).toBeGreaterThan(10);
  const names = parts.map(({ name }) => basename(name));
  expect(names).toEqual([...new Set(names)]);
  for (const { name, text } of parts) {
    const own = new RegExp(`^\\.${basename(name, '.css')}(?![\\w-])`);
    for (const selector of outerSelectors(text)) expect(selector, name).toMatch(own);
  }
});

test('gaps, paddings, margins and fonts are steps of the scales', () => {
  for (const { name, text } of sheets) {
    const sizes = text.match(/(?<![\w-])(gap|padding|margin|font)[\w-]*:[^;{}]*/g) ?? [];
    const own = sizes.filter((size) => /[1-9][\d.]*(px|em)\b/.test(size) && !exceptions.includes(size));
    expect(own, name).toEqual([]);
  }
});

test('parts follow the width of their lab, not of the window', () => {
  for (const { name, text } of parts) expect(text, name).not.toMatch(/@media[^{]*width|\d+c?vw\b/);
});

/** Where the parts of a lab stand. @param {Page} page @param {string} lab */
function places(page, lab) {
  return page.locator(`#${lab} :is(section, article)`).evaluateAll((parts) =>
    parts.map((part) => {
      const { x, y, width } = part.getBoundingClientRect();
      return `${part.ariaLabel} ${Math.round(x)} ${Math.round(y)} ${Math.round(width)}`;
    }),
  );
}

/** Opens the digits, and waits until they are there and scored. @param {Page} page */
async function openDigits(page) {
  await page.evaluate(() => {
    location.hash = 'digits';
  });
  await expect(page.locator('#digits .accuracy strong')).toHaveCount(3, { timeout: 45_000 });
}

test('a lab is arranged alike, whichever was visited first', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 900 });
  await page.goto('#digits');
  await openDigits(page);
  const alone = await places(page, 'digits');
  await page.goto('about:blank');
  await page.goto('#points');
  await expect(page.locator('#points .sections > section')).not.toHaveCount(0);
  await openDigits(page);
  const after = await places(page, 'digits');
  expect(after.slice(0, 7)).toEqual(alone.slice(0, 7));
  expect(after.map((place) => place.split(' ')[0])).toEqual(alone.map((place) => place.split(' ')[0]));
  const [guesses, progress, own] = await Promise.all(
    ['Guesses', 'How it goes', 'Your digits'].map((name) =>
      page.locator('#digits').getByRole('region', { name, exact: true }).boundingBox(),
    ),
  );
  expect(progress?.y).toBeGreaterThan(guesses?.y ?? 0);
  expect(own?.y).toBeGreaterThan(progress?.y ?? 0);
});

for (const width of [340, 700, 992])
  test(`a lab in a column of ${width} pixels looks as in a window of that width`, async ({ page }) => {
    for (const lab of ['points', 'digits']) {
      await page.goto('about:blank');
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`#${lab}`);
      await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
      if (lab === 'digits') await openDigits(page);
      else await expect(page.locator('#points .sections > section')).toHaveCount(4);
      const column = page.locator(`#${lab}`);
      await column.evaluate((element, width) => {
        element.style.cssText = `width: ${width}px; --edge: 0px`; // the bar is no wider than the column
      }, width);
      const overflow = await column.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(overflow, lab).toBeLessThanOrEqual(0);
      const narrow = await places(page, lab);
      await page.setViewportSize({ width: width + (width < 680 ? 20 : 32), height: 900 });
      await column.evaluate((element) => element.removeAttribute('style'));
      const phone = await places(page, lab);
      expect(narrow.map(acrossOf), lab).toEqual(phone.map(acrossOf));
    }
  });

/** How wide a part is, and in which order they come. @param {string} place */
function acrossOf(place) {
  return place.replace(/ -?\d+ -?\d+ (?=\d+$)/, ' ');
}
