// @ts-check
// One's own digits: taught, kept, edited, learned, and taken along as files; and everything that may refuse them.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { digits, draw, seen } from './drawings.js';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ name: string, mimeType: string, buffer: Buffer }} Upload */

test.describe.configure({ timeout: 120_000 });

test('a digit is taught, kept, labelled anew and deleted', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('button', { name: 'Teach 7' })).toBeDisabled();
  await expect(own(page).getByText('Draw a digit, then say here which it is.')).toBeVisible();
  await teach(page, 7);
  await expect(pictures(page, 7)).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Teach 7' }), 'once is enough').toBeDisabled();
  await expect(own(page).getByText('This one is in your set.')).toBeVisible();
  const taught = await seen(page);
  await teach(page, 1);
  await kept(page, 2);

  await page.reload();
  await open(page);
  await expect(pictures(page, 1)).toHaveCount(1);
  await pictures(page, 7).click();
  await expect(page.getByText('One of yours, a 7')).toBeVisible();
  const shown = await seen(page);
  expect(Math.max(...shown.map((value, i) => Math.abs(value - taught[i])))).toBeLessThan(0.01);

  await own(page).getByRole('combobox', { name: 'Label' }).selectOption('3');
  await expect(pictures(page, 7)).toHaveCount(0);
  await expect(pictures(page, 3)).toHaveCount(1);
  await own(page).getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(pictures(page, 3)).toHaveCount(0);
  await kept(page, 1);
  await page.reload();
  await open(page);
  await expect(pictures(page, 1)).toHaveCount(1);
  await expect(pictures(page, 7)).toHaveCount(0);
});

test('the browser is asked to keep them for good, once there is something to keep', async ({ page }) => {
  await page.addInitScript(() => {
    let asked = 0;
    navigator.storage.persist = async () => {
      asked++;
      return true;
    };
    Object.assign(window, { asked: () => asked });
  });
  const asked = () => page.evaluate(() => /** @type {any} */ (window).asked());
  await open(page);
  expect(await asked()).toBe(0);
  await teach(page, 7);
  await kept(page, 1);
  await expect.poll(asked).toBe(1);
});

test('all are deleted after a second press, and come back', async ({ page }) => {
  await open(page);
  await teach(page, 7);
  await teach(page, 1);
  await own(page).getByRole('button', { name: 'Delete all' }).click();
  await expect(pictures(page, 7)).toHaveCount(1);
  await own(page).getByRole('button', { name: 'Really delete all 2?' }).click();
  await expect(own(page).getByText('All 2 deleted.')).toBeVisible();
  await expect(pictures(page, 7)).toHaveCount(0);
  await kept(page, 0);
  await own(page).getByRole('button', { name: 'Undo' }).click();
  await expect(pictures(page, 7)).toHaveCount(1);
  await expect(pictures(page, 1)).toHaveCount(1);
  await kept(page, 2);
});

test('all tabs have the same digits', async ({ page, context }) => {
  await open(page);
  await teach(page, 7);
  await kept(page, 1);
  const other = await context.newPage();
  await open(other);
  await expect(pictures(other, 7)).toHaveCount(1);
  await teach(other, 1);
  await expect(pictures(page, 1)).toHaveCount(1);
  await pictures(page, 7).click();
  await own(page).getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(pictures(other, 7)).toHaveCount(0);
  await expect(pictures(other, 1)).toHaveCount(1);
  await kept(other, 1);
});

test('what was deleted can come back after an import that fails, and both are said', async ({ page }) => {
  await open(page);
  await teach(page, 7);
  await own(page).getByRole('button', { name: 'Delete all' }).click();
  await own(page).getByRole('button', { name: 'Really delete all 1?' }).click();
  await page.getByLabel('Import').setInputFiles({ name: 'x.bin', mimeType: '', buffer: Buffer.from('no digits') });
  await expect(own(page).getByRole('status').filter({ hasText: 'x.bin' })).toBeVisible();
  await own(page).getByRole('button', { name: 'Undo' }).click();
  await expect(pictures(page, 7)).toHaveCount(1);
});

