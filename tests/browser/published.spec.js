// @ts-check
// What a host publishes beside the labs: how the page calls itself, its card, its licences, on paper, and without JavaScript.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page @param {string} name */
const meta = (page, name) => page.locator(`meta[name="${name}"], meta[property="${name}"]`).first();

test('each tab has a title and a description of its own', async ({ page }) => {
  const seen = new Set();
  for (const [tab, title] of [
    ['points', /watch a network learn/],
    ['digits', /^Digits/],
    ['lessons', /^Lessons/],
  ]) {
    await page.goto(`#${tab}`);
    await expect(page).toHaveTitle(title);
    seen.add(await meta(page, 'description').getAttribute('content'));
  }
  expect(seen.size).toBe(3);
});

test('a link to it has a card, whose picture is there in its size', async ({ page, request, baseURL }) => {
  await page.goto('.');
  for (const name of ['og:title', 'og:description', 'og:type', 'og:image:alt'])
    await expect(meta(page, name)).toHaveAttribute('content', /\S/);
  const place = /** @type {string} */ (await meta(page, 'og:image').getAttribute('content'));
  const picture = await (await request.get(new URL(place, baseURL).href)).body();
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)], 'as the header of a PNG says').toEqual([1200, 630]);
});

test('what it is made of is one press away, with the licence of each part', async ({ page, context }) => {
  await page.goto('.');
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'What it is made of' }).click();
  const notices = await (await opened).locator('body').innerText();
  const packages = ['lit', 'uplot', 'd3-contour', 'idb', 'uqr', 'svgcanvas'];
  const crates = ['wasm-bindgen', 'libm', 'serde', 'oorandom', 'csv', 'safetensors', 'The standard library of Rust'];
  for (const part of [...packages.map((name) => `## ${name} - `), ...crates]) expect(notices).toContain(part);
  expect(notices).toContain('MNIST by Yann LeCun and Corinna Cortes');
  expect(notices).not.toContain('has no text of it');
});

test('on paper it is light, shows what one sees and leaves out what one presses', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('.');
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await page.evaluate(() => {
    addEventListener('beforeprint', () => {
      document.title = /** @type {string} */ (document.documentElement.dataset.theme);
    });
  });
  await page.pdf();
  await expect(page).toHaveTitle('light');
  expect(await theme(), 'and dark again').toBe('dark');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('img', { name: 'Decision boundary: Network' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Scores' }).or(page.locator('.scores')).first()).toBeVisible();
  for (const name of ['Train', 'Share', 'New data']) await expect(page.getByRole('button', { name })).toBeHidden();
  await expect(page.getByLabel('Line-up')).toBeHidden();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('it says what it is, and shows no button that would do nothing', async ({ page }) => {
    await page.goto('.');
    const words = page.locator('.without'); // texts within noscript are none to getByText
    await expect(words).toBeVisible();
    await expect(words).toContainText(/JavaScript.*switched off.*draws a digit/s);
    await expect(page.getByRole('button')).toHaveCount(0);
  });
});

test('axe finds nothing in what stands at the end', async ({ page }) => {
  await page.goto('.');
  const { violations } = await new AxeBuilder({ page }).include('.about').analyze();
  expect(violations).toEqual([]);
});
