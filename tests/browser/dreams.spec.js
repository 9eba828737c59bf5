// @ts-check
// Dreams: a Boltzmann machine in the Digits lab, on bars and stripes, where the truth is known, and on digits.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

const panel = (/** @type {Page} */ page) => page.getByRole('region', { name: 'Dreams' });
const button = (/** @type {Page} */ page, /** @type {string} */ name) =>
  panel(page).getByRole('button', { name, exact: true });
const progress = (/** @type {Page} */ page) => panel(page).getByRole('status', { name: 'State of the machine' });

/** @param {Page} page */
async function open(page) {
  await page.goto('./#digits');
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  await page.waitForFunction(() => /** @type {any} */ (window).gradual.labs.digits.race.trainCount > 0);
}

/** A number of a field, typed. @param {Page} page @param {string} name @param {string} value */
async function set(page, name, value) {
  const field = panel(page).getByRole('spinbutton', { name });
  await field.fill(value);
  await field.press('Enter');
}

/** What a canvas shows, as text. @param {Page} page @param {string} name */
const picture = (page, name) =>
  panel(page)
    .getByRole('img', { name, exact: true })
    .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());

test('bars and stripes are learned nearly as well as any model can, by keyboard alone', async ({ page }) => {
  await open(page);
  await panel(page).getByRole('radio', { name: 'Bars and stripes' }).press('Space');
  await set(page, 'Units of the machine', '16');
  await set(page, 'Its rate', '0.3');
  await set(page, 'Its penalty L2', '0');
  await set(page, 'Gibbs steps k', '5');
  await button(page, 'Begin a machine').press('Enter');
  await button(page, 'Work out the likelihood').press('Enter');
  await expect(panel(page)).toContainText('the best that any model can reach is −3.3791');
  const likelihood = async () =>
    Number(/log-likelihood is\s*(−[\d.]+)/.exec((await panel(page).textContent()) ?? '')?.[1].replace('−', '-'));
  const before = await likelihood();
  await button(page, 'Run the machine').press('Enter');
  await expect
    .poll(async () => Number(/Epoch ([\d.]+)/.exec((await progress(page).textContent()) ?? '')?.[1]), {
      timeout: 40_000,
    })
    .toBeGreaterThan(150);
  await button(page, 'Run the machine').press('Enter');
  await button(page, 'Work out the likelihood').press('Enter');
  const after = await likelihood();
  expect(before).toBeLessThan(-10);
  expect(after).toBeGreaterThan(-7);
  expect(after).toBeLessThan(-3.379);
});

test('filters form, chains dream, and a drawing with a hole comes back', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page);
  await page.getByRole('button', { name: 'Show a test digit' }).click();
  await button(page, 'Begin a machine').press('Enter'); // what is below the digit moves, now that there is one
  const weights = await picture(page, 'Weights');
  await button(page, 'One pass of the machine').click();
  await expect(progress(page)).toContainText('Epoch 1.0 · iteration 500 · 10000 examples');
  expect(await picture(page, 'Weights')).not.toBe(weights);
  const words = await panel(page).locator('.one-weight').textContent();
  await panel(page).getByRole('application', { name: 'Filters of the machine' }).press('ArrowRight');
  await expect(panel(page).getByRole('heading', { name: 'Hidden unit 2' })).toBeVisible();
  await panel(page).getByRole('application', { name: 'Pixels of hidden unit 2' }).press('ArrowDown');
  await expect(panel(page).locator('.one-weight')).toContainText('Pixel 1, 2');
  expect(await panel(page).locator('.one-weight').textContent()).not.toBe(words);
  const dreams = await picture(page, 'Dreams of twenty chains');
  await panel(page).getByRole('radio', { name: '100', exact: true }).press('Space');
  await button(page, 'Next state').click();
  await expect(panel(page).getByText('100 steps', { exact: true })).toBeVisible();
  expect(await picture(page, 'Dreams of twenty chains')).not.toBe(dreams);
  await panel(page).getByRole('radio', { name: 'my drawing' }).press('Space');
  await expect(panel(page).getByText('0 steps', { exact: true })).toBeVisible();
  await button(page, 'Repair').click();
  const score = panel(page).getByText(/of the lost pixels are right again/);
  await expect
    .poll(async () => Number.parseFloat((await score.textContent()) ?? ''), { timeout: 20_000 })
    .toBeGreaterThan(55);
  await button(page, 'Estimate the likelihood').click();
  await expect(panel(page)).toContainText('by annealed importance sampling', { timeout: 30_000 });
});

