// @ts-check
// What each layer saw: maps of what is drawn, one cell's arithmetic, which pixels spoke.

import { AxeBuilder } from '@axe-core/playwright';
import { padBounds } from './drawings.js';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

test.use({ serviceWorkers: 'block' });

test.describe.configure({ timeout: 90_000 });

const seven = [
  [0.27, 0.2],
  [0.74, 0.19],
  [0.6, 0.45],
  [0.47, 0.85],
];

test.beforeEach(async ({ page }) => {
  await page.goto('./');
  await page.getByRole('tab', { name: 'Digits' }).click();
  await expect(page.getByText('10,000 training digits')).toBeVisible({ timeout: 30_000 });
});

test('maps find their size without an error, on narrow screens too', async ({ page }) => {
  await page.addInitScript(() => {
    const errors = /** @type {string[]} */ ([]);
    addEventListener('error', ({ message }) => errors.push(message)); // observers that never come to rest tell only the window
    Object.assign(window, { errors });
  });
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.reload();
    await maps(page, 'Output').scrollIntoViewIfNeeded();
    await expect.poll(() => maps(page, 'Output').evaluate(({ clientWidth }) => clientWidth)).toBeGreaterThan(0);
    expect(await page.evaluate(() => /** @type {any} */ (window).errors), `${width} px wide`).toEqual([]);
  }
});

test('every layer shows what it makes of the drawing, while it is drawn', async ({ page }) => {
  const names = ['Input', 'Convolution 1', 'Downsampling 1', 'Convolution 2', 'Downsampling 2', 'Output'];
  await maps(page, 'Output').scrollIntoViewIfNeeded();
  await expect(page.getByText('Draw a digit to see what each layer makes of it.')).toBeVisible();
  for (const name of names) await expect.poll(() => ink(page, name), `${name} is empty`).toBe(0);
  await showTestDigit(page);
  await expect(page.getByText('Draw a digit to see what each layer makes of it.')).toBeHidden();
  const cells = [28 * 28, 8 * 28 * 28, 8 * 14 * 14, 16 * 14 * 14, 16 * 7 * 7, 10];
  for (const [i, name] of names.entries()) await expect.poll(() => ink(page, name), name).toBe(cells[i]);
  await expect(page.locator('.levels .range').first()).toHaveText(/^\s*0\.00\s*1\.00\s*$/);

  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => ink(page, 'Convolution 1')).toBe(0);
  const pictures = new Set();
  const pad = await padBounds(page);
  const place = (/** @type {number[]} */ [x, y]) => [pad.x + x * pad.width, pad.y + y * pad.height];
  await page.mouse.move(...pair(place(seven[0])));
  await page.mouse.down();
  for (const point of seven) {
    await page.mouse.move(...pair(place(point)), { steps: 3 });
    await expect.poll(() => picture(page, 'Convolution 2').then((now) => pictures.has(now))).toBe(false);
    pictures.add(await picture(page, 'Convolution 2'));
  }
  await page.mouse.up();
});

test('a cell of a convolution adds up: patch × filter + bias, then ReLU', async ({ page }) => {
  await showTestDigit(page);
  for (const [x, y] of [
    [45, 40],
    [130, 60],
    [3, 3],
  ]) {
    await maps(page, 'Convolution 1').click({ position: { x, y } });
    await expect(card(page).getByRole('heading')).toHaveText(/^Convolution 1, map \d+, row \d+, column \d+$/);
    const [patch, filter, products] = await Promise.all(
      ['Patch', 'Filter', 'Products'].map((name) => numbers(page, name)),
    );
    expect(products).toHaveLength(25);
    for (const [i, product] of products.entries()) expect(product).toBeCloseTo(patch[i] * filter[i], 1);
    const [sum, bias, z, h] = await Promise.all(['.sum', '.bias', '.z', '.h'].map((place) => number(page, place)));
    expect(Math.abs(products.reduce((total, product) => total + product, 0) - sum)).toBeLessThan(0.13);
    expect(Math.abs(sum + bias - z)).toBeLessThan(0.0025);
    expect(h).toBe(Math.max(0, z));
  }
});

