// @ts-check
// The linked pictures below the boundaries: drawn, moved by training, and one picked point in all of them, by keyboard alone.

import { colours, look, settled } from './canvases.js';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').Locator} Locator */

test.describe.configure({ timeout: 90_000 });

/** What each picture is called at first, and the place in which its points are picked. */
const pictures = [
  { picture: 'Likelihood hill: Logistic unit', place: null },
  { picture: 'Hidden space: Network', place: 'Points in the hidden space' },
  { picture: 'S-curve: Logistic unit', place: 'Points on the S-curve' },
  { picture: 'Error curves: Logistic unit', place: 'Points on the error curves' },
  { picture: 'Update on the boundary: Logistic unit', place: 'Points beside the boundary' },
];

test.beforeEach(async ({ page }) => {
  await page.goto('#points');
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  await typeInto(page, 'Data seed', '5');
  await typeInto(page, 'Seed', '5');
});

test('every picture has its name, its sentence and ink', async ({ page }) => {
  for (const { picture } of pictures) {
    const canvas = await seen(page, picture);
    await expect.poll(() => colours(canvas), picture).toBeGreaterThan(3);
  }
  await expect(
    page.getByRole('region', { name: 'Look closer' }).getByText('the output layer draws only straight lines'),
  ).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test('training moves every picture, and all stand still when it stops', async ({ page }) => {
  for (const { picture } of pictures) {
    const canvas = await seen(page, picture);
    await settled(canvas, 150);
    const before = await look(canvas);
    for (let step = 0; step < 3; step++) await press(page, 'Step');
    await expect.poll(() => look(canvas), picture).not.toBe(before);
    await settled(canvas, 150);
    await press(page, 'Train');
    const during = await look(canvas);
    await expect.poll(() => look(canvas), picture).not.toBe(during);
    await press(page, 'Train');
    await settled(canvas, 150);
  }
});

test('the arrow is the step that the optimiser takes next', async ({ page }) => {
  await seen(page, 'Update on the boundary: Logistic unit');
  const sentence = page.locator('.view-sentence').filter({ hasText: 'At its tip: the step Δw of' });
  await expect(sentence).toContainText('the step Δw of Adam, with the gradients it remembers');
  await press(page, 'Step one epoch');
  const next = await page.evaluate(() => {
    const { core, labs } = /** @type {any} */ (window).gradual;
    const { race } = labs.points;
    const change = [...new core.NextUpdate().of(race, 0)];
    const before = [...race.parameters(0)];
    race.step(1);
    const after = [...race.parameters(0)];
    return { change, taken: after.map((value, i) => Math.fround(value - before[i])) };
  });
  expect(next.change).toEqual(next.taken);
  await page.locator('#points .model-0').getByText('More settings').click();
  await page.getByLabel('Optimiser, Logistic unit').selectOption('momentum');
  await expect(sentence).toContainText('momentum, with the speed it has now');
});

test('a point picked by keyboard in one picture lights up in all, and Escape lets go of it', async ({ page }) => {
  await press(page, 'Step one epoch');
  const boundary = page.getByRole('img', { name: 'Decision boundary: Network' });
  const told = page.getByRole('status', { name: 'Picked point' });
  await expect(told).toContainText('None yet');
  const places = pictures.flatMap(({ place }) => place ?? []);
  for (const from of places) {
    const plain = await all(page, boundary);
    await page.getByRole('application', { name: from }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(told).toHaveText(/^Point \d+, (trains|held out): x₁ = −?[\d.]+, x₂ = −?[\d.]+; class [01], t = [01]$/);
    const marked = await all(page, boundary);
    for (const [i, mark] of marked.entries()) expect(mark, `picture ${i}, from ${from}`).not.toBe(plain[i]);
    const first = await told.textContent();
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp'])
      if ((await told.textContent()) === first) await page.keyboard.press(key);
    await expect(told).not.toHaveText(/** @type {string} */ (first));
    await page.keyboard.press('Escape');
    await expect(told).toContainText('None yet');
    expect(await all(page, boundary), from).toEqual(plain);
  }
});

test('a click on a boundary picks the nearest point, or none', async ({ page }) => {
  const boundary = page.getByRole('img', { name: 'Decision boundary: Network' });
  const told = page.getByRole('status', { name: 'Picked point' });
  const size = /** @type {{ width: number, height: number }} */ (await boundary.boundingBox());
  await boundary.click({ position: { x: 0.54 * size.width, y: 0.46 * size.height } });
  await expect(told).toHaveText(/^Point \d+/);
  await boundary.click({ position: { x: 0.1 * size.width, y: 0.05 * size.height } });
  await expect(told).toContainText('None yet');
});

test('a click picks a point, and the card says what every model makes of it', async ({ page }) => {
  await press(page, 'Step one epoch');
  const canvas = await seen(page, 'Update on the boundary: Logistic unit');
  await settled(canvas, 150);
  const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await canvas.boundingBox());
  await page.mouse.click(box.x + 0.5 * box.width, box.y + 0.5 * box.height);
  const told = page.getByRole('status', { name: 'Picked point' });
  await expect(told).toHaveText(/^Point \d+/);
  const point = Number((await told.textContent())?.match(/\d+/)?.[0]) - 1;
  const [inputs, label, rows] = await page.evaluate((point) => {
    const { core, labs } = /** @type {any} */ (window).gradual;
    const { race } = labs.points;
    const outcomes = [0, 1].map((model) => new core.Outcomes().ofPoint(race, model, point));
    return [[...race.inputs().slice(2 * point, 2 * point + 2)], race.labels()[point], outcomes];
  }, point);
  await expect(told).toContainText(`class ${label}, t = ${label}`);
  await expect(told).toContainText(`x₁ = ${inputs[0].toFixed(2).replace('-', '−')}`);
  const card = page.getByRole('table', { name: 'What each model makes of the picked point' });
  for (const [i, name] of ['Logistic unit', 'Network'].entries()) {
    const row = card.getByRole('row', { name });
    for (const value of [rows[i].z[0], rows[i].y[0], rows[i].error])
      await expect(row).toContainText(value.toFixed(2).replace('-', '−'));
    await expect(row).toContainText(rows[i].wrong ? 'wrong' : 'right');
  }
});

test('the hill is over the weights and of the height that one chooses, with the paths of all models alike', async ({
  page,
}) => {
  await page.getByLabel('Line-up').selectOption('Four optimisers');
  const hill = page.getByRole('region', { name: 'Look closer' });
  const canvas = await seen(page, 'Likelihood hill: SGD');
  for (const name of ['SGD', 'Momentum', 'Adam', 'L-BFGS'])
    await expect(hill.locator('.loss-surface b', { hasText: name })).toBeVisible();
  await settled(canvas, 150);
  const first = await look(canvas);
  await hill.getByLabel('Weight up').selectOption({ label: 'output, weight 2 → 1' });
  await expect.poll(() => look(canvas)).not.toBe(first);
  await settled(canvas, 150);
  const second = await look(canvas);
  await hill.getByRole('radiogroup', { name: 'Height of the hill' }).getByText('Squared error').click();
  await expect.poll(() => look(canvas)).not.toBe(second);
  await hill.getByLabel('Weight across').selectOption({ label: 'output, weight 2 → 1' });
  await expect(hill.getByLabel('Weight up').locator('option:checked')).toHaveText('layer 1, weight 1 → 1');
});

for (const [set, lineup] of [
  ['Five blobs', 'Four ways to draw a line'],
  ['Hill', null],
  ['Curve', null],
  ['XOR', 'Generative and discriminative'],
])
  test(`all models of ${set}, ${lineup ?? 'values'}, can be seen`, async ({ page }) => {
    await page.getByRole('radio', { name: /** @type {string} */ (set), exact: true }).check({ force: true });
    if (lineup) await page.getByLabel('Line-up').selectOption(lineup);
    await press(page, 'Step one epoch');
    const region = page.getByRole('region', { name: 'Look closer' });
    for (const group of await region.getByRole('radiogroup').all()) {
      for (const radio of await group.getByRole('radio').all()) {
        await radio.focus();
        await radio.press('Space');
      }
    }
    await page.getByRole('application', { name: 'Points on the S-curve' }).press('ArrowRight');
    await expect(page.getByRole('status', { name: 'Picked point' })).toContainText('Point');
    await expect(region).not.toContainText(/NaN|Infinity|undefined|null/);
  });

test('nothing moves about while the models learn, and the page fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const region = page.getByRole('region', { name: 'Look closer' });
  await region.scrollIntoViewIfNeeded();
  const heights = () =>
    region.locator('.view').evaluateAll((views) => views.map((view) => /** @type {HTMLElement} */ (view).offsetHeight));
  await press(page, 'Step');
  const before = await heights();
  await press(page, 'Train');
  await page.waitForTimeout(1500);
  expect(await heights()).toEqual(before);
  await press(page, 'Train');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

/** @param {Page} page @param {string} label @param {string} value */
async function typeInto(page, label, value) {
  await page.locator('#points').getByLabel(label, { exact: true }).fill(value);
  await page.keyboard.press('Enter');
}

/** Presses a button of the bar where it stands, without scrolling to it. @param {Page} page @param {string} name */
async function press(page, name) {
  await page.locator('#points').getByRole('button', { name, exact: true }).dispatchEvent('click');
}

/** A picture, scrolled into view: only there is it painted. @param {Page} page @param {string} name */
async function seen(page, name) {
  const canvas = page.getByRole('img', { name, exact: true });
  await canvas.scrollIntoViewIfNeeded();
  return canvas;
}

/** What all pictures with points and one boundary look like. @param {Page} page @param {Locator} boundary */
async function all(page, boundary) {
  const looks = [];
  for (const { picture, place } of pictures) {
    if (!place) continue;
    const canvas = await seen(page, picture);
    await settled(canvas, 150);
    looks.push(await look(canvas));
  }
  await boundary.scrollIntoViewIfNeeded();
  await settled(boundary, 150);
  looks.push(await look(boundary));
  return looks;
}
