// @ts-check
// The first load is enough to train in the Points lab; what stands below follows by itself.

import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

/** Holds back all that comes after the first paint; the answer lets it through. @param {Page} page */
async function holdBack(page) {
  let letThrough = () => {};
  const held = /** @type {Promise<void>} */ (new Promise((done) => (letThrough = done)));
  await page.route('**/later/**', async (route) => {
    await held;
    await route.continue();
  });
  return letThrough;
}

test.use({ serviceWorkers: 'block' });

test('models train before the sections come, and the sections take up what was done', async ({ page }) => {
  const letThrough = await holdBack(page);
  const points = page.locator('#points');
  const button = (/** @type {string} */ name) => points.getByRole('button', { name, exact: true });
  const progress = points.getByRole('status', { name: 'Progress' });
  await page.goto('#points');
  await points.getByRole('radio', { name: 'XOR' }).check({ force: true });
  await button('Train').click();
  await expect(progress).toContainText(/Epoch [1-9]/);
  await button('Train').click();
  await points.getByLabel('Line-up').selectOption('Generative and discriminative');
  await button('Step').click();
  await points.getByRole('slider', { name: 'Timeline' }).press('Home');
  await points.getByText('Confusion, precision, recall').click();
  await expect(points.getByRole('heading', { name: 'Look closer' })).toHaveCount(0);
  letThrough();
  await expect(points.getByRole('heading', { name: 'Look closer' })).toBeAttached();
  await expect(points.getByRole('table', { name: /precision/ })).toHaveCount(2);
});

test('nothing moves when the sections come', async ({ page }) => {
  const letThrough = await holdBack(page);
  await page.goto('#points');
  const places = () =>
    page
      .locator('#points :is(.data, .model, .progress-panel) :is(canvas, button, summary, select)')
      .evaluateAll((all) =>
        all
          .filter((element) => element.checkVisibility())
          .map((element) => JSON.stringify(element.getBoundingClientRect())),
      );
  await expect.poll(async () => (await places()).length).toBeGreaterThan(20);
  await page.waitForTimeout(500);
  const before = await places();
  letThrough();
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  await expect(page.getByRole('heading', { name: 'Cross-validation' })).toBeAttached();
  expect(await places()).toEqual(before);
});

test.describe('without the rest', () => {
  test.use({ expectedErrors: [/ERR_FAILED/] });

  test('what cannot be loaded is told, and the models train all the same', async ({ page }) => {
    await page.route('**/later/**', (route) => route.abort());
    await page.goto('#points');
    await expect(page.locator('#notice')).toContainText('could not be loaded');
    await page.locator('#points').getByRole('button', { name: 'Train', exact: true }).click();
    await expect(page.getByRole('status', { name: 'Progress' })).toContainText(/Epoch [1-9]/);
  });
});
