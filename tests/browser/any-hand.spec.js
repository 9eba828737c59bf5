// @ts-check
// Any hand: digits of parts, rows, dates, what is no digit, and photos.

import AxeBuilder from '@axe-core/playwright';
import { digits, draw, placed } from './drawings.js';
import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./drawings.js').Stroke} Stroke */

test.beforeEach(async ({ page }) => {
  await page.goto('#digits');
  await expect(page.getByText('10,000 training digits')).toBeVisible();
});

/** @param {Page} page */
const firstGuess = (page) => page.getByRole('status', { name: 'First guess' });

/** A letter of straight lines. @type {Stroke[]} */
const letterA = [
  [
    [0.25, 0.85],
    [0.5, 0.15],
    [0.75, 0.85],
  ],
  [
    [0.35, 0.6],
    [0.65, 0.6],
  ],
];

test('a stem that the ink of a bar touches makes one four', async ({ page }) => {
  for (const x of [0.6, 0.63, 0.72]) {
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await draw(page, [
      [
        [0.4, 0.25],
        [0.33, 0.52],
        [0.58, 0.52],
      ],
      [
        [x, 0.35],
        [x, 0.75],
      ],
    ]);
    await expect(firstGuess(page)).toContainText('Convolutional network: 4');
    await expect(page.getByRole('radiogroup', { name: 'Digit', exact: true })).toHaveCount(0);
  }
});

test('rows are read as rows, and a slash is none of the digits', async ({ page }) => {
  const put = (/** @type {number} */ digit, /** @type {number} */ x, /** @type {number} */ y) =>
    draw(page, placed(digits[digit], { middle: [x, y], size: 0.32 }));
  for (const [digit, x, y] of [
    [1, 0.3, 0.22],
    [2, 0.6, 0.22],
    [3, 0.3, 0.75],
    [4, 0.62, 0.76],
  ])
    await put(digit, x, y);
  await expect(firstGuess(page)).toContainText(/Convolutional network: 12\n34/);
  await expect(page.getByRole('radio', { name: '4th' })).toBeChecked();

  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await put(2, 0.12, 0.5);
  await put(5, 0.32, 0.5);
  await draw(page, [
    [
      [0.6, 0.34],
      [0.46, 0.66],
    ],
  ]);
  await put(1, 0.7, 0.5);
  await put(1, 0.85, 0.5);
  await expect(firstGuess(page)).toContainText('Convolutional network: 25/11');
});

test('a letter is not taken for a digit, and the page says why one is guessed', async ({ page }) => {
  await draw(page, letterA);
  await expect(firstGuess(page)).toContainText('Convolutional network: No digit? Perhaps');
  await expect(page.getByText('This looks like none of the ten digits')).toBeVisible();
  const { violations } = await new AxeBuilder({ page })
    .include('#digits .sketch')
    .include('#digits .guesses')
    .analyze();
  expect(violations).toEqual([]);
  await page.setViewportSize({ width: 360, height: 780 });
  await expect(page.getByText('This looks like none of the ten digits')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await draw(page, digits[3]);
  await expect(firstGuess(page)).toContainText('Convolutional network: 3');
  await expect(page.getByText('This looks like none of the ten digits')).toHaveCount(0);
});

/**
 * A photo of strokes on paper with light from one side, as a file.
 * @param {Page} page @param {{ strokes: Stroke[], width: number, height: number, ink?: string, paper?: [string, string] | null, wide?: number }} photo
 */
async function photo(page, { strokes, width, height, ink = '#333', paper = ['#fff', '#888'], wide = 0.03 }) {
  const url = await page.evaluate(
    async ({ strokes, width, height, ink, paper, wide }) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
      if (paper) {
        const light = context.createLinearGradient(0, 0, width, 0);
        light.addColorStop(0, paper[0]);
        light.addColorStop(1, paper[1]);
        context.fillStyle = light;
        context.fillRect(0, 0, width, height);
      }
      context.strokeStyle = ink;
      context.lineWidth = wide * height;
      for (const [[x, y], ...rest] of strokes) {
        context.beginPath();
        context.moveTo(x * width, y * height);
        for (const [x, y] of rest) context.lineTo(x * width, y * height);
        context.stroke();
      }
      const blob = await canvas.convertToBlob({ type: paper ? 'image/jpeg' : 'image/png' });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return Array.from({ length: Math.ceil(bytes.length / 8192) }, (_, i) =>
        String.fromCharCode(...bytes.subarray(8192 * i, 8192 * (i + 1))),
      ).join('');
    },
    { strokes, width, height, ink, paper, wide },
  );
  return { name: 'photo', mimeType: 'image/jpeg', buffer: Buffer.from(url, 'latin1') };
}

/** @param {Page} page @param {Awaited<ReturnType<typeof photo>>} file */
async function bring(page, file) {
  await page.locator('#digits input[type=file]').setInputFiles(file);
}

test('photos with uneven light, faint lines, clear paper and many megapixels are read', async ({ page }) => {
  const small = { strokes: digits[7], width: 800, height: 600 };
  for (const [what, options] of Object.entries({
    light: small,
    board: { ...small, ink: '#fff', paper: /** @type {[string, string]} */ (['#444', '#222']) },
    faint: { ...small, ink: '#d8d8d8', paper: /** @type {[string, string]} */ (['#eee', '#eee']) },
    thin: { ...small, wide: 0.005 },
    clear: { ...small, ink: '#fff', paper: null },
    phone: { ...small, width: 8000, height: 6000 },
  })) {
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await bring(page, await photo(page, options));
    await expect(firstGuess(page), what).toContainText('Convolutional network: 7');
  }
});

test('each digit of a sheet is found and can be looked at', async ({ page }) => {
  const strokes = [7, 3, 2].flatMap((digit, i) => placed(digits[digit], { middle: [0.2 + 0.3 * i, 0.5], size: 0.25 }));
  await bring(page, await photo(page, { strokes, width: 1200, height: 1200, wide: 0.02 }));
  await expect(firstGuess(page)).toContainText('Convolutional network: 732');
  await page.getByText('2nd', { exact: true }).click();
  await expect(page.getByRole('radio', { name: '2nd' })).toBeChecked();
});
