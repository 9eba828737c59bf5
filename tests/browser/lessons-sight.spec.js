// @ts-check
// Any person in the lessons: the list and a scene of each kind, by sight and touch, at every width and in both themes.

import { expect, test } from './fixtures.js';
import { CONTROLS, drawn } from './person.js';
import { cutOff, faintEdges, faults, spaceText, tooSmall, WIDTHS, width } from './sight.js';

/** @typedef {import('@playwright/test').Page} Page */

/** The list, then a scene for each kind of prediction and of stage. */
const PLACES = [
  'lessons',
  'lessons/probability/2', // a number
  'lessons/uphill/2', // an order
  'lessons/when-to-stop/2', // a sketched curve
  'lessons/one-line/2', // a drawn line
  'lessons/half-planes/1', // a picture
  'lessons/digits-layers/2', // digits
];

test.beforeEach(() => test.setTimeout(150_000));

/** @param {Page} page @param {string} place */
async function open(page, place) {
  await page.goto(`./?place=${encodeURIComponent(place)}#${place}`); // another query, so that the page is loaded anew
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  await expect(page.locator('#lessons :is(.overview, .scene)')).toBeVisible();
  await page.locator('#lessons').evaluate((element) => {
    for (const summary of element.querySelectorAll('details:not([open]) > summary'))
      if (summary.checkVisibility()) /** @type {HTMLElement} */ (summary).click();
  });
  await drawn(page);
}

for (const theme of /** @type {const} */ (['light', 'dark']))
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    test('axe finds nothing in the lessons, nothing scrolls sideways, and edges are seen', async ({ page }) => {
      for (const place of PLACES) {
        await open(page, place);
        expect(await page.evaluate(faintEdges), place).toEqual([]);
        for (const wide of [1440, 320]) {
          await page.setViewportSize({ width: wide, height: 844 });
          await drawn(page);
          expect(await faults(page), `${place}, ${wide} px`).toEqual([]);
          expect(await width(page), `${place}, ${wide} px`).toBeLessThanOrEqual(wide);
        }
      }
    });
  });

test('whatever is pressed in the lessons is large enough for a pointer', async ({ page }) => {
  for (const place of PLACES) {
    await open(page, place);
    for (const wide of [1440, 320]) {
      await page.setViewportSize({ width: wide, height: 844 });
      expect(await page.evaluate(tooSmall, { controls: CONTROLS, least: 24 }), `${place}, ${wide} px`).toEqual([]);
    }
  }
});

test.describe('on a screen that is touched', () => {
  test.use({ hasTouch: true });

  test('whatever is pressed in the lessons is large enough for a finger', async ({ page }) => {
    for (const place of PLACES) {
      await open(page, place);
      for (const wide of [1024, 320]) {
        await page.setViewportSize({ width: wide, height: 844 });
        expect(await page.evaluate(tooSmall, { controls: CONTROLS, least: 44 }), `${place}, ${wide} px`).toEqual([]);
      }
    }
  });
});

test('spaced text of the lessons is not cut off and pushes nothing aside', async ({ page }) => {
  for (const place of PLACES) {
    await open(page, place);
    await spaceText(page);
    for (const wide of WIDTHS) {
      await page.setViewportSize({ width: wide, height: 844 });
      await drawn(page);
      expect(await width(page), `${place}, ${wide} px`).toBeLessThanOrEqual(wide);
      expect(await page.evaluate(cutOff), `${place}, ${wide} px`).toEqual([]);
    }
  }
});

test("in the system's colours one sees what is chosen in the lessons", async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  for (const place of ['lessons/likelihood/2', 'lessons/k-classes/1']) {
    await open(page, place);
    const radios = page.locator('#lessons .scene input[type="radio"]');
    if ((await radios.count()) === 0) continue;
    await radios.first().press('Space');
    const looks = await radios.evaluateAll((all) =>
      all.map((radio) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(/** @type {Element} */ (radio.closest('label')));
        return `${outlineStyle} ${outlineWidth}`;
      }),
    );
    expect(looks.slice(1)).not.toContain(looks[0]);
  }
});
