// @ts-check
// What must be true of the page in every browser, whoever drives it: looked up in the page itself, with selectors that all know.

import { expect } from '@playwright/test';
import { fingerprints, runs } from '../bits.js';
import { digits, trace } from '../drawings.js';
import { startHost } from '../host.js';
import { wrapTexts } from '../translator.js';

/** @typedef {import('./webdriver.js').Tab} Tab */
/** @typedef {Awaited<ReturnType<typeof startHost>>} Host */
/** @typedef {Record<string, (body: Buffer) => Buffer>} Changes */
/** @typedef {{ tab: Tab, changes: Changes, host: Host }} Visit */
/** @typedef {import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions} Args */
/** @typedef {import('@playwright/test').PlaywrightWorkerArgs & import('@playwright/test').PlaywrightWorkerOptions} WorkerArgs */

/**
 * Who serves the page, and what becomes of its files on their way. The tab comes from whoever drives the browser.
 * @type {import('@playwright/test').Fixtures<Omit<Visit, 'tab'>, {}, Args, WorkerArgs>}
 */
export const hosted = {
  changes: [{}, { option: true }],
  host: async ({ changes }, use) => {
    const host = await startHost();
    host.fault = (path) => (changes[path] ? { change: changes[path] } : null);
    await use(host);
    host.close();
  },
};

const progress = '#points [role="status"][aria-label="Progress"]';

/** Opens a lab and waits until all of it is there. @param {Tab} tab @param {string} url */
async function open(tab, url) {
  await tab.goto(url);
  await tab.evaluate(async () => {
    const page = /** @type {any} */ (window);
    while (!page.gradual) await new Promise((resolve) => setTimeout(resolve, 20));
    await page.gradual.ready;
  });
}

/** @param {Tab} tab @param {string} css @returns {Promise<string>} the text, on one line */
const text = (tab, css) =>
  tab.evaluate((css) => document.querySelector(css)?.textContent?.replace(/\s+/g, ' ').trim() ?? 'is not there', css);

/** @param {import('@playwright/test').TestType<Visit & Args, {}>} test */
export function thePageWorks(test) {
  test('XOR is learned', async ({ tab, host }) => {
    await open(tab, `${host.url}/a/#points`);
    await tab.click('#points label:has([aria-label="XOR"])');
    await tab.evaluate(() => {
      const speed = /** @type {HTMLSelectElement} */ (document.querySelector('#points .speed select'));
      speed.selectedIndex = speed.length - 1; // full speed, as frames are slow where nothing but the processor draws them
      speed.dispatchEvent(new Event('change'));
    });
    await tab.click('#points [aria-label="Train"]');
    const accuracy = () =>
      tab.evaluate(() => /** @type {any} */ (window).gradual.labs.points.race.report().models[1].heldOut?.accuracy);
    await expect.poll(accuracy, { timeout: 30_000 }).toBeGreaterThan(0.95);
    await expect.poll(() => text(tab, progress)).toMatch(/^Epoch [1-9]/);
  });

  test('a seeded run gives the bits of the native runs', async ({ tab, host }) => {
    await open(tab, `${host.url}/a/#points`);
    expect(await tab.evaluate(fingerprints, runs)).toEqual(runs.map(({ fingerprint }) => fingerprint));
  });

  test('a digit that is drawn is read with the ready weights, which come once', async ({ tab, host }) => {
    await open(tab, `${host.url}/a/#points`);
    await tab.evaluate(async () => {
      while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 20));
    });
    await tab.click('#tab-digits');
    const guess = '#digits [role="status"][aria-label="First guess"]';
    await expect.poll(() => text(tab, '#digits'), { timeout: 30_000 }).toContain('These models have learned');
    const pad = await tab.evaluate(() => {
      const canvas = /** @type {Element} */ (document.querySelector('canvas[aria-label="Drawing pad"]'));
      const { x, y, width, height } = canvas.getBoundingClientRect();
      return { x, y, width, height };
    });
    await trace(tab.mouse, pad, digits[3]);
    await expect.poll(() => text(tab, guess)).toMatch(/Network: 3, \d+ %; Convolutional network: 3, \d+ %$/);
    const asked = host.asked.filter((path) => path.includes('/digits/'));
    expect(asked, 'each once').toHaveLength(new Set(asked).size);
  });

  test('the page is there offline, digits included', async ({ tab, host }) => {
    await open(tab, `${host.url}/a/#digits`);
    const kept = () =>
      tab.evaluate(async () => {
        const name = (await caches.keys()).find((name) => name.startsWith('gradual digits'));
        return name ? (await (await caches.open(name)).keys()).length : 0;
      });
    await expect.poll(kept, { timeout: 30_000 }).toBe(7);
    host.close();
    await open(tab, `${host.url}/a/?offline#points`);
    expect(await text(tab, progress)).toContain('Epoch 0 · iteration 0');
    await tab.click('#tab-digits');
    const trainable = () => tab.evaluate(() => document.querySelector('#digits [aria-label="Train"]:enabled') !== null);
    await expect.poll(trainable, { timeout: 30_000 }).toBe(true);
  });

  test('a phone, 360 px wide, scrolls no lab sideways', async ({ tab, host }) => {
    await tab.goto(`${host.url}/narrow`); // in a frame, as not every browser makes a window so narrow
    for (const lab of ['points', 'digits', 'lessons']) {
      const width = await tab.evaluate(async (lab) => {
        const framed = /** @type {any} */ (window.frames[0]);
        while (!framed.gradual) await new Promise((resolve) => setTimeout(resolve, 20));
        framed.location.hash = lab;
        while (!framed.gradual.labs[lab]) await new Promise((resolve) => setTimeout(resolve, 20));
        await framed.gradual.labs[lab].complete?.();
        return framed.document.documentElement.scrollWidth;
      }, lab);
      expect(width, lab).toBeLessThanOrEqual(360);
    }
  });

  test('a lesson is opened, and its run trains', async ({ tab, host }) => {
    await open(tab, `${host.url}/a/#lessons`);
    await tab.click('#lessons .course button');
    await expect.poll(() => text(tab, '#lessons [aria-label="Scene"]')).toContain('Scene 1 of');
    const trained = () =>
      tab.evaluate(() => {
        const { race } = /** @type {any} */ (window).gradual.labs.lessons;
        race?.step(1);
        return race?.report().models[0].iteration ?? 0;
      });
    await expect.poll(trained).toBeGreaterThan(0);
  });

  test('what a translator has put other words into is still written to', async ({ tab, host }) => {
    await open(tab, `${host.url}/a/#points`);
    expect(await tab.evaluate(wrapTexts, true)).toBeGreaterThan(100);
    await tab.click('#points [aria-label="Step"]');
    await expect.poll(() => text(tab, progress)).toContain('iteration 1');
  });
}
