// @ts-check
// Any person, by hand and by ear: every control of both labs by keyboard alone, under its name, and no more told than one can hear.

import { ink } from './drawings.js';
import { expect, test } from './fixtures.js';
import { CONTROLS, drawn, labs, openAll, openLab, shuffled, train } from './person.js';

/** @typedef {import('@playwright/test').Page} Page */

test.beforeEach(() => test.setTimeout(150_000));

for (const lab of labs) {
  test(`every control is called what it shows, and none is explained on hover alone: ${lab}`, async ({ page }) => {
    await openLab(page, lab);
    await train(page, lab);
    await openAll(page, lab);
    expect(await page.evaluate(otherwiseNamed, CONTROLS)).toEqual([]);
    const titled = page.locator('main [title], header [title]').filter({ visible: true });
    expect(await titled.evaluateAll((all) => all.map(({ outerHTML }) => outerHTML))).toEqual([]);
  });

  test(`what is typed stays while the models learn: ${lab}`, async ({ page }) => {
    await openLab(page, lab);
    await openAll(page, lab);
    await train(page, lab);
    const fields = page
      .locator(`#${lab} :is(input:is([type=text], [type=number]), textarea)`)
      .filter({ visible: true });
    expect(await fields.count()).toBeGreaterThan(8);
    for (const field of await fields.all()) {
      const before = await field.inputValue();
      await field.focus();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('12');
      await drawn(page);
      expect(await field.inputValue(), (await field.getAttribute('aria-label')) ?? 'a field').toBe('12');
      await field.evaluate((input, before) => {
        /** @type {HTMLInputElement} */ (input).value = before; // nothing was typed, so nothing is taken when it is left
      }, before);
    }
  });

  test(`the focus is never lost, whatever is pressed: ${lab}`, async ({ page }) => {
    page.on('download', (download) => download.cancel().catch(() => {}));
    page.on('filechooser', () => {});
    await openLab(page, lab);
    await openAll(page, lab);
    const names = shuffled(await page.evaluate(pressable, lab));
    expect(names.length).toBeGreaterThan(40);
    /** @type {string[]} */
    const lost = [];
    for (const name of names) {
      if (!(await page.evaluate(focusOn, { lab, name }))) continue; // it went with what was pressed before
      await page.keyboard.press('Enter');
      await drawn(page);
      await page
        .waitForFunction(() => document.activeElement !== document.body, null, { timeout: 1000 })
        .catch(() => {
          lost.push(name);
        });
      if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
    }
    expect(lost).toEqual([]);
  });

  for (const width of [390, 320])
    test(`the Tab key goes as one sees, and nothing that it reaches is under the bar: ${lab} at ${width} px`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 844 });
      await openLab(page, lab);
      await page.getByRole('tab', { selected: true }).focus();
      /** @type {Stop[]} */
      const stops = [];
      for (let i = 0; i < 200; i++) {
        await page.keyboard.press('Tab');
        await drawn(page);
        const stop = await page.evaluate(stopSeen);
        if (!stop) break;
        stops.push(stop);
      }
      expect(stops.length).toBeGreaterThan(50);
      expect(stops.length).toBeLessThan(200);
      expect(stops.filter(({ covered }) => covered).map(({ name }) => name)).toEqual([]);
      const jumps = stops.filter((stop, i) => i > 0 && isJump(stops[i - 1], stop)).map(({ name }) => `up to ${name}`);
      expect(jumps).toEqual([]);
      expect(stops.at(-1)?.inBar, 'the bar at the lower edge comes last').toBe(true);
    });

  test(`one hears what changes about once a second while the models learn, and not every frame: ${lab}`, async ({
    page,
  }) => {
    await openLab(page, lab);
    await openAll(page, lab);
    await train(page, lab);
    await page.waitForTimeout(1000);
    const told = await page.evaluate(hear, 4000);
    for (const [what, times] of Object.entries(told)) expect(times, what).toBeLessThanOrEqual(7);
    expect(Object.keys(told).join()).toContain('Progress');
  });
}

