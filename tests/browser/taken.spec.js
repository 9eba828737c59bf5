// @ts-check
// Files that leave the page and come back: sessions go on with the same bits, networks are those of other tools.

import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

const dialog = (/** @type {Page} */ page) => page.getByRole('dialog');

/** @param {Page} page @param {string} [lab] */
async function open(page, lab = 'points') {
  await page.goto(`./#${lab}`);
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
}

/** @param {Page} page @param {'Save session' | 'Open session' | 'Network' | 'Pictures and numbers'} part */
async function openPart(page, part) {
  const isSession = part.endsWith('session');
  const name = isSession ? part : 'Export';
  await page.getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('dialog', { name })).toBeVisible();
  if (part === 'Pictures and numbers') await dialog(page).locator('summary', { hasText: part }).click();
}

/** @param {Page} page @param {string} button @returns {Promise<{ name: string, bytes: Buffer }>} */
async function saved(page, button) {
  const coming = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: button, exact: true }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Bits of all weights, and what is kept of the run. @param {Page} page @param {string} [lab] */
const bits = (page, lab = 'points') =>
  page.evaluate((lab) => {
    const { race } = /** @type {any} */ (window).gradual.labs[lab];
    return race.models().map((/** @type {any} */ _, /** @type {number} */ i) => [...race.parameters(i)].join());
  }, lab);

const epoch = (/** @type {Page} */ page) =>
  page.locator('#points').getByRole('button', { name: 'Step one epoch' }).click();

/** @param {Page} page @param {string} name @param {Buffer} bytes @param {string} label */
const choose = (page, name, bytes, label) =>
  dialog(page).getByLabel(label).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });

test('a session goes on elsewhere with the same bits, curves and past', async ({ page, browser }) => {
  await open(page);
  await page.locator('#points').getByRole('radio', { name: 'Three blobs' }).check({ force: true });
  for (let i = 0; i < 4; i++) await epoch(page);
  await openPart(page, 'Save session');
  const { name, bytes } = await saved(page, 'Save');
  expect(name).toMatch(/^gradual-points-\d{4}-\d\d-\d\d\.safetensors$/);
  await page.keyboard.press('Escape');
  const other = await (await browser.newContext({ baseURL: page.url().split('#')[0] })).newPage();
  await open(other);
  await openPart(other, 'Open session');
  await choose(other, name, bytes, 'Session file');
  await expect(dialog(other)).toHaveCount(0);
  expect(await bits(other)).toEqual(await bits(page));
  const past = (/** @type {Page} */ page) =>
    page.evaluate(() => {
      const { race } = /** @type {any} */ (window).gradual.labs.points;
      const { core } = /** @type {any} */ (window).gradual;
      return [core.Timeline.past(race).moments, core.Curves.of(race, 1, 'heldOutLoss').length];
    });
  expect(await past(other)).toEqual(await past(page));
  for (const each of [page, other]) await epoch(each);
  expect(await bits(other)).toEqual(await bits(page));
  await other.context().close();
});

test('a link with the trained weights goes on with the same bits', async ({ page, browser }) => {
  await open(page);
  for (let i = 0; i < 3; i++) await epoch(page);
  await page.getByRole('button', { name: 'Share' }).click();
  const field = dialog(page).getByRole('textbox', { name: 'Link' });
  const before = await field.inputValue();
  await dialog(page).getByLabel('include the trained weights').check();
  await expect(field).not.toHaveValue(before);
  const link = await field.inputValue();
  await page.keyboard.press('Escape');
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await other.evaluate(() => /** @type {any} */ (window).gradual.ready);
  for (const each of [page, other, page, other]) await epoch(each);
  expect(await bits(other)).toEqual(await bits(page));
  await other.context().close();
});

test('a network leaves as safetensors and ONNX, comes back, and is shown as code', async ({ page }) => {
  await open(page);
  for (let i = 0; i < 2; i++) await epoch(page);
  const before = await bits(page);
  await openPart(page, 'Network');
  await dialog(page).getByRole('combobox', { name: 'Model' }).selectOption('Network');
  const files = [await saved(page, 'Save as safetensors'), await saved(page, 'Save as ONNX')];
  expect(files.map(({ name }) => name)).toEqual(['network.safetensors', 'network.onnx']);
  for (const { name, bytes } of files) {
    await epochBehind(page);
    expect((await bits(page))[1]).not.toBe(before[1]);
    await choose(page, name, bytes, 'Open safetensors or ONNX in this model');
    await expect(dialog(page).getByRole('status')).toContainText(`Network has the layers and weights of ${name}`);
    expect((await bits(page))[1]).toBe(before[1]);
  }
  for (const [tool, words] of [
    ['NumPy', 'import numpy as np'],
    ['PyTorch', 'model.load_state_dict(state)'],
    ['Keras 3', 'keras.Sequential'],
  ]) {
    await dialog(page).getByRole('combobox', { name: 'Show as code' }).selectOption(tool);
    await expect(dialog(page).getByRole('textbox', { name: `The model in ${tool}` })).toHaveValue(
      new RegExp(words.replace(/[()]/g, '.')),
    );
  }
  const { name, bytes } = await saved(page, 'Save the code');
  expect(name).toBe('network.py');
  expect(bytes.toString()).toContain('keras.Sequential');
});

/** Trains behind the dialog. @param {Page} page */
const epochBehind = (page) => page.evaluate(() => /** @type {any} */ (window).gradual.labs.points.race.stepEpoch());

