// @ts-check
// Canvases are as sharp as the screen, also after the window has gone to another one or the page was zoomed.

import { expect, test } from './fixtures.js';

/** @typedef {import('@playwright/test').Page} Page */

/** Pixels of the screen to a CSS pixel, of each canvas that can be seen. @param {Page} page @param {string[]} names */
async function sharpness(page, names) {
  const pixels = names.map((name) =>
    page.getByRole('img', { name }).evaluate((element) => {
      const canvas = element instanceof HTMLCanvasElement ? element : element.querySelector('canvas');
      return canvas ? Math.round((10 * canvas.width) / canvas.clientWidth) / 10 : 0;
    }),
  );
  return Promise.all(pixels);
}

for (const [lab, names] of /** @type {[string, string[]][]} */ ([
  ['points', ['Decision boundary: Network', 'Network diagram: Network', 'Loss curve']],
  ['digits', ['Drawing pad', 'Loss curve']],
]))
  test(`another screen: ${lab}`, async ({ page }) => {
    await page.goto(`#${lab}`);
    await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
    const screen = await page.context().newCDPSession(page);
    for (const density of [1, 2, 1.5]) {
      const size = { width: 1440 + 2 * density, height: 900 }; // at the same width nobody is told of an emulated density
      await screen.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: density, mobile: false });
      await expect.poll(() => sharpness(page, names)).toEqual(names.map(() => density));
    }
  });