test('models learn them, and read them better than before', async ({ page }) => {
  await open(page);
  const before = await weights(page);
  // A 1 that is called a 7 here, and the other way round: nobody reads these right without having learned them.
  await teach(page, 7, 1);
  await chooseSource(page, 'Yours');
  await expect(own(page).getByText('teach at least two different digits')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'MNIST', exact: true })).toBeChecked();
  await expect(page.getByText('10,000 training digits')).toBeVisible();
  await teach(page, 1, 7);

  await chooseSource(page, 'Yours');
  await expect(page.getByText('2 training digits')).toBeVisible();
  expect(await weights(page), 'weights stay').toEqual(before);
  await expect(scores(page, 'Network')).toHaveText(['0 of 2', '0 of 2']);
  for (let step = 0; step < 40; step++) await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(scores(page, 'Network')).toHaveText(['0 of 2', '2 of 2']);
  await own(page).getByRole('radio', { name: 'Mark by Network' }).check();
  await expect(own(page).getByRole('button', { name: '1, number 1, read as 1' })).toBeVisible();

  await chooseSource(page, 'Both');
  await expect(page.getByText('10,002 training digits')).toBeVisible();
  await expect(scores(page, 'Network'), 'before is still that of before').toHaveText(['0 of 2', '2 of 2']);
  await chooseSource(page, 'MNIST');
  await expect(page.getByText('10,000 training digits')).toBeVisible();
});

for (const [button, names] of /** @type {[string, string[]][]} */ ([
  ['Export IDX', ['my-digits-images.idx', 'my-digits-labels.idx']],
  ['Export IDX, gz', ['my-digits-images.idx.gz', 'my-digits-labels.idx.gz']],
  ['Export PNG', ['my-digits.png']],
])) {
  test(`${button}, then Import, gives the same set`, async ({ page }) => {
    await open(page);
    for (const digit of [7, 1, 4]) await teach(page, digit);
    await teach(page, 0, 7);
    const before = await kept(page, 4);
    /** @type {import('@playwright/test').Download[]} */
    const downloads = [];
    page.on('download', (download) => downloads.push(download));
    await own(page).getByRole('button', { name: button, exact: true }).click();
    await expect.poll(() => downloads.map((download) => download.suggestedFilename()).sort()).toEqual(names);
    const files = await Promise.all(downloads.map(async (file) => upload(file.suggestedFilename(), await file.path())));
    if (button === 'Export IDX') expect([...files[0].buffer.subarray(0, 8)]).toEqual([0, 0, 8, 3, 0, 0, 0, 4]);

    await deleteAll(page, 4);
    await kept(page, 0);
    await choose(page, files.reverse());
    await expect(own(page).getByText('4 digits joined your set.')).toBeVisible();
    expect((await kept(page, 4)).sort()).toEqual(before.sort());
  });
}

