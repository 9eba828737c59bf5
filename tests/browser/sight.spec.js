// @ts-check
// Any person, by sight and touch: both labs and the dialogs at every width, in both themes, in the system's colours, with spaced text,
// for fingers, and for those who want nothing to glide.

import { expect, test } from './fixtures.js';
import { CONTROLS, drawn, labs, openAll, openLab, train } from './person.js';
import { cutOff, faintEdges, faults, spaceText, tooSmall, WIDTHS, width } from './sight.js';

/** @typedef {import('@playwright/test').Page} Page */

test.beforeEach(() => test.setTimeout(300_000));

for (const theme of /** @type {const} */ (['light', 'dark'])) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    for (const lab of labs)
      test(`axe finds nothing, whatever is open, and nothing scrolls sideways: ${lab}`, async ({ page }) => {
        await openLab(page, lab);
        await openAll(page, lab);
        for (const wide of theme === 'light' ? WIDTHS : [1440, 320]) {
          await page.setViewportSize({ width: wide, height: 844 });
          expect(await faults(page), `${wide} px`).toEqual([]);
          expect(await width(page)).toBeLessThanOrEqual(wide);
        }
      });

    test('axe finds nothing in the dialogs on the narrowest phone', async ({ page }) => {
      await openLab(page, 'points');
      for (const name of ['Share', 'Save session', 'Open session', 'Export']) {
        await page.setViewportSize({ width: 1440, height: 844 });
        await page.getByRole('button', { name, exact: true }).click();
        const dialog = page.getByRole('dialog', { name });
        await page.setViewportSize({ width: 320, height: 640 });
        await dialog.evaluate((all) => {
          for (const fold of all.querySelectorAll('details')) fold.open = true; // of those with one name, the last
        });
        await expect(dialog).toBeVisible();
        expect(await faults(page), name).toEqual([]);
        expect(await page.evaluate(tooSmall, { controls: CONTROLS, least: 24 })).toEqual([]);
        await page.keyboard.press('Escape');
      }
    });

    for (const lab of labs)
      test(`the edge of whatever is known by its edge is seen: ${lab}`, async ({ page }) => {
        await openLab(page, lab);
        await openAll(page, lab);
        expect(await page.evaluate(faintEdges)).toEqual([]);
      });
  });
}

for (const lab of labs) {
  test(`whatever is pressed is large enough for a pointer: ${lab}`, async ({ page }) => {
    await openLab(page, lab);
    await openAll(page, lab);
    for (const wide of [1440, 320]) {
      await page.setViewportSize({ width: wide, height: 844 });
      expect(await page.evaluate(tooSmall, { controls: CONTROLS, least: 24 }), `${wide} px`).toEqual([]);
    }
  });

  test.describe('on a screen that is touched', () => {
    test.use({ hasTouch: true });

    test(`whatever is pressed is large enough for a finger: ${lab}`, async ({ page }) => {
      await openLab(page, lab);
      await openAll(page, lab);
      for (const wide of [1024, 390, 320]) {
        await page.setViewportSize({ width: wide, height: 844 });
        expect(await page.evaluate(tooSmall, { controls: CONTROLS, least: 44 }), `${wide} px`).toEqual([]);
        expect(await width(page)).toBeLessThanOrEqual(wide);
      }
    });
  });

  test(`spaced text is not cut off and pushes nothing aside: ${lab}`, async ({ page }) => {
    await openLab(page, lab);
    await openAll(page, lab);
    await spaceText(page);
    for (const wide of WIDTHS) {
      await page.setViewportSize({ width: wide, height: 844 });
      await drawn(page); // pictures take their size in the frame after
      expect(await width(page)).toBeLessThanOrEqual(wide);
      expect(await page.evaluate(cutOff), `${wide} px`).toEqual([]);
    }
  });

  test(`in a low window the bar gives way: ${lab}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 256 }); // 1280 × 1024 at 400 %
    await openLab(page, lab);
    await page.locator(`#${lab} .panel`).first().scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollTo(0, 600));
    await expect(page.locator(`#${lab} .bar-place`)).not.toBeInViewport();
  });

  test(`in the system's colours one sees what is chosen: ${lab}`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await openLab(page, lab);
    await openAll(page, lab);
    await train(page, lab);
    const groups = await page.evaluate(marks);
    expect(Object.keys(groups).length).toBeGreaterThan(3);
    for (const [group, { chosen, others }] of Object.entries(groups)) expect(others, group).not.toContain(chosen);
    expect(await page.evaluate(legendColours)).toBeGreaterThan(2);
  });
}

/** How what is chosen is marked, and what is not, in each group of radios, and so for tabs and for what is pressed. */
function marks() {
  /** @type {Record<string, { chosen: string, others: string[] }>} */
  const groups = {};
  const lookOf = (/** @type {Element} */ element) => {
    const { outlineStyle, outlineWidth, backgroundColor } = getComputedStyle(element);
    return `${outlineStyle} ${outlineWidth} ${backgroundColor}`;
  };
  const add = (/** @type {string} */ group, /** @type {boolean} */ isChosen, /** @type {Element} */ element) => {
    groups[group] ??= { chosen: '', others: [] };
    if (isChosen) groups[group].chosen = lookOf(element);
    else groups[group].others.push(lookOf(element));
  };
  for (const radio of document.querySelectorAll('main input[type=radio]')) {
    const group = radio.closest('[role=radiogroup], fieldset');
    const label = radio.closest('label');
    if (!label?.checkVisibility() || !group) continue;
    add(group.ariaLabel ?? group.className, /** @type {HTMLInputElement} */ (radio).checked, label);
  }
  for (const tab of document.querySelectorAll('[role=tab]')) add('tabs', tab.ariaSelected === 'true', tab);
  for (const button of document.querySelectorAll('main :is(.train-bar > button, [aria-pressed])'))
    add('pressed', button.ariaPressed === 'true', button);
  for (const bar of document.querySelectorAll('main .guess-bars > li'))
    for (const part of [bar, .../** @type {NodeListOf<Element>} */ (bar.querySelectorAll('.bar'))])
      add('bars', part !== bar, part);
  return Object.fromEntries(Object.entries(groups).filter(([, { chosen, others }]) => chosen && others.length > 0));
}

/** How many colours the marks of the legends have. */
function legendColours() {
  const marks = [...document.querySelectorAll('.u-legend .u-marker')];
  return new Set(marks.map((mark) => getComputedStyle(mark).borderTopColor)).size;
}

test('for those who want it so, the map of the hidden layer stands', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openLab(page, 'digits');
  const map = page.getByRole('img', { name: /^Hidden layer's map/ }).or(page.locator('.map-stage canvas'));
  await map.first().scrollIntoViewIfNeeded();
  await expect(map.first()).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  await page.locator('#digits').getByRole('button', { name: 'Step', exact: true }).press('Enter');
  const pictures = await map.first().evaluate(async (canvas) => {
    const seen = new Set();
    const end = performance.now() + 3000;
    while (performance.now() < end || canvas.ariaBusy === 'true') {
      seen.add(/** @type {HTMLCanvasElement} */ (canvas).toDataURL());
      await new Promise(requestAnimationFrame);
    }
    return seen.size;
  });
  expect(pictures, 'before and after').toBeLessThanOrEqual(3);
});
