// @ts-check
// Cross-validation on the Points lab: asked for, watched, cancelled, and its best value used.

import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

/** What `window.gradual` offers. @typedef {{ gradual: { ready: Promise<void>, labs: { points: { race: import('../../www/pkg/gradual.js').Race } } } }} Gradual */

/** The most epochs of each run: no machine is through with them before a test is. */
const MANY = '10000';

test.beforeEach(async ({ page }) => {
  await page.goto('#points');
  await page.evaluate(() => /** @type {Gradual & Window} */ (/** @type {unknown} */ (window)).gradual.ready);
});

/** @param {Page} page */
const panel = (page) => page.getByRole('region', { name: 'Cross-validation' });

/** @param {Page} page @param {string} name */
const button = (page, name) => panel(page).getByRole('button', { name });

/** @param {Page} page @param {string} label @param {string} value */
async function type(page, label, value) {
  const field = panel(page).getByLabel(label);
  await field.fill(value);
  await field.press('Enter');
}

/** All weights of a model. @param {Page} page @param {number} model */
function weights(page, model) {
  return page.evaluate(
    (model) => Array.from(/** @type {any} */ (window).gradual.labs.points.race.parameters(model)),
    model,
  );
}

/** @param {Page} page */
function result(page) {
  return panel(page).getByRole('status', { name: 'Cross-validation result' });
}

test('the best learning rate is found, told, and used', async ({ page }) => {
  await type(page, 'Values to compare', '0.00001, 0.03');
  await type(page, 'Epochs of each run', '20');
  await button(page, 'Start').click();
  await expect(result(page)).toContainText('Learning rate 0.03 has the lowest mean loss', { timeout: 20_000 });
  await expect(result(page)).toContainText('No other value');
  const table = panel(page).getByRole('table', { name: /^Cross-validation of Network/ });
  await expect(table.getByRole('row', { name: /^0\.03, best/ })).toContainText('5 of 5');
  for (const name of ['loss', 'accuracy']) {
    const chart = panel(page).getByRole('img', { name: `Cross-validation: ${name}` });
    await expect(chart.locator('circle.fold')).toHaveCount(10);
    await expect(chart.locator('circle.mean')).toHaveCount(2);
  }
  const rate = page.getByLabel('Learning rate, Network');
  await rate.fill('0.5');
  await rate.press('Enter');
  await expect(button(page, 'Use the best')).toBeEnabled();
  await button(page, 'Use the best').click();
  await expect(rate).toHaveValue('0.03');
  await expect(panel(page)).toContainText('Network learns with it now.');
});

test('it leaves weights and settings alone, cancelled or not', async ({ page }) => {
  const before = await weights(page, 1);
  await type(page, 'Epochs of each run', MANY);
  await button(page, 'Start').click();
  const bar = panel(page).getByRole('progressbar', { name: 'Cross-validation progress' });
  await expect.poll(() => bar.evaluate((bar) => /** @type {HTMLProgressElement} */ (bar).value)).toBeGreaterThan(0);
  await expect(panel(page)).toContainText(/Run \d+ of 30: 0\.\d+, fold \d of 5/);
  await expect(panel(page).getByLabel('Number of folds')).toBeDisabled();
  await button(page, 'Cancel').click();
  await expect(bar).toHaveCount(0);
  await expect(button(page, 'Start')).toBeEnabled();
  expect(await weights(page, 1)).toEqual(before);
  await expect(page.getByLabel('Learning rate, Network')).toHaveValue('0.01');
});

test('other data end a run, and old results cannot be used', async ({ page }) => {
  await type(page, 'Epochs of each run', MANY);
  await button(page, 'Start').click();
  await page.getByRole('radio', { name: 'Moons' }).check({ force: true });
  await expect(panel(page).getByRole('alert')).toContainText('the data or the settings changed');

  await type(page, 'Values to compare', '0.03');
  await type(page, 'Epochs of each run', '5');
  await button(page, 'Start').click();
  await expect(result(page)).toContainText('0.03', { timeout: 20_000 });
  await page.getByRole('radio', { name: 'Circles' }).check({ force: true });
  await expect(button(page, 'Use the best')).toBeDisabled();
  await expect(panel(page)).toContainText('start again to use it');
});

test('units, a diverged rate and what makes no sense are told in words', async ({ page }) => {
  await panel(page).getByLabel('Setting to compare').selectOption('Units per hidden layer');
  await panel(page).getByLabel('Model to cross-validate').selectOption('Logistic unit');
  await button(page, 'Start').click();
  await expect(panel(page).getByRole('alert')).toContainText('Logistic unit has no hidden layer');

  await panel(page).getByLabel('Model to cross-validate').selectOption('Network');
  await type(page, 'Values to compare', '1; 2 x');
  await button(page, 'Start').click();
  await expect(panel(page).getByRole('alert')).toContainText('One of the values to compare is not a number');

  await panel(page).getByLabel('Setting to compare').selectOption('Learning rate');
  await panel(page).getByLabel('Model to cross-validate').selectOption('Logistic unit');
  await page.locator('.model-0').getByText('More settings').click();
  await page.getByLabel('Optimiser, Logistic unit').selectOption('SGD');
  await page.getByLabel('Loss, Logistic unit').selectOption('squared error, linear output');
  await type(page, 'Values to compare', '0.01 1000');
  await type(page, 'Epochs of each run', '3');
  await button(page, 'Start').click();
  await expect(result(page)).toContainText('Diverged: 1000.', { timeout: 20_000 });
  await expect(panel(page)).toContainText('diverged on 5 of 5');
  await expect(panel(page)).not.toContainText('NaN');
});

for (const list of ['0,001; 0,01; 0,1', '0,001 0,01 0,1', '0.001, 0.01, 0.1', '0.001,0.01 ,0.1', '1e-3 .01 0.1'])
  test(`the list ${list} is of three values`, async ({ page }) => {
    await type(page, 'Values to compare', list);
    await type(page, 'Epochs of each run', '1');
    await button(page, 'Start').click();
    const table = panel(page).getByRole('table', { name: /^Cross-validation of Network/ });
    await expect(table.getByRole('rowheader')).toHaveText([/^0\.001/, /^0\.01/, /^0\.1/]);
  });

test('a keyboard is enough, and training may go on meanwhile', async ({ page }) => {
  await page.getByRole('button', { name: 'Train', exact: true }).press('Space');
  await type(page, 'Epochs of each run', '5');
  await button(page, 'Start').focus();
  await page.keyboard.press('Enter');
  await expect(result(page)).toContainText('has the lowest mean loss', { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await button(page, 'Use the best').focus();
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText('Network learns with it now.');
});

/** The median is told, as what else the machine does makes some frames long. */
test('a frame of it is short', async ({ page }) => {
  await type(page, 'Epochs of each run', MANY);
  const watched = page.evaluate(
    () =>
      new Promise((resolve) => {
        /** @type {number[]} */
        const took = [];
        const ask = window.requestAnimationFrame.bind(window);
        window.requestAnimationFrame = (work) =>
          ask((time) => {
            const began = performance.now();
            work(time);
            took.push(performance.now() - began);
          });
        setTimeout(() => resolve(took.sort((a, b) => a - b)[Math.floor(took.length / 2)]), 2000);
      }),
  );
  await button(page, 'Start').press('Enter');
  expect(await watched).toBeLessThan(25);
  await expect(button(page, 'Cancel')).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('nothing is wider than the page', async ({ page }) => {
    await type(page, 'Epochs of each run', '3');
    await button(page, 'Start').click();
    await expect(result(page)).toContainText('has the lowest mean loss', { timeout: 20_000 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});
