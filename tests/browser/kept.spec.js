// @ts-check
// The address follows the page, a run that was left is offered, and the page stands within others.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page @param {string} [address] */
async function open(page, address = './#points') {
  await page.goto(address);
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
}

const points = (/** @type {Page} */ page) => page.locator('#points');
const epoch = (/** @type {Page} */ page) => points(page).getByRole('button', { name: 'Step one epoch' }).click();
const offer = (/** @type {Page} */ page) => page.getByRole('status').filter({ hasText: 'is kept on this device' });

/** @param {Page} page */
const bits = (page) =>
  page.evaluate(() => {
    const { race } = /** @type {any} */ (window).gradual.labs.points;
    return race.models().map((/** @type {any} */ _, /** @type {number} */ i) => [...race.parameters(i)].join());
  });

/** How many runs are kept on the device. @param {Page} page */
const kept = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const opening = indexedDB.open('gradual-runs');
        opening.onsuccess = () => {
          const { result } = opening;
          if (!result.objectStoreNames.contains('runs')) return done(0);
          const asked = result.transaction('runs').objectStore('runs').getAll();
          asked.onsuccess = () => {
            result.close();
            done(asked.result.length);
          };
        };
      }),
  );

/** The page goes out of sight, as when one takes another tab. @param {Page} page */
const hide = (page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'hidden');
  });

test('however often a run is kept, the device is opened once', async ({ page }) => {
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    Object.assign(window, { opened: 0 });
    IDBFactory.prototype.open = function (name, version) {
      if (version && name === 'gradual-runs') /** @type {any} */ (window).opened++;
      return open.call(this, name, version);
    };
  });
  await open(page);
  for (let time = 0; time < 3; time++) {
    await epoch(page);
    await hide(page);
    await expect.poll(() => kept(page)).toBe(Math.min(2, time + 1));
  }
  expect(await page.evaluate(() => /** @type {any} */ (window).opened)).toBe(1);
});

test('the address follows each change, and opens as what it was', async ({ page }) => {
  await open(page);
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#points');
  await points(page).getByRole('radio', { name: 'Three blobs' }).check({ force: true });
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('#g1.');
  const before = await page.evaluate(() =>
    JSON.stringify(/** @type {any} */ (window).gradual.labs.points.state.recipe),
  );
  await page.reload();
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  const after = await page.evaluate(() => JSON.stringify(/** @type {any} */ (window).gradual.labs.points.state.recipe));
  expect(after).toBe(before);
  await points(page).getByRole('radio', { name: 'Five blobs' }).check({ force: true });
  const link = await page.evaluate(() => location.hash);
  await expect.poll(() => page.evaluate(() => location.hash)).not.toBe(link);
  for (let i = 0; i < 2; i++) await epoch(page);
  const learned = await bits(page);
  await page.getByRole('tab', { name: 'Digits' }).click();
  await expect(page.locator('#digits')).toBeVisible();
  await page.goBack();
  await expect(points(page)).toBeVisible();
  expect(await bits(page), 'Back leads to the lab, which has gone on').toEqual(learned);
});

test('a run that was left is offered, and goes on with the same bits', async ({ page }) => {
  await open(page);
  for (let i = 0; i < 3; i++) await epoch(page);
  await page.waitForTimeout(500);
  await hide(page);
  await expect.poll(() => kept(page)).toBe(1);
  const before = await bits(page);
  await page.reload();
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  await expect(offer(page)).toBeVisible();
  expect((await new AxeBuilder({ page }).include('.news').analyze()).violations).toEqual([]);
  expect(await bits(page)).not.toEqual(before);
  await offer(page).getByRole('button', { name: 'Go on with it' }).click();
  await expect.poll(() => bits(page)).toEqual(before);
  await expect(offer(page)).toHaveCount(0);
});

test('two tabs keep their own runs, and none is offered that another tab has; a run is forgotten when asked', async ({
  page,
}) => {
  await open(page);
  await epoch(page);
  await page.waitForTimeout(500);
  await hide(page);
  await expect.poll(() => kept(page)).toBe(1);
  const other = await page.context().newPage();
  await open(other);
  await other.waitForTimeout(800);
  await expect(offer(other)).toHaveCount(0);
  await epoch(other);
  await hide(other);
  await expect.poll(() => kept(other)).toBe(2);
  await page.close();
  await other.reload();
  await expect(offer(other)).toBeVisible();
  await offer(other).getByRole('button', { name: 'Forget it' }).click();
  await expect.poll(() => kept(other)).toBe(1);
  await other.reload();
  await expect(offer(other), 'that of the tab that was closed').toBeVisible();
  await epoch(other);
  await expect(offer(other), 'never in the way').toHaveCount(0);
});

test('within another page it has no header, and tells its height', async ({ page }) => {
  await open(page, './?embed=1&hide=data,sections#points');
  await expect(page.getByRole('button', { name: 'Share' })).toBeHidden();
  await expect(points(page).getByRole('region', { name: 'Data' })).toBeHidden();
  const boundary = page.getByRole('img', { name: 'Decision boundary: Network' });
  for (const [width, least] of [
    [1100, 300],
    [1440, 400],
    [390, 150],
  ]) {
    await page.setViewportSize({ width, height: 800 });
    expect((await boundary.boundingBox())?.width).toBeGreaterThan(least);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  const height = page.evaluate(
    () => new Promise((done) => addEventListener('message', ({ data }) => data.gradual && done(data.gradual.height))),
  );
  await page.setViewportSize({ width: 500, height: 700 });
  expect(await height).toBeGreaterThan(500);
});

test('the page can be installed', async ({ page }) => {
  await open(page);
  const cdp = await page.context().newCDPSession(page);
  const { errors, data } = await cdp.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { icons } = JSON.parse(data ?? '');
  for (const { src, sizes } of icons) {
    const size = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    if (sizes !== 'any') expect(size).toBe(sizes);
  }
});
