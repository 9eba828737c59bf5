// @ts-check
// Up to four models of several kinds on the same points, values instead of classes, and what only some models can do.

import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

test.beforeEach(async ({ page }) => {
  await page.goto('#points');
  await expect(page.getByRole('img', { name: 'Decision boundary: Network' })).toBeVisible();
});

/** @param {Page} page @param {number} epochs */
async function train(page, epochs) {
  for (let epoch = 0; epoch < epochs; epoch++) await page.getByRole('button', { name: 'Step one epoch' }).click();
}

/** The numbers of a row of the table of scores. @param {Page} page @param {string} title */
async function scores(page, title) {
  const row = page.getByRole('table', { name: 'Loss and accuracy' }).getByRole('row', { name: title });
  return (await row.getByRole('cell').allTextContents()).map((text) => Number.parseFloat(text.replace('−', '-')));
}

test('a line-up of four has one table and one chart', async ({ page }) => {
  await page.getByRole('combobox', { name: 'Line-up' }).selectOption('Four ways to draw a line');
  for (const name of ['Logistic unit', 'Perceptron', 'Linear regression', 'Naive Bayes'])
    await expect(page.getByRole('img', { name: `Decision boundary: ${name}` })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Add a model' })).toBeDisabled();
  expect((await scores(page, 'Accuracy, train'))[3], 'fitted at once').toBeGreaterThan(95);
  await train(page, 2);
  const [unit, , linear] = await scores(page, 'Gradients worked out');
  expect(unit).toBe(56);
  expect(linear).toBe(56);
  await page.getByText('Confusion, precision, recall').click();
  await expect(page.getByRole('table', { name: /Naive Bayes: precision \d+\.\d %, recall/ })).toBeVisible();
});

test('models join and leave; those who stay go on', async ({ page }) => {
  await page.getByRole('combobox', { name: 'Add a model' }).selectOption('Network');
  await expect(page.getByRole('img', { name: 'Decision boundary: Network 2' })).toBeVisible();
  await train(page, 1);
  await page.getByRole('button', { name: 'Remove Logistic unit' }).click();
  await expect(page.getByRole('img', { name: 'Decision boundary: Logistic unit' })).toHaveCount(0);
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText('Epoch 1');
  await page.getByRole('button', { name: 'Remove Network 2' }).click();
  await expect(page.getByRole('button', { name: 'Remove Network' })).toHaveCount(0);
});

test('naive Bayes makes new points', async ({ page }) => {
  await page.getByRole('combobox', { name: 'Line-up' }).selectOption('Generative and discriminative');
  const picture = () =>
    page
      .getByRole('img', { name: 'Decision boundary: Naive Bayes' })
      .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  const before = await picture();
  await page.getByRole('button', { name: 'Make new points' }).click();
  expect(await picture()).not.toBe(before);
});

test('values instead of classes: the same code with another last layer', async ({ page }) => {
  await page.getByRole('radio', { name: 'Waves' }).check({ force: true });
  await train(page, 30);
  const [linear, network] = await scores(page, 'R², train');
  expect(linear).toBeLessThan(0.3);
  expect(network).toBeGreaterThan(linear);
  await page.getByRole('radio', { name: 'Curve', exact: true }).check({ force: true });
  await expect(page.getByRole('img', { name: 'Curve: Network' })).toBeVisible();
  await page.getByRole('radio', { name: 'XOR' }).check({ force: true });
  await expect(page.getByRole('img', { name: 'Decision boundary: Logistic unit' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Loss and accuracy' })).toContainText('Accuracy, train');
});

test('up to four models predict the same values on one clock', async ({ page }) => {
  await page.getByRole('radio', { name: 'Hill' }).check({ force: true });
  const add = page.getByRole('combobox', { name: 'Add a model' });
  expect(await add.getByRole('option').allTextContents()).toEqual(['+ Add a model', 'Linear regression', 'Network']);
  await add.selectOption('Network');
  await add.selectOption('Linear regression');
  await expect(add).toBeDisabled();
  await expect(page.getByRole('img', { name: 'Decision boundary: Linear regression 2' })).toBeVisible();
  await train(page, 20); // from any seed the network has bent by then
  const [linear, network, network2, linear2] = await scores(page, 'Loss, train');
  expect([linear, network]).toEqual([linear2, network2]);
  expect(network).toBeLessThan(linear);
  await page.getByRole('combobox', { name: 'Line-up' }).selectOption('Four widths');
  await train(page, 2);
  expect(await scores(page, 'Parameters')).toEqual([9, 17, 33, 65]);
  await page.getByRole('radio', { name: 'XOR' }).check({ force: true });
  await expect(page.getByRole('img', { name: /^Decision boundary/ })).toHaveCount(2);
  await page.getByRole('radio', { name: 'Waves' }).check({ force: true });
  await expect(page.getByRole('img', { name: 'Decision boundary: 16 units' })).toBeVisible();
});

test('a unit that is given squares draws a circle', async ({ page }) => {
  const unit = page.getByRole('region', { name: 'Logistic unit' });
  await unit.getByText('More settings').click();
  const inputs = unit.getByRole('group', { name: 'Inputs, Logistic unit' });
  await inputs.getByRole('checkbox', { name: 'x₁²' }).check();
  await inputs.getByRole('checkbox', { name: 'x₂²' }).check();
  await train(page, 40);
  expect((await scores(page, 'Accuracy, train'))[0]).toBeGreaterThan(95);
});

test('losses can be drawn against what each step costs', async ({ page }) => {
  await page.getByRole('combobox', { name: 'Line-up' }).selectOption('Four optimisers');
  await train(page, 5);
  const against = page.getByRole('combobox', { name: 'Loss against' });
  for (const along of ['iteration', 'gradients worked out', 'seconds']) {
    await against.selectOption(along);
    await page.locator('.curve').getByText('Numbers').click();
    await expect(page.getByRole('table', { name: `loss by ${along}` })).toBeVisible();
  }
});
