// @ts-check
// Translators take texts away from who goes on writing to them: the page asks to be left alone, and bears it where it is not.

import { expect, test } from './fixtures.js';
import { wrapTexts } from './translator.js';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page @param {string} lab */
async function translated(page, lab) {
  await page.goto(`#${lab}`);
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  await page.evaluate(wrapTexts, true);
  return page.locator(`#${lab}`);
}

test('a translator leaves the read-outs alone, and they go on', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('img', { name: 'Decision boundary: Network' })).toBeVisible();
  expect(await page.evaluate(wrapTexts, false)).toBe(0);
  await page.locator('#points').getByRole('button', { name: 'Step one epoch' }).click();
  await expect(page.locator('#points').getByText(/^Epoch 1 /)).toBeVisible();
});

for (const lab of ['points', 'digits'])
  test(`in a translated page, read-outs of ${lab} stay live`, async ({ page }) => {
    const translation = await translated(page, lab);
    const progress = translation.getByRole('status', { name: 'Progress' });
    const train = translation.getByRole('button', { name: /Train°?$/ });
    await expect(progress).toContainText('iteration 0°');
    await translation.getByRole('button', { name: /^Step°?$/ }).click();
    await expect(progress).toContainText('iteration 1 ');
    await train.click();
    await expect(train).toContainText('❚❚');
    await expect(progress).not.toContainText('iteration 1 ');
  });

test('in a translated lesson, the next scene is shown', async ({ page }) => {
  const lessons = await translated(page, 'lessons');
  await lessons.locator('.course button').first().click();
  const scene = lessons.getByRole('region', { name: 'Scene' });
  await expect(scene).toContainText('Scene 1 of');
  await page.evaluate(wrapTexts, true);
  await expect(scene).toContainText('°');
  await scene.getByRole('button', { name: 'Next' }).click();
  await expect(scene).toContainText(/Scene\s+°2/);
});
