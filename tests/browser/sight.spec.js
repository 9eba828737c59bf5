// @ts-check
// Any person, by sight and touch: both labs and the dialogs at every width, in both themes, in the system's colours, with spaced text,
// for fingers, and for those who want nothing to glide.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.js';
import { CONTROLS, drawn, labs, openAll, openLab, train } from './person.js';

/** @typedef {import('@playwright/test').Page} Page */

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** 720 px is 1440 px at 200 %, 320 px is 1280 px at 400 %. */
const WIDTHS = [1440, 1024, 720, 390, 320];

test.beforeEach(() => test.setTimeout(300_000));

/** What axe finds, as lines that one can read. @param {Page} page */
async function faults(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** @param {Page} page */
const width = (page) => page.evaluate(() => document.documentElement.scrollWidth);

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
    await page.addStyleTag({
      content: `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-bottom: 2em !important }`,
    });
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

/** What is smaller than it should be; links within sentences may be, cells of a picture or a matrix are as large as that can be. @param {{ controls: string, least: number }} wanted */
function tooSmall({ controls, least }) {
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
function faintEdges() {
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
function cutOff() {
  const all = document.querySelectorAll(
    'main :is(button, summary, label > span, h2, h3, p, figcaption), header button',
  );
  const isElsewhere = '.visually-hidden, .scores-told, .accuracy, .in-words, .scrolled'; // heard, laid out by hand, or scrolled
  return [...all]
    .filter((part) => part.checkVisibility() && part.clientWidth > 0 && !part.closest(isElsewhere))
    .filter((part) => part.scrollWidth > part.clientWidth + 8 || part.scrollHeight > part.clientHeight + 8)
    .map((part) => `${part.className} ${part.textContent?.trim().slice(0, 40)}`);
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