test('five hundred digits are learned by heart, which is said', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page);
  await panel(page).getByRole('radio', { name: '500 digits' }).press('Space');
  await set(page, 'Units of the machine', '200');
  await button(page, 'Begin a machine').click();
  for (let epoch = 0; epoch < 12; epoch++) await button(page, 'One pass of the machine').click();
  await expect(panel(page)).toContainText('It remembers its 500 examples.');
});

test('what cannot be is refused in a sentence, and a rate of ten shows no NaN', async ({ page }) => {
  await open(page);
  await panel(page).getByRole('radio', { name: 'Bars and stripes' }).press('Space');
  await button(page, 'Begin a machine').click();
  await set(page, 'Gibbs steps k', '0');
  await expect(page.getByRole('alert')).toContainText('from 1 to 1000');
  await set(page, 'Gibbs steps k', '1');
  await button(page, 'One pass of the machine').click();
  await set(page, 'Units of the machine', '0');
  await expect(page.getByRole('alert')).toContainText('from 1 to 4096');
  await expect(panel(page).getByRole('spinbutton', { name: 'Units of the machine' })).toHaveValue('100');
  await expect(progress(page), 'the machine that was there').toContainText('Epoch 1.0');
  await set(page, 'Its rate', '1000000');
  await button(page, 'Run the machine').click();
  await expect(progress(page)).toContainText('is too large here', { timeout: 30_000 });
  await button(page, 'Estimate the likelihood').click();
  expect(await panel(page).textContent()).not.toMatch(/NaN|Infinity|undefined/);
});

test('out of sight the machine rests', async ({ page }) => {
  await open(page);
  await panel(page).getByRole('radio', { name: 'Bars and stripes' }).press('Space');
  await button(page, 'Begin a machine').press('Enter');
  await button(page, 'Run the machine').press('Enter');
  await expect(button(page, 'Run the machine')).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('tab', { name: 'Points' }).click();
  await page.getByRole('tab', { name: 'Digits' }).click();
  await expect(button(page, 'Run the machine')).toHaveAttribute('aria-pressed', 'false');
});

test('two machines are stacked, dream of a digit, and become the second model', async ({ page }) => {
  test.setTimeout(180_000);
  await open(page);
  await button(page, 'Begin a machine').click();
  await button(page, 'Stack two machines').click();
  await expect(button(page, 'Dream of a 3')).toBeVisible({ timeout: 150_000 });
  const before = await picture(page, 'Ten dreams of a digit');
  await button(page, 'Dream of a 3').click();
  await expect.poll(() => picture(page, 'Ten dreams of a digit')).not.toBe(before);
  await page.getByRole('button', { name: 'Show a test digit' }).click();
  await expect(panel(page)).toContainText('It takes your drawing for a');
  await button(page, 'Make it the second model above').click();
  const hidden = () => page.evaluate(() => /** @type {any} */ (window).gradual.labs.digits.race.models()[1].hidden);
  await expect.poll(hidden).toEqual([0, 1].map(() => ({ kind: 'dense', units: 200, activation: 'sigmoid' })));
});

for (const [width, theme] of /** @type {const} */ ([
  [360, 'dark'],
  [1440, 'light'],
]))
  test(`usable by all, ${width}, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    await button(page, 'Begin a machine').click();
    await button(page, 'One pass of the machine').click();
    expect((await new AxeBuilder({ page }).include('.dreams').analyze()).violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

test('the duel is fought where one can watch it, and can be stopped', async ({ page }) => {
  test.setTimeout(180_000);
  await open(page);
  await button(page, 'Begin a machine').click();
  await button(page, 'Let them fight').click();
  const few = panel(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: '100', exact: true }) });
  await expect(few.getByRole('cell').last()).toHaveText(/^[+−]?\d/, { timeout: 150_000 });
  await button(page, 'Stop the duel').click();
  await expect(button(page, 'Let them fight')).toBeEnabled();
  const [random, preTrained] = await few.getByRole('cell').allTextContents();
  for (const found of [random, preTrained]) expect(Number.parseFloat(found)).toBeGreaterThan(50);
});
