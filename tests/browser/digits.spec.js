// @ts-check
// The Digits lab as people use it: load, train, draw, rub out; and downloads that fail.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {[x: number, y: number][]} Stroke in the unit square, y down */

// Requests that the service worker makes can't be made to fail from here.
test.use({ serviceWorkers: 'block' });

// Three models take a while to learn on a busy machine.
test.describe.configure({ timeout: 180_000 });

const names = ['Logistic unit, ten outputs', 'Network', 'Convolutional network'];

const filters = 'Weights: Convolutional network, first layer';

/** Digits as people write them. @type {Record<string, Stroke[]>} */
const digits = {
  0: [arc(0.5, 0.5, 0.22, 0.34, -90, 275)],
  1: [
    [
      [0.53, 0.15],
      [0.5, 0.5],
      [0.48, 0.86],
    ],
  ],
  2: [[...arc(0.5, 0.34, 0.2, 0.19, -165, 40), [0.34, 0.8], [0.32, 0.83], [0.74, 0.82]]],
  3: [[...arc(0.48, 0.33, 0.19, 0.17, -150, 85), ...arc(0.48, 0.67, 0.22, 0.18, -85, 150)]],
  4: [
    [
      [0.34, 0.15],
      [0.3, 0.52],
      [0.7, 0.5],
    ],
    [
      [0.66, 0.16],
      [0.64, 0.5],
      [0.61, 0.88],
    ],
  ],
  5: [[[0.7, 0.16], [0.38, 0.17], [0.34, 0.46], ...arc(0.48, 0.64, 0.2, 0.2, -100, 150)]],
  6: [[[0.6, 0.13], [0.42, 0.34], [0.34, 0.58], ...arc(0.5, 0.68, 0.17, 0.17, 190, -160)]],
  7: [
    [
      [0.27, 0.2],
      [0.5, 0.2],
      [0.74, 0.19],
      [0.6, 0.45],
      [0.47, 0.85],
    ],
  ],
};

test('three models learn and read what is drawn', async ({ page }) => {
  await open(page);
  const seed = page.getByRole('spinbutton', { name: 'Seed', exact: true });
  await seed.fill('7');
  await seed.press('Enter');
  await expect(page.getByText(/^Not trained yet: press Train/)).toBeVisible();
  await draw(page, digits[7]);
  await expect(page.getByText(/^Not trained yet: these guesses mean nothing/)).toBeVisible();
  for (const epoch of [1, 2, 3]) await trainAnEpoch(page, epoch);
  const progress = await page.getByRole('status', { name: 'Progress' }).textContent();
  const [unit, network, convolutional] = [...String(progress).matchAll(/accuracy ([\d.]+) %/g)].map(([, percent]) =>
    Number(percent),
  );
  expect(unit).toBeGreaterThan(89);
  expect(network).toBeGreaterThan(92.5);
  expect(convolutional).toBeGreaterThan(96);
  for (const [digit, strokes] of Object.entries(digits)) {
    await page.getByRole('button', { name: 'Clear' }).click();
    await draw(page, strokes);
    for (const name of names)
      await expect(guesses(page, name).first(), `${name} reads a ${digit}`).toHaveText(
        new RegExp(`^${digit}, \\d+ %$`),
      );
    await expect(page.getByRole('status', { name: 'First guess' })).toContainText(`Convolutional network: ${digit}, `);
  }
});

test('guesses move with the stroke while the models train', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText(/Epoch [1-9]/, { timeout: 60_000 });
  const pad = await padBounds(page);
  const [[first, ...rest]] = digits[0];
  await page.mouse.move(...inside(pad, first));
  await page.mouse.down();
  for (const place of rest.slice(0, 8)) await page.mouse.move(...inside(pad, place));
  await expect(guesses(page, 'Network')).toHaveCount(10);
  for (const place of rest.slice(8)) await page.mouse.move(...inside(pad, place));
  await expect(guesses(page, 'Network').first()).toHaveText(/^0, \d+ %$/);
  const shares = (await guesses(page, 'Network').allTextContents()).map((text) => Number(text.match(/, (\d+) %/)?.[1]));
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveAttribute('aria-pressed', 'true');
});

test('an empty pad has no guesses; eraser and Clear empty it', async ({ page }) => {
  await open(page);
  const firstGuess = page.getByRole('status', { name: 'First guess' });
  await expect(firstGuess).toHaveText('Nothing drawn yet');
  await expect(guesses(page, 'Network')).toHaveCount(0);
  expect(await ink(page, 'Network input 28 × 28')).toBe(0);

  await draw(page, digits[1]);
  await expect(firstGuess).not.toHaveText('Nothing drawn yet');
  expect(await ink(page, 'Network input 28 × 28')).toBeGreaterThan(0);
  const whole = await ink(page, 'Drawing pad');

  await page.getByText('Eraser').click();
  await draw(page, [
    [
      [0.3, 0.7],
      [0.7, 0.7],
    ],
  ]);
  await page.mouse.move(0, 0);
  await expect.poll(() => ink(page, 'Drawing pad')).toBeLessThan(whole);
  await draw(page, [
    [
      [0.53, 0.1],
      [0.5, 0.5],
      [0.47, 0.9],
    ],
  ]);
  await expect(firstGuess).toHaveText('Nothing drawn yet');

  await page.getByText('Pencil').click();
  await draw(page, digits[1]);
  await expect(firstGuess).not.toHaveText('Nothing drawn yet');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(firstGuess).toHaveText('Nothing drawn yet');
  expect(await ink(page, 'Drawing pad')).toBe(0);
});

