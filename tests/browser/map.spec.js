// @ts-check
// The map of the last hidden layer: it is drawn, moves as a model learns, shows the drawn digit, and is used by keyboard.

import { colours, look, settled } from './canvases.js';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

test.describe.configure({ timeout: 120_000 });

const region = { name: 'How the last hidden layer sorts the digits' };

test('test digits are on the map, and move as the network learns', async ({ page }) => {
  const map = await open(page);
  const picture = page.getByRole('img', { name: "Hidden layer's map: Network", exact: true });
  await expect(map.getByText(/300 test digits, each where the 128 values put it/)).toBeVisible();
  await expect(map.getByText(/% have a nearest neighbour of the same class/)).toBeVisible();
  await page.getByRole('button', { name: 'Start from nothing' }).click();
  await resting(page);
  expect(await colours(picture), 'ten colours and grey').toBeGreaterThan(10);
  expect(await settled(picture, 300), 'nothing moves while nothing is learned').toBe(true);
  const before = await look(picture);
  for (let step = 0; step < 5; step++) await page.getByRole('button', { name: 'Step', exact: true }).click();
  await resting(page);
  expect(await look(picture)).not.toBe(before);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText(/Epoch [1-9]/, { timeout: 60_000 });
  await map.scrollIntoViewIfNeeded();
  for (let change = 0; change < 2; change++) {
    const during = await look(picture);
    await expect.poll(() => look(picture), 'it moves while the clock runs').not.toBe(during);
  }
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await resting(page);
  const share = Number((await map.locator('.map-separation strong').textContent())?.match(/[\d.]+/)?.[0]);
  expect(share).toBeGreaterThan(80);
});

test('the digit on the pad is a point of the map', async ({ page }) => {
  await open(page);
  const picture = page.getByRole('img', { name: "Hidden layer's map: Network", exact: true });
  await resting(page);
  await settled(picture, 300);
  const without = await look(picture);
  await page.getByRole('button', { name: 'Show a test digit' }).click();
  await expect.poll(() => look(picture)).not.toBe(without);
  await settled(picture, 300);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => look(picture)).toBe(without);
});

test('arrow keys go from digit to digit, and Enter puts one on the pad', async ({ page }) => {
  const map = await open(page);
  await resting(page);
  const chosen = page.getByRole('status', { name: 'Chosen digit' });
  await map.getByRole('application', { name: 'Digits on the map' }).press('ArrowRight');
  await expect(chosen).toHaveText(/^\s*Labelled \d; Network reads\s+\d, \d+ %\s*$/);
  const card = page.getByRole('img', { name: 'Picture of the chosen digit' });
  expect(await colours(card), 'ink').toBeGreaterThan(1);
  const first = await look(card);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => look(card)).not.toBe(first);
  await page.keyboard.press('Enter');
  const label = (await chosen.textContent())?.match(/Labelled (\d)/)?.[1];
  await expect(page.getByText(`A test digit, labelled ${label}`)).toBeVisible();
});

test('a pointer shows the picture of a digit too', async ({ page }) => {
  await open(page);
  await resting(page);
  const picture = page.getByRole('img', { name: "Hidden layer's map: Network", exact: true });
  await settled(picture, 300);
  await picture.scrollIntoViewIfNeeded();
  const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await picture.boundingBox());
  const chosen = page.getByRole('status', { name: 'Chosen digit' });
  for (let x = 0.2; x < 0.8 && !(await chosen.textContent()); x += 0.01)
    await page.mouse.move(box.x + x * box.width, box.y + 0.5 * box.height);
  await expect(chosen).toHaveText(/Labelled \d; Network reads/);
  await page.mouse.down();
  await page.mouse.up();
  await expect(page.getByText(/^A test digit, labelled \d$/)).toBeVisible();
});

test('every model has its map; without a hidden layer it is that of the outputs', async ({ page }) => {
  const map = await open(page);
  await page.getByRole('button', { name: 'Start from nothing' }).click();
  const choice = map.getByRole('radiogroup', { name: 'Model on the map' });
  await choice.getByText('Convolutional network').click();
  await expect(page.getByRole('img', { name: "Hidden layer's map: Convolutional network" })).toBeVisible();
  await expect(map.getByText(/where the 784 values put it/)).toBeVisible();
  await choice.getByText('Logistic unit, ten outputs').click();
  await expect(map.getByText(/has no hidden layer: these are its outputs before the softmax/)).toBeVisible();
  await page.getByRole('button', { name: 'Start from nothing' }).click();
  await resting(page);
  await expect(map.getByText(/All digits are in one place/)).toBeVisible();
  for (let step = 0; step < 3; step++) await page.getByRole('button', { name: 'Step', exact: true }).click();
  await resting(page);
  await expect(map.getByText(/where the 10 outputs put it/)).toBeVisible();
  await expect(map.getByText(/% have a nearest neighbour of the same class/)).toBeVisible();
});

test('a map is there still when its model is chosen again after other digits have been learned', async ({ page }) => {
  const map = await open(page);
  await resting(page);
  const choice = map.getByRole('radiogroup', { name: 'Model on the map' });
  await choice.getByText('Logistic unit, ten outputs').click();
  for (const label of [1, 7]) {
    await page.getByRole('button', { name: 'Show a test digit' }).click();
    await page.getByRole('button', { name: `Teach ${label}` }).click();
  }
  await page.getByRole('radiogroup', { name: 'Train on' }).getByText('Yours').click();
  await expect(page.getByText('2 training digits')).toBeVisible();
  await map.scrollIntoViewIfNeeded();
  await choice.getByText('Network', { exact: true }).click();
  await map.getByRole('application', { name: 'Digits on the map' }).press('ArrowRight');
  await expect(page.getByRole('status', { name: 'Chosen digit' })).toHaveText(/Labelled \d; Network reads\s+\d, \d+ %/);
  await resting(page);
});

/** @param {Page} page */
async function open(page) {
  await page.goto('./');
  await page.getByRole('tab', { name: 'Digits' }).click();
  await expect(page.getByText('10,000 training digits')).toBeVisible();
  const map = page.getByRole('region', region);
  await map.scrollIntoViewIfNeeded();
  return map;
}

/** Waits until the map is that of the present weights and nothing moves; it is made only while it is seen. @param {Page} page */
async function resting(page) {
  const map = page.getByRole('region', region);
  await map.scrollIntoViewIfNeeded();
  const picture = map.getByRole('img', { name: /^Hidden layer's map/ });
  await expect(picture).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
}