test('files of MNIST join, and reading them can be cancelled', async ({ page }) => {
  await open(page);
  await teach(page, 7);
  const pair = ['train-images', 'train-labels'].map((name) =>
    upload(`${name}.idx.gz`, new URL(`../../www/pkg/digits/${name}.idx.gz`, import.meta.url)),
  );
  await choose(page, pair);
  await expect(own(page).getByRole('progressbar', { name: 'Reading' })).toBeVisible();
  await own(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(own(page).getByText('Import cancelled: your digits are as they were.')).toBeVisible();
  await kept(page, 1);

  await choose(page, pair);
  await expect(own(page).getByText('10,000 digits joined your set.')).toBeVisible({ timeout: 60_000 });
  await kept(page, 10_001);
});

test('a single picture becomes something to name', async ({ page }) => {
  await open(page);
  await choose(page, [await picture(page, 300, 200)]);
  await expect(page.getByText(/^From digit.png: which digit is it\?/)).toBeVisible();
  const pixels = await seen(page);
  expect(Math.max(...pixels)).toBeGreaterThan(0.9);
  expect(pixels[0], 'paper').toBe(0);
  await page.getByRole('button', { name: 'Teach 1' }).click();
  await expect(pictures(page, 1)).toHaveCount(1);
});

test('files that are no good are refused in a sentence, and the set stays', async ({ page }) => {
  await open(page);
  await teach(page, 7);
  const before = await kept(page, 1);
  const images = idx([1, 28, 28], 784);
  const packed = gzipSync(images);
  /** @type {[Upload[], RegExp][]} */
  const bad = [
    [[file('a.idx', images)], /The labels are missing: choose a.idx and its file of labels together/],
    [[file('a.idx', images), file('b.idx', idx([2], 2))], /2 labels for 1 pictures/],
    [[file('a.idx', images), file('b.idx', idx([1], 1, 10))], /the label 10, but digits end at 9/],
    [[file('a.idx', images.subarray(0, 500)), file('b.idx', idx([1], 1))], /484 bytes of data instead of 784/],
    [
      [file('a.gz', packed.subarray(0, packed.length - 9)), file('b.idx', idx([1], 1))],
      /a.gz is damaged|instead of 784/,
    ],
    [
      [file('a.idx', idx([900_000, 28, 28], 784)), file('b.idx', idx([1], 1))],
      /holds 900,000 digits, but a set holds at most 70,000/,
    ],
    [[file('a.png', Buffer.from('no picture'))], /a.png is neither a picture this browser can read nor an IDX file/],
    [[file('a.png', Buffer.alloc(41_000_000))], /a.png has 41 MB; pictures may have at most 40 MB/],
    [[await picture(page, 13_000, 20)], /measures 13000 × 20; pictures may measure at most 12000 × 12000/],
    [[await picture(page, 60, 60, false)], /nothing in it stands out/],
  ];
  for (const [files, sentence] of bad) {
    await choose(page, files);
    await expect(own(page).getByText(sentence)).toBeVisible();
    expect(await kept(page, 1)).toEqual(before);
  }
  await teach(page, 1);
  await kept(page, 2);
});

test('where nothing can be kept, a sentence says so and everything else works', async ({ page }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('Refused.', 'SecurityError');
    };
  });
  await open(page);
  await teach(page, 7);
  await expect(own(page).getByText('your digits are kept until this page closes')).toBeVisible();
  await teach(page, 1);
  await expect(pictures(page, 7)).toHaveCount(1);
  await chooseSource(page, 'Yours');
  await expect(page.getByText('2 training digits')).toBeVisible();
});

test('a full device is told, and what it refused is kept with the next change', async ({ page }) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    let full = true;
    Object.assign(window, {
      makeRoom: () => {
        full = false;
      },
    });
    IDBObjectStore.prototype.put = function (...given) {
      if (full) throw new DOMException('Full.', 'QuotaExceededError');
      return put.apply(this, given);
    };
  });
  await open(page);
  await teach(page, 7);
  await expect(own(page).getByText('This device has no room left')).toBeVisible();
  await page.evaluate(() => /** @type {any} */ (window).makeRoom());
  await teach(page, 1);
  await kept(page, 2);
  await expect(own(page).getByText('This device has no room left')).toHaveCount(0);
});

/** Writes to the device in the scenario below: theme, four changes of the set, some of which take two. */
const WRITES = 6;

for (let failing = 1; failing <= WRITES; failing++)
  test(`where write ${failing} to the device fails nothing is lost, and the next change keeps all`, async ({
    page,
  }) => {
    await page.addInitScript((failing) => {
      let made = 0;
      const fails = (/** @type {any} */ place, /** @type {string} */ name) => {
        const write = place[name];
        place[name] = function (/** @type {unknown[]} */ ...given) {
          if (++made === failing) {
            Object.assign(window, { failed: true });
            throw new DOMException('Full.', 'QuotaExceededError');
          }
          return write.apply(this, given);
        };
      };
      fails(IDBObjectStore.prototype, 'put');
      fails(IDBObjectStore.prototype, 'delete');
      fails(Storage.prototype, 'setItem');
    }, failing);
    const hasFailed = () => page.evaluate(() => Boolean(/** @type {any} */ (window).failed));
    await open(page);
    await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await teach(page, 7);
    await teach(page, 1);
    await pictures(page, 7).click();
    await own(page).getByRole('combobox', { name: 'Label' }).selectOption('3');
    await expect(pictures(page, 3)).toHaveCount(1);
    await own(page).getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(pictures(page, 3)).toHaveCount(0);
    await teach(page, 3);
    await teach(page, 2);
    await expect.poll(hasFailed).toBe(true);
    await teach(page, 4);
    await kept(page, 4);
    await page.reload();
    for (const label of [1, 2, 3, 4]) await expect(pictures(page, label)).toHaveCount(1);
    await expect(pictures(page, 7)).toHaveCount(0);
  });