test('a keyboard is enough to see guesses', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Show a test digit' }).press('Enter');
  await expect(page.getByText(/^A test digit, labelled \d$/)).toBeVisible();
  await expect(guesses(page, 'Network')).toHaveCount(10);
  expect(await ink(page, 'Drawing pad')).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Clear' }).press('Enter');
  await expect(page.getByText(/^A test digit/)).toHaveCount(0);
  await expect(page.getByRole('status', { name: 'First guess' })).toHaveText('Nothing drawn yet');
});

test('the filters of the convolutional network are drawn, and change as it learns', async ({ page }) => {
  await open(page);
  const sheet = page.getByRole('img', { name: filters });
  const picture = () => sheet.evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  await sheet.scrollIntoViewIfNeeded();
  await expect.poll(() => ink(page, filters), 'eight filters of 5 × 5').toBe(200);
  const before = await picture();
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(picture).not.toBe(before);
});

test('LeNet-5 takes the place of the small network, and all start anew', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  const layers = page.getByRole('combobox', { name: 'Layers, Convolutional network' });
  await expect(layers).toHaveValue('Small CNN');
  await expect(page.getByText('5×5×8 → pool → 5×5×16 → pool → 10')).toBeVisible();
  await layers.selectOption('LeNet-5');
  await expect(layers).toHaveValue('LeNet-5');
  await expect(page.getByText('5×5×6 → pool → 5×5×16 → pool → 120 → 84 → 10')).toBeVisible();
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText('iteration 0');
  await expect(page.getByRole('table', { name: 'Loss and accuracy' })).toContainText('61,706');
  await page.getByRole('img', { name: filters }).scrollIntoViewIfNeeded();
  await expect.poll(() => ink(page, filters), 'six filters of 5 × 5').toBe(150);
  for (let step = 0; step < 10; step++) await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Progress' })).toContainText('iteration 10');
  await page.getByRole('button', { name: 'Show a test digit' }).click();
  await expect(guesses(page, 'Convolutional network')).toHaveCount(10);
});

test('a batch that would hold up the page is refused in a sentence', async ({ page }) => {
  await open(page);
  const panel = page.getByRole('article', { name: 'Convolutional network' });
  await panel.locator('summary').click();
  const size = panel.getByLabel('Batch size, Convolutional network');
  await size.fill('5000');
  await size.press('Enter');
  await expect(page.getByRole('alert')).toContainText('must be a whole number from 1 to 256 here, but it is 5000');
  await expect(size).toHaveValue('64');
});

test('the other 50,000 join without a new start', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  const before = await weights(page);
  await page.getByRole('button', { name: 'Load all 60,000' }).click();
  await expect(page.getByText('60,000 training digits')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Load all 60,000' })).toHaveCount(0);
  expect(await weights(page)).toEqual(before);
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  expect(await weights(page)).not.toEqual(before);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('drawing does not scroll the page', async ({ page }) => {
    await open(page);
    expect(await page.evaluate(() => document.documentElement.scrollHeight > innerHeight)).toBe(true);
    const pad = await padBounds(page);
    const client = await page.context().newCDPSession(page);
    const touch = async (
      /** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type,
      /** @type {[number, number][]} */ ...at
    ) => client.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([x, y]) => ({ x, y })) });
    await touch('touchStart', inside(pad, [0.5, 0.9]));
    for (let y = 0.9; y > 0.1; y -= 0.05) await touch('touchMove', inside(pad, [0.5, y]));
    await touch('touchEnd');
    await expect(guesses(page, 'Network')).toHaveCount(10);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    const height = await page.evaluate(() => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('[aria-label="Drawing pad"]'));
      const { data, width } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(
        0,
        0,
        canvas.width,
        canvas.height,
      );
      const rows = new Set(
        [...data.keys()].filter((i) => i % 4 === 3 && data[i] > 0).map((i) => Math.floor(i / 4 / width)),
      );
      return rows.size / canvas.height;
    });
    expect(height, 'the stroke went all the way').toBeGreaterThan(0.75);
  });
});