test('files that are foreign, damaged or do not fit are told, and change nothing', async ({ page }) => {
  await open(page);
  await epoch(page);
  await openPart(page, 'Save session');
  const { bytes } = await saved(page, 'Save');
  await page.keyboard.press('Escape');
  const before = await bits(page);
  const status = dialog(page).getByRole('status');
  await openPart(page, 'Open session');
  for (const [name, file, said] of /** @type {const} */ ([
    ['photo.png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'no session of this page, and no network'],
    ['nothing', Buffer.from(''), 'no session of this page, and no network'],
    ['cut.safetensors', bytes.subarray(0, bytes.length - 100), "can't be opened"],
    [
      'other.safetensors',
      Buffer.concat([bytes.subarray(0, 2000), Buffer.from('x'), bytes.subarray(2001)]),
      "can't be opened",
    ],
  ])) {
    await choose(page, name, file, 'Session file');
    await expect(status).toContainText(said);
    expect(await bits(page)).toEqual(before);
  }
  await page.keyboard.press('Escape');
  await openPart(page, 'Network');
  await choose(page, 'session.safetensors', bytes, 'Open safetensors or ONNX in this model');
  await expect(status).toContainText("These weights can't be used");
  expect(await bits(page)).toEqual(before);
});

test('a session of the Digits lab goes on there once its digits have come', async ({ page }) => {
  test.setTimeout(90_000);
  await open(page, 'digits');
  const digits = page.locator('#digits');
  await expect(page.getByText('10,000 training digits')).toBeVisible({ timeout: 30_000 });
  await page.evaluate(() => {
    const { race } = /** @type {any} */ (window).gradual.labs.digits;
    race.step(3);
  });
  const before = await bits(page, 'digits');
  await openPart(page, 'Save session');
  const { bytes } = await saved(page, 'Save');
  await page.keyboard.press('Escape');
  await page.reload();
  await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
  await openPart(page, 'Open session');
  await choose(page, 'digits.safetensors', bytes, 'Session file');
  await expect(dialog(page)).toHaveCount(0);
  await expect.poll(() => bits(page, 'digits'), { timeout: 30_000 }).toEqual(before);
  await expect(digits.locator('.notice-place').getByRole('alert')).toHaveCount(0);
});

for (const theme of /** @type {const} */ (['light', 'dark']))
  test(`all that is taken along is usable by all at 360 px, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: 360, height: 640 });
    await open(page);
    for (const name of ['Share', 'Save session', 'Open session', 'Export']) {
      await page.getByRole('button', { name: 'Share', exact: true }).press('Enter');
      if (name !== 'Share') await dialog(page).getByRole('button', { name, exact: true }).press('Enter');
      await expect(page.getByRole('dialog', { name })).toBeVisible();
      for (const part of await dialog(page).locator('details > summary').all()) {
        if (!(await part.evaluate((each) => /** @type {HTMLDetailsElement} */ (each.parentElement).open)))
          await part.press('Enter');
        const code = dialog(page).getByRole('combobox', { name: 'Show as code' });
        if (await code.isVisible()) await code.selectOption('PyTorch');
        expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
        const widths = await dialog(page).evaluate((each) => [each.scrollWidth, each.clientWidth]);
        expect(widths[0]).toBeLessThanOrEqual(widths[1]);
      }
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toHaveCount(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    }
  });

test('every picture leaves as PNG and SVG at the size of a slide, and is not blank', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page);
  for (let i = 0; i < 3; i++) await epoch(page);
  await openPart(page, 'Pictures and numbers');
  const choice = dialog(page).getByRole('combobox', { name: 'Picture' });
  const names = await choice.locator('option').allTextContents();
  expect(names).toEqual(expect.arrayContaining(['Decision boundary: Logistic unit', 'Loss curve']));
  for (const name of names) {
    await choice.selectOption(name);
    const png = await saved(page, 'Save as PNG');
    const { size, colours } = await looked(page, png.bytes);
    expect(size).toEqual([1920, 1080]);
    expect(colours, name).toBeGreaterThan(20);
    const svg = (await saved(page, 'Save as SVG')).bytes.toString();
    expect(svg).toContain(`<title>${name}</title>`);
    expect(svg).toMatch(/<image |<path /);
  }
});

/** The size of a picture below its title, and how many colours it has there. @param {Page} page @param {Buffer} bytes */
const looked = (page, bytes) =>
  page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.drawImage(image, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 130, image.width, image.height - 130).data.buffer);
    return { size: [image.width, image.height], colours: new Set(pixels).size };
  }, bytes.toString('base64'));

test('the numbers leave as tables, and a run as a video that can be cancelled', async ({ page }) => {
  await open(page);
  for (let i = 0; i < 3; i++) await epoch(page);
  await openPart(page, 'Pictures and numbers');
  for (const [kind, head] of [
    ['points', 'x1,x2,class,held_out'],
    ['predictions', 'example,target,held_out,Logistic unit,Network'],
    ['history', 'epoch,Logistic unit: trainLoss'],
    ['confusion', 'true class,0,1'],
  ]) {
    const { name, bytes } = await saved(page, `Save ${kind}`);
    expect(name).toBe(`${kind}.csv`);
    expect(bytes.toString().startsWith(head)).toBe(true);
  }
  const record = dialog(page).getByRole('button', { name: 'Train for 8 seconds and save a video' });
  await record.click();
  await expect(dialog(page).getByRole('progressbar', { name: 'Recording' })).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog(page).getByRole('status')).toHaveText('Cancelled.');
  const coming = page.waitForEvent('download');
  await record.click();
  const bytes = await readFile(await (await coming).path());
  expect(bytes.length).toBeGreaterThan(20_000);
  await expect(page.locator('#points').getByRole('button', { name: 'Train', exact: true })).toBeVisible();
});
