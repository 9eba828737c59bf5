// @ts-check
// Links: what is on the page opens elsewhere as it was, and what is damaged is told.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.js';
import { randomFrom } from './visitor.js';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page @param {string} [hash] */
async function open(page, hash = '#points') {
  await page.goto('about:blank');
  await page.goto(`./${hash}`);
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
}

const dialog = (/** @type {Page} */ page) => page.getByRole('dialog', { name: 'Share' });

/** The link that the dialog offers, from its "#" on. @param {Page} page @param {boolean} weights */
async function linkOf(page, weights) {
  await page.getByRole('button', { name: 'Share' }).click();
  if (weights) {
    const before = await dialog(page).getByRole('textbox', { name: 'Link' }).inputValue();
    await dialog(page).getByLabel('include the trained weights').check();
    await expect(dialog(page).getByRole('textbox', { name: 'Link' })).not.toHaveValue(before);
  }
  const link = await dialog(page).getByRole('textbox', { name: 'Link' }).inputValue();
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(dialog(page)).toHaveCount(0);
  return link.slice(link.indexOf('#'));
}

/** @param {Page} page */
const seen = (page) =>
  page.evaluate(() => {
    const { race, state } = /** @type {any} */ (window).gradual.labs.points;
    const models = race.report().models;
    const parameters = models.map((/** @type {any} */ _, /** @type {number} */ i) => [...race.parameters(i)].join());
    const scores = models.map((/** @type {any} */ { train, heldOut }) => JSON.stringify({ train, heldOut }));
    return { parameters, scores, recipe: JSON.stringify(state.recipe) };
  });

const epoch = (/** @type {Page} */ page) =>
  page.locator('#points').getByRole('button', { name: 'Step one epoch' }).click();

/** @param {Page} page */
async function paintAndTrain(page) {
  const points = page.locator('#points');
  await points.getByRole('radio', { name: 'Three blobs' }).check({ force: true });
  await points.getByRole('button', { name: 'Remove a hidden layer, Network' }).click();
  for (let i = 0; i < 3; i++) await epoch(page);
}

test('a link with weights opens elsewhere with the same picture and scores', async ({ page, browser }) => {
  await open(page);
  await paintAndTrain(page);
  const link = await linkOf(page, true);
  const other = await (await browser.newContext({ baseURL: page.url().split('#')[0] })).newPage();
  await open(other, link);
  expect(await seen(other)).toEqual(await seen(page));
  expect(new URL(other.url()).hash).toBe(link);
  await epoch(other);
  expect((await seen(other)).parameters).not.toEqual((await seen(page)).parameters);
  await other.locator('#points').getByRole('button', { name: 'Restart' }).click();
  expect((await seen(other)).parameters, 'it begins with these weights').toEqual((await seen(page)).parameters);
  await other.context().close();
});

test('a link without weights has the same models at their first weights, and Back leads to it', async ({ page }) => {
  await open(page);
  await paintAndTrain(page);
  const link = await linkOf(page, false);
  expect(link.length).toBeLessThan(1000);
  await page.locator('#points').getByRole('button', { name: 'Restart' }).click();
  const first = await seen(page);
  await open(page, link);
  expect((await seen(page)).parameters).toEqual(first.parameters);
  await page.getByRole('tab', { name: 'Digits' }).click();
  await expect(page.locator('#digits')).toBeVisible();
  await page.goBack();
  await expect.poll(async () => (await seen(page)).parameters).toEqual(first.parameters);
});

test('a link of the Digits lab opens there', async ({ page }) => {
  await open(page, '#digits');
  await expect(page.getByText('10,000 training digits')).toBeVisible({ timeout: 30_000 });
  await page.locator('#digits').getByLabel('Hidden units').fill('30');
  await page.locator('#digits').getByLabel('Hidden units').press('Enter');
  const link = await linkOf(page, false);
  await open(page, link);
  await expect(page.getByRole('tab', { name: 'Digits' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('#digits').getByLabel('Hidden units')).toHaveValue('30');
});

test('a link that is cut, altered, foreign or of the future is told, and the state stays', async ({ page }) => {
  await open(page);
  await paintAndTrain(page);
  const [settings, whole] = [await linkOf(page, false), await linkOf(page, true)];
  const before = await seen(page);
  const alert = page.locator('#notice').getByRole('alert');
  for (const [bad, sentence] of [
    [settings.slice(0, 100), 'This link was cut: 99 of its'],
    [`${first.slice(0, 60)}x${first.slice(61)}`, 'This link was altered on its way.'],
    ['#g1.0..', 'Ask for it again.'],
    ['#g7.5.abc', 'This link is of version 7, and this page reads version 1.'],
    ['#g1', 'Ask for it again.'],
    [`#g1.4.${'A'.repeat(1 << 20)}`, 'are the most'],
  ]) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, bad);
    await expect(alert).toContainText(sentence);
    expect(await seen(page)).toEqual(before);
  }
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    whole.slice(0, -30),
  );
  await expect(alert).toContainText('Its settings are opened, without the trained weights.');
  expect((await seen(page)).recipe).toBe(before.recipe);
});