/** @param {Page} page */
async function open(page) {
  await page.goto('./#digits');
  await expect(page.getByText('10,000 training digits')).toBeVisible();
}

/** @param {Page} page */
function own(page) {
  return page.getByRole('region', { name: 'Your digits' });
}

/** @param {Page} page @param {number} label */
function pictures(page, label) {
  return own(page)
    .getByRole('list', { name: `Your digits: ${label}` })
    .getByRole('button');
}

/** Draws a digit and names it. @param {Page} page @param {number} label @param {number} [digit] that is drawn */
async function teach(page, label, digit = label) {
  await page.getByRole('button', { name: 'Clear' }).click();
  await draw(page, digits[digit]);
  await page.getByRole('button', { name: `Teach ${label}` }).click();
}

/** @param {Page} page @param {number} count */
async function deleteAll(page, count) {
  await own(page).getByRole('button', { name: 'Delete all' }).click();
  await own(page)
    .getByRole('button', { name: `Really delete all ${count}?` })
    .click();
}

/** @param {Page} page @param {string} source */
async function chooseSource(page, source) {
  await page.getByRole('radiogroup', { name: 'Train on' }).getByText(source, { exact: true }).click();
}

/** Before and now. @param {Page} page @param {string} model */
function scores(page, model) {
  return own(page)
    .getByRole('table', { name: 'Your digits read right' })
    .getByRole('row', { name: new RegExp(`^(Mark by )?${model} `) })
    .getByRole('cell');
}

/** Waits until so many digits are kept on the device. @param {Page} page @param {number} count @returns {Promise<string[]>} them */
async function kept(page, count) {
  await expect.poll(async () => (await keptNow(page)).length).toBe(count);
  return keptNow(page);
}

/** @param {Page} page @returns {Promise<string[]>} label and pixels of each digit that is kept */
function keptNow(page) {
  return page.evaluate(async () => {
    const result = (/** @type {IDBRequest} */ request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await result(indexedDB.open('gradual-digits', 1));
    const packs = await result(database.transaction('packs').objectStore('packs').getAll());
    database.close();
    return packs.flatMap((/** @type {{ labels: Uint8Array, pictures: Uint8Array }} */ { labels, pictures }) =>
      Array.from(labels, (label, i) => `${label}: ${pictures.subarray(784 * i, 784 * (i + 1)).join(' ')}`),
    );
  });
}

/** @param {Page} page @param {Upload[]} files */
async function choose(page, files) {
  await own(page).getByLabel('Import', { exact: true }).setInputFiles(files);
}

/** @param {string} name @param {string | URL} path @returns {Upload} */
function upload(name, path) {
  return file(name, readFileSync(path));
}

/** @param {string} name @param {Buffer} buffer @returns {Upload} */
function file(name, buffer) {
  return { name, mimeType: 'application/octet-stream', buffer };
}

/** An IDX file of equal bytes. @param {number[]} sizes @param {number} bytes @param {number} [value] */
function idx(sizes, bytes, value = 7) {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.set([0, 0, 8, sizes.length]);
  for (const [i, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * i);
  return Buffer.concat([header, Buffer.alloc(bytes, value)]);
}

/** A PNG of light paper, with a bar of dark ink or without. @param {Page} page @param {number} width @param {number} height @param {boolean} [inked] @returns {Promise<Upload>} */
async function picture(page, width, height, inked = true) {
  const url = await page.evaluate(
    ([width, height, inked]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      context.fillStyle = '#fdf6e3';
      context.fillRect(0, 0, Number(width), Number(height));
      context.fillStyle = '#223';
      if (inked) context.fillRect(Number(width) / 2, Number(height) / 5, 12, (3 * Number(height)) / 5);
      return canvas.toDataURL('image/png');
    },
    /** @type {const} */ ([width, height, inked]),
  );
  return { name: 'digit.png', mimeType: 'image/png', buffer: Buffer.from(url.split(',')[1], 'base64') };
}

/** Some weights of the network. @param {Page} page @returns {Promise<number[]>} */
function weights(page) {
  return page.evaluate(() => [.../** @type {any} */ (window).gradual.labs.digits.race.parameters(1).slice(-500)]);
}