/** Controls whose name has not the words that they show; signs and numbers are no words. @param {string} controls */
function otherwiseNamed(controls) {
  const words = (/** @type {string | null | undefined} */ text) =>
    (text ?? '').toLowerCase().match(/\p{L}{2,}/gu) ?? [];
  return [...document.querySelectorAll(controls)]
    .filter((control) => control.checkVisibility() && control.hasAttribute('aria-label'))
    .flatMap((control) => {
      const shown = /** @type {HTMLElement} */ (
        control.matches('input, select, textarea') ? control.closest('label') : control
      );
      if (!shown || control.matches('[role=application], [role=group]')) return [];
      const hidden = [...shown.querySelectorAll('.visually-hidden, option, textarea')].map((part) => part.textContent);
      const text = hidden.reduce((text, part) => text.replace(part?.trim() ?? '', ''), shown.innerText);
      const name = control.ariaLabel?.toLowerCase() ?? '';
      return words(text).every((word) => name.includes(word)) ? [] : [`${control.ariaLabel}: ${text}`];
    });
}

/** What can be pressed within a lab and above it, by name; not what would fetch a great deal or leave the lab. @param {string} lab */
function pressable(lab) {
  const all = [...document.querySelectorAll(`#${lab} :is(button, summary), header button:not([role=tab])`)];
  const names = all
    .filter((button) => button.checkVisibility())
    .map((button) => button.ariaLabel ?? button.textContent?.replace(/\s+/g, ' ').trim() ?? '');
  return [...new Set(names)].filter((name) => !name.includes('60,000'));
}

/** Puts the focus on a button, if it can be pressed now. @param {{ lab: string, name: string }} which */
function focusOn({ lab, name }) {
  const all = [...document.querySelectorAll(`#${lab} :is(button, summary), header button`)];
  const found = all.find((button) => (button.ariaLabel ?? button.textContent?.replace(/\s+/g, ' ').trim()) === name);
  /** @type {HTMLElement | undefined} */ (found)?.focus();
  return found !== undefined && document.activeElement === found;
}

/** @typedef {{ name: string, top: number, bottom: number, left: number, right: number, inBar: boolean, covered: boolean }} Stop */

/** What has the focus, and where it stands on the page. @returns {Stop | null} */
function stopSeen() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const bar = /** @type {HTMLElement} */ (
    [...document.querySelectorAll('.bar-place')].find((place) => place.checkVisibility())
  );
  const { top, bottom, left, right } = (element.closest('label') ?? element).getBoundingClientRect();
  const inBar = bar.contains(element);
  return {
    name: element.ariaLabel ?? element.textContent?.trim().slice(0, 40) ?? '',
    top: top + scrollY,
    bottom: bottom + scrollY,
    left,
    right,
    inBar,
    covered: !inBar && (top >= bar.getBoundingClientRect().top || bottom <= 0),
  };
}

/** Whether it goes up again in the same column. @param {Stop} from @param {Stop} to */
function isJump(from, to) {
  if (from.inBar !== to.inBar) return from.inBar;
  return !from.inBar && to.bottom <= from.top && to.left < from.right && from.left < to.right;
}

/** How often whatever is read aloud by itself changes, and what a control tells of itself. @param {number} milliseconds */
async function hear(milliseconds) {
  /** @type {Record<string, number>} */
  const told = {};
  const tell = (/** @type {Set<string>} */ names) => {
    for (const name of names) told[name] = (told[name] ?? 0) + 1;
  };
  const live = '[role=status], [role=alert], [role=log], output, [aria-live]';
  const regionOf = (/** @type {Node} */ node) =>
    (node instanceof Element ? node : node.parentElement)?.closest(live)?.closest(':not([aria-live=off])');
  const observer = new MutationObserver((changes) => {
    /** @type {Set<string>} */
    const names = new Set();
    for (const { target, type, attributeName, oldValue } of changes) {
      const element = /** @type {Element} */ (target);
      if (type === 'attributes') {
        if (oldValue !== element.getAttribute(attributeName ?? ''))
          names.add(`${attributeName} of ${element.ariaLabel ?? element.className}`);
        continue;
      }
      const region = regionOf(target);
      if (region?.matches(live)) names.add(`words of ${region.ariaLabel ?? region.className}`);
    }
    tell(names);
  });
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeOldValue: true,
    attributeFilter: ['aria-valuetext', 'aria-label', 'aria-description'],
  });
  await new Promise((done) => setTimeout(done, milliseconds));
  observer.disconnect();
  return told;
}

