// @ts-check
// The Points lab as people use it: by keyboard alone, step by step, and with values that make no sense.

import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

/** What `window.gradual` offers. @typedef {{ gradual: { ready: Promise<void>, labs: { points: { race: import('../../www/pkg/gradual.js').Race } } } }} Gradual */

test.beforeEach(async ({ page }) => {
  await page.goto('#points');
  await page.evaluate(() => /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.ready);
});

/** All but the seconds, which no two runs share. @param {Page} page */
async function report(page) {
  const { models } = await page.evaluate(() =>
    /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.labs.points.race.report(),
  );
  return { models: models.map((model) => ({ ...model, seconds: 0 })) };
}

/** @param {Page} page @param {string} name */
const button = (page, name) => page.locator('#points').getByRole('button', { name, exact: true });

/** Presses Tab until something with this name has the focus. @param {Page} page @param {string} name */
async function tabTo(page, name) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    if ((await focused.count()) && (await focused.getAttribute('aria-label')) === name) return;
  }
  throw new Error(`${name} can't be reached by keyboard.`);
}

/** Types a number over what a field holds, by keyboard alone. @param {Page} page @param {string} label @param {string} value */
async function typeInto(page, label, value) {
  await page.locator('#points').getByLabel(label, { exact: true }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}

test('XOR is learned by keyboard alone', async ({ page }) => {
  await tabTo(page, 'Circles');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'XOR' })).toBeChecked();
  await typeInto(page, 'Data seed', '7');
  await typeInto(page, 'Seed', '7');
  await page.locator('#points').getByLabel('Speed').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await button(page, 'Train').focus();
  await page.keyboard.press('Space');
  await expect(button(page, 'Train')).toHaveAttribute('aria-pressed', 'true');
  await expect
    .poll(async () => (await report(page)).models[1].train?.accuracy, { timeout: 20_000 })
    .toBeGreaterThan(0.97);
  expect((await report(page)).models[0].train?.accuracy).toBeLessThanOrEqual(0.75);
  await page.keyboard.press('Space');
  await expect(button(page, 'Train')).toHaveAttribute('aria-pressed', 'false');
});

test('everything that people and tests rely on has its name', async ({ page }) => {
  for (const name of ['Decision boundary: Logistic unit', 'Decision boundary: Network', 'Loss curve']) {
    await expect(page.getByRole('img', { name })).toBeVisible();
  }
  for (const name of ['Circles', 'XOR', 'Blobs', 'Moons', 'Spiral']) {
    await expect(
      page.getByRole('radiogroup', { name: 'Data set' }).getByRole('radio', { name, exact: true }),
    ).toHaveCount(1);
  }
  await expect(page.getByRole('tab', { name: 'Points' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('#points').getByRole('status', { name: 'Progress' })).toContainText(
    'Epoch 0 · iteration 0',
  );
});

test('steps, epochs and restarts count rightly and repeat exactly', async ({ page }) => {
  await button(page, 'Step').click();
  const first = await report(page);
  expect(first.models.map(({ iteration }) => iteration)).toEqual([1, 1]);
  await button(page, 'Step one epoch').click();
  const epoch = await report(page);
  expect(epoch.models.map(({ epoch }) => epoch)).toEqual([1, 1]);
  await button(page, 'Restart').click();
  expect((await report(page)).models[1].iteration).toBe(0);
  await button(page, 'Step one epoch').click();
  expect(await report(page)).toEqual(epoch);
});

test('a changed learning rate keeps the weights, a changed layer says it restarts', async ({ page }) => {
  await button(page, 'Step one epoch').click();
  await page.getByLabel('Learning rate, Network').fill('0.1');
  await page.keyboard.press('Enter');
  expect((await report(page)).models[1].epoch).toBe(1);
  await page.getByLabel('Add a hidden layer').click();
  expect((await report(page)).models[1].epoch).toBe(0);
  await expect(page.getByText('restarts all models')).toBeVisible();
});

test('each hidden layer has an activation of its own', async ({ page }) => {
  await page.getByLabel('Activation of layer 2, Network').selectOption('sigmoid');
  await page.getByLabel('Add a hidden layer').click();
  for (const [layer, activation] of ['ELU, a = 1', 'sigmoid', 'sigmoid'].entries())
    await expect(page.getByLabel(`Activation of layer ${layer + 1}, Network`)).toHaveValue(activation);
  await expect(page.getByRole('img', { name: /^Network diagram: Network/ })).toHaveAccessibleName(
    /4 elu, 2 sigmoid, 2 sigmoid, 1 sigmoid\.$/,
  );
  await button(page, 'Step one epoch').click();
  expect((await report(page)).models[1].epoch).toBe(1);
});

test('values that make no sense are refused in a sentence and change nothing', async ({ page }) => {
  await button(page, 'Step one epoch').click();
  const before = await report(page);
  await page.getByLabel('Learning rate, Network').fill('-1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText(
    'learning rate of Network must be a number from 0.000000001 to 1000000',
  );
  await page.locator('#points').getByLabel('Points', { exact: true }).fill('3');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('number of points must be a number from 10 to 5000');
  await typeInto(page, 'Seed', '-1');
  await expect(page.getByRole('alert')).toContainText('whole number from 0 to 4294967295, but it is -1');
  await page.locator('#points').getByLabel('Seed', { exact: true }).fill('');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('it holds no number');
  expect(await report(page)).toEqual(before);
  await expect(page.getByLabel('Learning rate, Network')).toHaveValue('0.01');
  await expect(page.locator('#points').getByLabel('Points', { exact: true })).toHaveValue('400');
});

test('a learning rate of 1000 stops at a finite state and says so', async ({ page }) => {
  await typeInto(page, 'Data seed', '3');
  await typeInto(page, 'Seed', '3');
  await page.getByLabel('Activation of layer 1, Network').selectOption('ReLU');
  await page.getByLabel('Activation of layer 2, Network').selectOption('ReLU');
  await page.locator('#points .model-1').getByText('More settings').click();
  await page.getByLabel('Optimiser, Network').selectOption('SGD');
  await page.getByLabel('Learning rate, Network').fill('1000');
  await page.keyboard.press('Enter');
  await button(page, 'Train').click();
  await expect(page.getByRole('alert')).toContainText('learning rate 1000 is too large');
  await page.waitForTimeout(300);
  await expect(page.locator('#points')).not.toContainText(/NaN|Infinity/);
  const { models } = await report(page);
  expect(Number.isFinite(models[1].train?.loss)).toBe(true);
});

test('the page fits a phone without scrolling sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test.describe('a mistake of ours', () => {
  test.use({ expectedErrors: [/a mistake of ours/] });

  for (const { what, method, act } of [
    { what: 'in a handler', method: 'step', act: 'Step' },
    { what: 'in a frame', method: 'evaluate', act: 'Train' },
  ])
    test(`${what} reaches the console, and is never told as the visitor's`, async ({ page }) => {
      const thrown = page.waitForEvent('pageerror', { timeout: 10_000 });
      await page.evaluate((method) => {
        const { race } = /** @type {any} */ (window).gradual.labs.points;
        race[method] = () => {
          throw new TypeError('a mistake of ours');
        };
      }, method);
      await button(page, act).click();
      expect((await thrown).message).toBe('a mistake of ours');
      await expect(page.getByRole('alert')).toHaveCount(0);
      await expect(button(page, 'Train')).toHaveAttribute('aria-pressed', 'false');
    });
});
