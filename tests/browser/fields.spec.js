// @ts-check
// What one types stays while the page is drawn anew, and numbers are written in any language that a browser may name.

import { expect, test } from './fixtures.js';

test.beforeEach(async ({ page }) => {
  await page.goto('#points');
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
});

test('numbers that are typed while the models learn stay as they are typed, and are taken', async ({ page }) => {
  const points = page.locator('#points');
  await points.getByRole('button', { name: 'Train', exact: true }).click();
  for (const [label, value] of [
    ['Limit of number of epochs: epochs', '5000'],
    ['Learning rate, Network', '0.02'],
    ['Seed', '12'],
  ]) {
    const field = points.getByLabel(label, { exact: true });
    await field.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(value, { delay: 60 });
    await expect(field).toHaveValue(value);
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue(value);
  }
  await points.getByRole('button', { name: 'New weights' }).click();
  await expect(points.getByLabel('Seed', { exact: true })).not.toHaveValue('12');
});

test.describe('a browser whose language is "C"', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'language', { get: () => 'C' }));
    await page.reload();
  });

  test('draws its curves', async ({ page }) => {
    await page.locator('#points').getByRole('button', { name: 'Step one epoch' }).click();
    await expect(page.getByRole('img', { name: 'Loss curve' }).locator('canvas')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test('a field in which one types may go with its model', async ({ page }) => {
  await page.goto('#points');
  await page.locator('#points').getByText('More settings').first().click();
  const field = page.locator('#points').getByLabel('L1 penalty').first();
  await field.focus();
  await field.pressSequentially('5');
  await page
    .locator('#points')
    .getByLabel('Add a model')
    .evaluate((select) => {
      const { options } = /** @type {HTMLSelectElement} */ (select);
      options[1].selected = true; // by a program, so that the field keeps the focus
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
  await expect(page.getByRole('img', { name: /^Decision boundary/ })).toHaveCount(3);
});