test('links that are damaged in any way are told or opened, and nothing breaks', async ({ page }) => {
  await open(page);
  await paintAndTrain(page);
  const whole = await linkOf(page, true);
  const random = randomFrom(3);
  for (let i = 0; i < 80; i++) {
    const letters = [...whole];
    for (let n = 1 + Math.floor(4 * random()); n > 0; n--)
      letters[4 + Math.floor((letters.length - 4) * random())] = String.fromCharCode(33 + Math.floor(93 * random()));
    const bad = letters.join('').slice(0, random() < 0.3 ? Math.floor(letters.length * random()) : undefined);
    await page.evaluate(async (hash) => {
      history.replaceState(null, '', hash.length > 1 ? hash : '#g1');
      dispatchEvent(new HashChangeEvent('hashchange'));
      await new Promise((done) => setTimeout(done, 20));
    }, bad);
  }
  await expect(page.locator('#notice').getByRole('alert')).toContainText('link');
  await epoch(page);
  expect((await seen(page)).parameters.join()).not.toContain('NaN');
});

/** As version 1 writes them: XOR of seed 7, a unit and a network of two hidden units, after five epochs. Links out there stay as they are. */
const first =
  '#g1.615.vVPBbtswDP2VgWd7cNJ26fwNwwpsxyIHRmZjorJkSHSyNsi_78ltUnTYhuwyH0yJ4nviI6kD7SRljYHaRUWeN9TSGDVYpoqSOB2F2sO7oI6Ni-9RQ4foLIbQ8m_pR0xYuzgF7K6bpqIQNYOh-QhgL767m6zsrgpCAF8dKxpiJz5Te3-gwAOi6UvcajZ1H6aghd0LpyAJJ0FsH9MjfL12nSCj-zXOYwaeXIKtJViK4xNCFGhlj5NnSRGOOJoO-jwzccfDiVrD9hvbnGfTfH75VqtP17fLm9tlRRs2138HDvqhyS8QCLOcDU_bAVeyzfWBw3kdsThWZzlfz0n_Vci5pNiiaBUV9dCFDNiZ7l6vIOPQ0_ES2VsfU7R681RnH0f53xVYn7uMWZq8vPTYJTVJc-zbEA3sfb1N3CmYqMxNGuZkFhiQbHEE9oF9llLW3zFYYi0q6gfPhUDG6PpSPOQDoP8nsjKpdZysTpje_I7tQoZXwBty0VwKLV2tk7DrUbpTk5H8za_4NRw7lf2MldGK7RLvZ7I_PcLTs8P3Ew.BtCiPZKyUbxA64Q8J6jhvgmqo74KNgo_grG9PpVcFr5nitA-pEK8v4XyFkCeR_W-.72b3f431';

test('a link of the first version opens for ever', async ({ page }) => {
  await open(page, first);
  const { recipe, scores } = await seen(page);
  expect(JSON.parse(recipe)).toMatchObject({ seed: 7, data: { kind: 'set', set: 'xor', count: 400, seed: 7 } });
  expect(JSON.parse(recipe).models[1].hidden).toEqual([{ kind: 'dense', units: 2, activation: 'tanh' }]);
  const losses = scores.map((/** @type {string} */ score) => JSON.parse(score).train.loss);
  for (const [i, loss] of [0.6918059427823339, 0.6233483404985496].entries()) expect(losses[i]).toBeCloseTo(loss, 6);
});

for (const theme of /** @type {const} */ (['light', 'dark']))
  test(`the dialog says what the length means, copies, and is usable by all, ${theme}`, async ({ page, context }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: 360, height: 640 });
    await open(page);
    await page.getByRole('button', { name: 'Share' }).focus();
    await page.keyboard.press('Enter');
    await expect(dialog(page).getByRole('status')).toContainText('characters: fits everywhere.');
    await expect(dialog(page).getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await dialog(page).getByRole('button', { name: 'Copy link' }).click();
    await expect(dialog(page).getByRole('status')).toContainText('Copied.');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await dialog(page).getByRole('textbox', { name: 'Link' }).inputValue());
    expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Share' })).toBeFocused();
  });