test('the numbers of a cell stay within its card, on the narrowest phone as well', async ({ page }) => {
  await showTestDigit(page);
  await maps(page, 'Convolution 1').click({ position: { x: 45, y: 40 } });
  for (const width of [1440, 1024, 390, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const rooms = () =>
      card(page).evaluate((card) => {
        const { right } = card.getBoundingClientRect();
        return [...card.querySelectorAll('.grid')].map((grid) => right - grid.getBoundingClientRect().right);
      });
    await expect.poll(async () => Math.min(...(await rooms())), `${width} pixels`).toBeGreaterThan(0);
  }
});

test('the window slides over its map, by hand and by itself', async ({ page }) => {
  await showTestDigit(page);
  await maps(page, 'Convolution 1').click({ position: { x: 45, y: 40 } });
  const place = card(page).getByRole('slider', { name: 'Place of the window' });
  await place.focus();
  await page.keyboard.press('Home');
  const heading = card(page).getByRole('heading');
  await expect(heading).toHaveText(/, row 1, column 1$/);
  await expect(card(page).getByRole('button', { name: 'Window one place back' })).toBeDisabled();
  await page.keyboard.press('ArrowRight');
  await expect(heading).toHaveText(/, row 1, column 2$/);
  await card(page).getByRole('button', { name: 'Window one place on' }).click();
  await expect(place).toHaveAttribute('aria-valuetext', /, row 1, column 3$/);
  await card(page).getByRole('button', { name: 'Slide' }).click();
  await expect(heading).toHaveText(/, row 1, column ([6-9]|\d\d)$|, row [2-9], /);
  await card(page).getByRole('button', { name: 'Stop' }).click();
  const stopped = await heading.innerText();
  await page.waitForTimeout(700);
  await expect(heading).toHaveText(stopped);
  await place.press('End');
  await expect(heading).toHaveText(/, row 28, column 28$/);
  const { violations } = await new AxeBuilder({ page }).include('.cell-card').analyze();
  expect(violations).toEqual([]);
});

test('the maps that a second convolution reads are chosen one by one', async ({ page }) => {
  await showTestDigit(page);
  await maps(page, 'Convolution 2').click({ position: { x: 45, y: 40 } });
  const sums = [];
  await expect(card(page).getByRole('radio')).toHaveCount(8);
  for (const map of await card(page).getByRole('radio').all()) {
    await map.check({ force: true });
    sums.push(await number(page, '.sum'));
  }
  expect(sums).toHaveLength(8);
  const total = await number(page, '.result .total');
  expect(Math.abs(sums.reduce((a, b) => a + b, 0) - total)).toBeLessThan(0.0065);
  await expect(page.locator('.lines g')).toHaveCount(8);
});

test('pools show what they took, outputs what counted most', async ({ page }) => {
  await showTestDigit(page);
  await maps(page, 'Downsampling 1').click({ position: { x: 40, y: 40 } });
  const window = await numbers(page, 'Window');
  expect(Math.abs((await number(page, '.h')) - Math.max(...window)), 'to two decimals').toBeLessThan(0.0055);
  await maps(page, 'Output').click({ position: { x: 130, y: 15 } });
  await expect(card(page).getByRole('heading')).toHaveText('Output, digit 3');
  await expect(card(page).getByRole('row')).toHaveCount(11);
  expect(
    Math.abs((await number(page, '.total')) + (await number(page, '.bias')) - (await number(page, '.z'))),
  ).toBeLessThan(0.0025);
  await expect(page.locator('.lines g')).toHaveCount(10);
});

test('what comes back to a cell: δ of its factors, the filter’s gradient, the winner of a pool', async ({ page }) => {
  await showTestDigit(page);
  const back = card(page).getByRole('region', { name: 'Backward' });
  await maps(page, 'Convolution 2').click({ position: { x: 45, y: 40 } });
  await expect(back).toContainText(/Backward, if it is a \d: E = −ln y = /);
  await expect(back).toContainText(/∂E\/∂h −?[\d.e−]+ · slope [01] = δ/);
  await expect(back.getByRole('table', { name: /^∂E\/∂w of the filter/ }).getByRole('cell')).toHaveCount(25);
  await maps(page, 'Downsampling 1').click({ position: { x: 40, y: 40 } });
  await expect(back).toContainText('The largest of the window won');
  await maps(page, 'Output').click({ position: { x: 130, y: 15 } });
  await expect(back).toContainText('δ = y − t =');
  const { violations } = await new AxeBuilder({ page }).include('.cell-card').analyze();
  expect(violations).toEqual([]);
});

test('a second click pins a cell, and keys are enough', async ({ page }) => {
  await showTestDigit(page);
  const convolution = maps(page, 'Convolution 1');
  const title = card(page).getByRole('heading');
  await convolution.click({ position: { x: 40, y: 40 } });
  const chosen = String(await title.textContent());
  await page.mouse.move(...pair(await corner(page, 'Downsampling 1')));
  await expect(title, 'hovering shows another').toHaveText(/^Downsampling 1/);
  await convolution.click({ position: { x: 40, y: 40 } });
  await expect(card(page).getByRole('button', { name: 'Unpin' })).toHaveAttribute('aria-pressed', 'true');
  await page.mouse.move(...pair(await corner(page, 'Downsampling 1')));
  await expect(title).toHaveText(chosen);
  await convolution.press('ArrowRight');
  await expect(title).not.toHaveText(chosen);
  await convolution.press('ArrowLeft');
  await expect(title).toHaveText(chosen);
  await page.mouse.move(0, 0);
  await convolution.press('Escape');
  await expect(title).toHaveCount(0);
  await convolution.press('Enter');
  await expect(title).toHaveText(chosen);
});

test('a layer can be hidden and shown', async ({ page }) => {
  const header = page.locator('.levels summary', { hasText: 'Convolution 2' });
  await expect(maps(page, 'Convolution 2')).toBeVisible();
  await header.click();
  await expect(maps(page, 'Convolution 2')).toBeHidden();
  await showTestDigit(page);
  await header.press('Enter');
  await expect.poll(() => ink(page, 'Convolution 2')).toBe(16 * 14 * 14);
});

test('which pixels spoke depends on the digit; for the linear model they add up', async ({ page }) => {
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await showTestDigit(page);
  await page.locator('.layers-head').getByText('Logistic unit').click();
  const sentence = page.getByRole('status', { name: 'What the pixels add up to' });
  const spoke = page.getByRole('img', { name: /^Which pixels spoke for or against/ });
  const look = () => spoke.evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  await page.getByRole('radio', { name: 'Why: 3' }).check({ force: true });
  await expect(sentence).toHaveText(/for 3\.$/);
  const three = await look();
  await page.getByRole('radio', { name: 'Why: 8' }).check({ force: true });
  await expect(sentence).toHaveText(/for 8\.$/);
  expect(await look()).not.toBe(three);
  const [sum, bias, logit] = read(String(await sentence.textContent()));
  expect(Math.abs(sum + bias - logit)).toBeLessThan(0.016);
  await page.locator('.layers-head').getByText('Convolutional network').click();
  await expect(sentence).toContainText('biases and bends');
});

test('each model shows its weights', async ({ page }) => {
  const models = ['Logistic unit', 'Network', 'Convolutional network'];
  const sheets = [
    ['Weights: Logistic unit, ten outputs, ten templates', 10 * 784],
    ['Weights: Network, hidden layer', 128 * 784],
    ['Weights: Convolutional network, first layer', 8 * 25],
  ];
  for (const [i, [name, count]] of sheets.entries()) {
    await page.locator('.layers-head label').getByText(models[i], { exact: true }).click();
    await expect.poll(() => inkOf(page.getByRole('img', { name: String(name) })), String(name)).toBe(count);
  }
});

/** @param {Page} page @param {string} name of the layer */
function maps(page, name) {
  return page.getByRole('application', { name: new RegExp(`^${name}:`) });
}

/** @param {Page} page */
function card(page) {
  return page.getByRole('region', { name: 'The chosen cell' });
}

/** @param {Page} page */
async function showTestDigit(page) {
  await page.getByRole('button', { name: 'Show a test digit' }).click();
  await maps(page, 'Convolution 1').scrollIntoViewIfNeeded();
  await expect.poll(() => ink(page, 'Convolution 1')).toBeGreaterThan(0);
}

/** The numbers in a text; minus signs are typographic. @param {string} text */
function read(text) {
  return [...text.replaceAll('−', '-').matchAll(/-?\d+(?:\.\d+)?/g)].map(Number);
}

/** @param {Page} page @param {string} name of a grid in the card */
async function numbers(page, name) {
  const cells = card(page).getByRole('table', { name }).getByRole('cell');
  await expect(cells).not.toHaveCount(0);
  return (await cells.allTextContents()).flatMap(read);
}

/** @param {Page} page @param {string} place in the card */
async function number(page, place) {
  return read(String(await card(page).locator(place).first().textContent()))[0];
}

/** How many pixels of a layer's maps are not clear. @param {Page} page @param {string} name */
function ink(page, name) {
  return inkOf(maps(page, name));
}

/** @param {import('@playwright/test').Locator} sheet */
function inkOf(sheet) {
  return sheet.evaluate((element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
  });
}

/** @param {Page} page @param {string} name */
function picture(page, name) {
  return maps(page, name).evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
}

/** A place in the first map of a layer. @param {Page} page @param {string} name */
async function corner(page, name) {
  const bounds = await maps(page, name).boundingBox();
  return [(bounds?.x ?? 0) + 5, (bounds?.y ?? 0) + 5];
}

/** @param {number[]} place @returns {[number, number]} */
function pair([x, y]) {
  return [x, y];
}