test('a machine that learns is not read aloud, and says where it is when it stands', async ({ page }) => {
  await openLab(page, 'digits');
  await openAll(page, 'digits');
  const run = page.getByRole('button', { name: 'Run the machine' });
  await run.press('Enter');
  await page.getByRole('button', { name: 'Dream', exact: true }).press('Enter');
  await page.waitForTimeout(500);
  const told = await page.evaluate(hear, 4000);
  for (const [what, times] of Object.entries(told)) expect(times, what).toBeLessThanOrEqual(7);
  const state = page.getByRole('status', { name: 'State of the machine' });
  await expect(state).toHaveAttribute('aria-live', 'off');
  await run.press('Enter');
  await expect(state).toHaveAttribute('aria-live', 'polite');
  await expect(state).toContainText(/Epoch \d/);
});

test('the guess is told when the models pause', async ({ page }) => {
  await openLab(page, 'digits');
  const first = page.getByRole('status', { name: 'First guess' });
  await expect(first).toHaveAttribute('aria-live', 'polite');
  await train(page, 'digits');
  await expect(first).toHaveAttribute('aria-live', 'off');
  await first.evaluate((status) => {
    new MutationObserver(() => {
      if (status.ariaLive === 'polite') Object.assign(window, { told: status.textContent });
    }).observe(status, { childList: true });
  });
  await train(page, 'digits');
  await expect
    .poll(() => page.evaluate(() => /** @type {any} */ (window).told ?? ''))
    .toContain('Convolutional network: ');
});

/** How many models there are. @param {Page} page */
const models = (page) => page.getByRole('img', { name: /^Decision boundary/ }).count();

test('lists whose choice acts at once open before they do', async ({ page }) => {
  await openLab(page, 'points');
  await page.locator('#points').getByText('Bring your own').click();
  for (const name of ['Add a model', 'Line-up', 'Function']) {
    const list = page.locator('#points').getByRole('combobox', { name });
    for (const key of ['ArrowDown', 'End', 'n']) {
      await list.focus();
      await page.keyboard.press(key);
      await drawn(page);
      expect(await models(page), `${name} by ${key}`).toBe(2);
      await expect(page.getByRole('radio', { name: 'Circles' })).toBeChecked();
      await page.keyboard.press('Escape');
    }
    await expect(list).toBeFocused();
  }
});

test('the focus goes on to what comes next, and comes back', async ({ page }) => {
  await openLab(page, 'points');
  const points = page.locator('#points');
  await points.getByRole('button', { name: 'Remove Logistic unit' }).press('Enter');
  await expect(page.getByRole('img', { name: /^Decision boundary/ })).toHaveCount(1);
  await expect(points.locator(':focus')).toBeVisible();

  await points.getByRole('button', { name: 'Clear points' }).press('Enter');
  await expect(points.getByRole('button', { name: 'Clear points' })).toBeDisabled();
  await expect(points.locator('.steps')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(points.getByRole('button', { name: 'Clear points' })).toBeFocused();
});

test('a digit is drawn, erased and taken back by keyboard alone', async ({ page }) => {
  await page.goto('#digits');
  await expect(page.getByText('10,000 training digits')).toBeVisible();
  const pad = page.getByRole('application', { name: 'Draw by keyboard' });
  await pad.focus();
  await page.keyboard.press('Space');
  for (let i = 0; i < 15; i++) await page.keyboard.press('ArrowDown');
  await expect(page.locator('output[aria-label=Pen]')).toHaveText('column 15, row 23 of 28, pencil down');
  await page.keyboard.press('Space');
  await expect(page.getByRole('status', { name: 'First guess' })).toContainText('Convolutional network: 1');
  const whole = await ink(page, 'Drawing pad');

  await page.keyboard.press('Space');
  await page.keyboard.down('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.up('ArrowLeft');
  await expect(page.locator('output[aria-label=Pen]')).toHaveText('column 13, row 22 of 28, pencil down');
  expect(await ink(page, 'Drawing pad')).toBeGreaterThan(whole);
  await page.keyboard.press('Escape');
  await expect(page.locator('output[aria-label=Pen]')).toHaveText('column 13, row 22 of 28, pencil up');

  await page.getByRole('radio', { name: 'Eraser' }).press('Space');
  await pad.focus();
  for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowUp', 'Space'])
    await page.keyboard.press(key);
  await page.getByRole('radio', { name: 'Pencil' }).focus();
  const erased = await ink(page, 'Drawing pad');
  expect(erased).toBeLessThan(whole);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => ink(page, 'Drawing pad')).toBeGreaterThan(erased);
});