test.describe('when a download fails', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('a sentence names the file, drawing works, and trying again does too', async ({ page }) => {
    await page.route(/train-images[^?]*$/, (route) => route.abort(), { times: 1 });
    await page.goto('./#digits');
    await expect(page.getByRole('alert')).toContainText('train-images.idx.gz could not be downloaded');
    await draw(page, digits[7]);
    expect(await ink(page, 'Network input 28 × 28')).toBeGreaterThan(0);
    /** @type {string[]} */
    const again = [];
    page.on('request', (request) => again.push(request.url()));
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText('10,000 training digits')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(guesses(page, 'Network')).toHaveCount(10);
    expect(
      again.filter((url) => url.includes('.idx')),
      'what had arrived was kept',
    ).toHaveLength(1);
  });

  test('a missing file too', async ({ page }) => {
    await page.route(/test-labels[^?]*$/, (route) => route.fulfill({ status: 404 }), { times: 1 });
    await page.goto('./#digits');
    await expect(page.getByRole('alert')).toContainText(
      'test-labels.idx.gz could not be downloaded: the server answered 404.',
    );
  });
});

test('a file that is cut short is told, and fetched anew', async ({ page }) => {
  const packed = readFileSync(new URL('../../www/pkg/digits/test-images.idx.gz', import.meta.url));
  const cut = [packed.subarray(0, 100_000), gunzipSync(packed).subarray(0, 1_000_000)];
  await page.route(/test-images[^?]*$/, (route) => route.fulfill({ body: cut.shift() }), { times: 2 });
  await page.goto('./#digits');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('test-images.idx.gz arrived damaged or incomplete.');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toContainText('test-images.idx.gz arrived incomplete: 1,000,000 of 7,840,016 bytes.');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('10,000 training digits')).toBeVisible();
});

test('a bar shows how far the digits have loaded', async ({ page }) => {
  /** @type {() => void} */
  let letGo = () => {};
  const held = new Promise((resolve) => {
    letGo = () => resolve(undefined);
  });
  await page.route(/train-images[^?]*$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./#digits');
  await expect(
    page.getByRole('progressbar', { name: /^Loading 20,000 handwritten digits: [\d.]+ of 3.2 MB/ }),
  ).toBeVisible();
  await draw(page, digits[1]);
  await expect(page.getByRole('status', { name: 'Progress' })).toHaveText('The digits are still loading');
  letGo();
  await expect(page.getByText('10,000 training digits')).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(guesses(page, 'Network')).toHaveCount(10);
});

/** @param {Page} page */
async function open(page) {
  await page.goto('./');
  await page.getByRole('tab', { name: 'Digits' }).click();
  await expect(page.getByText('10,000 training digits')).toBeVisible();
}

/** @param {Page} page @param {number} epoch */
async function trainAnEpoch(page, epoch) {
  await page.getByRole('button', { name: 'Step one epoch' }).click();
  const progress = page.getByRole('status', { name: 'Progress' });
  await expect(progress).toContainText(`Epoch ${epoch} `, { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toHaveAttribute('aria-pressed', 'false');
  const scored = () => {
    const report = /** @type {any} */ (window).gradual.labs.digits.race.report();
    return report.models.every((/** @type {any} */ model) => model.evaluatedAt === model.iteration);
  };
  await page.waitForFunction(scored, undefined, { timeout: 60_000 });
}

/** @param {Page} page @param {string} name of the model */
function guesses(page, name) {
  return page.getByRole('list', { name: `Guesses: ${name}` }).getByRole('listitem');
}

/** Draws with the mouse. @param {Page} page @param {Stroke[]} strokes */
async function draw(page, strokes) {
  const pad = await padBounds(page);
  for (const [first, ...rest] of strokes) {
    await page.mouse.move(...inside(pad, first));
    await page.mouse.down();
    for (const place of rest) await page.mouse.move(...inside(pad, place), { steps: 4 });
    await page.mouse.up();
  }
}

/** @typedef {{ x: number, y: number, width: number, height: number }} Bounds */

/** @param {Page} page @returns {Promise<Bounds>} */
async function padBounds(page) {
  const bounds = await page.getByRole('img', { name: 'Drawing pad' }).boundingBox();
  if (!bounds) throw new Error('There is no drawing pad.');
  return bounds;
}

/** @param {Bounds} bounds @param {[x: number, y: number]} place @returns {[number, number]} */
function inside({ x, y, width, height }, [across, down]) {
  return [x + across * width, y + down * height];
}

/** How many pixels of a canvas are not clear. @param {Page} page @param {string} name @returns {Promise<number>} */
function ink(page, name) {
  return page.getByRole('img', { name }).evaluate((element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
  });
}

/** Some weights of the network. @param {Page} page @returns {Promise<number[]>} */
function weights(page) {
  return page.evaluate(() => [.../** @type {any} */ (window).gradual.labs.digits.race.parameters(1).slice(-500)]);
}

/**
 * Part of an ellipse, angles in degrees clockwise from the right.
 * @param {number} x @param {number} y @param {number} rx @param {number} ry @param {number} from @param {number} to
 * @returns {Stroke}
 */
function arc(x, y, rx, ry, from, to) {
  const steps = 24;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}
