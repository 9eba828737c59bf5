// @ts-check
// Hosts and connections as they are: each of their faults is told once, and nothing that is damaged is kept.

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from './fixtures.js';
import { startHost } from './host.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {Awaited<ReturnType<typeof startHost>>} Host */

const test = base.extend(
  /** @type {import('@playwright/test').Fixtures<{ host: Host }, {}, import('@playwright/test').PlaywrightTestArgs>} */ ({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for a pattern
    host: async ({}, use) => {
      const host = await startHost();
      await use(host);
      host.close();
    },
  }),
);

test.describe.configure({ timeout: 90_000 });
test.use({ hosts: /^http:\/\/127\.0\.0\.1:\d+$/, expectedErrors: [/503|ERR_INTERNET_DISCONNECTED/] });

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

const boundary = (/** @type {Page} */ page) => page.getByRole('img', { name: 'Decision boundary: Network' });
const digitsTrain = (/** @type {Page} */ page) =>
  page.locator('#digits').getByRole('button', { name: 'Train', exact: true });
const isDigits = (/** @type {string} */ path) => path.includes('/digits/');

/** @param {Page} page @param {string} cache */
const kept = (page, cache) => page.evaluate(async (cache) => (await (await caches.open(cache)).keys()).length, cache);

test('two copies in folders of one host both work offline, as index.html too', async ({ page, context, host }) => {
  for (const folder of ['a', 'b']) {
    await page.goto(`${host.url}/${folder}/#digits`);
    await expect(digitsTrain(page)).toBeEnabled({ timeout: 20_000 });
    await expect.poll(() => kept(page, `gradual digits of /${folder}/`), { timeout: 20_000 }).toBe(7);
  }
  await context.setOffline(true);
  for (const place of ['a/', 'b/', 'a/index.html']) {
    await page.goto(`${host.url}/${place}?offline#points`);
    await expect(boundary(page)).toBeVisible();
    await page.getByRole('tab', { name: 'Digits' }).click();
    await expect(digitsTrain(page)).toBeEnabled({ timeout: 20_000 });
  }
});

for (const { what, fault } of [
  { what: 'a portal that answers with a page of its own', fault: { html: '<h1>Please log in</h1>' } },
  { what: 'a file that is cut', fault: { change: (/** @type {Buffer} */ body) => body.subarray(0, body.length / 2) } },
  { what: 'a host that does not answer', fault: { status: 503 } },
])
  test(`${what}: it is told, not kept, and asked once a press`, async ({ page, host }) => {
    await page.goto(`${host.url}/#points`);
    await expect(boundary(page)).toBeVisible();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    host.fault = (path) => (path.endsWith('.gz') ? fault : null);
    await page.getByRole('tab', { name: 'Digits' }).click();
    await expect(page.getByRole('alert')).toContainText(/labels\.idx\.gz|images\.idx\.gz/);
    await page.waitForTimeout(1500);
    const asked = host.asked.filter((path) => path.endsWith('.gz'));
    expect(new Set(asked).size, 'once each').toBe(asked.length);
    host.fault = () => null;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(digitsTrain(page)).toBeEnabled({ timeout: 20_000 });
    await expect.poll(() => kept(page, 'gradual digits'), { timeout: 20_000 }).toBe(7);
  });

test('where the device has no room the page works, and asks once for each file', async ({ page, host }) => {
  const full = "Cache.prototype.put = () => Promise.reject(new DOMException('', 'QuotaExceededError'));";
  const change = (/** @type {Buffer} */ body) => Buffer.concat([Buffer.from(full), body]);
  host.fault = (path) => (path === '/service-worker.js' ? { change } : null);
  await page.goto(`${host.url}/#points`);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.getByRole('tab', { name: 'Digits' }).click();
  await expect(digitsTrain(page)).toBeEnabled({ timeout: 20_000 });
  await page.waitForTimeout(1000);
  const asked = host.asked.filter(isDigits);
  expect(new Set(asked).size).toBe(asked.length);
  expect(await kept(page, 'gradual digits')).toBe(0);
});

test('loading all digits can be cancelled, and begun again', async ({ page, host }) => {
  await page.goto(`${host.url}/#digits`);
  await expect(digitsTrain(page)).toBeEnabled({ timeout: 20_000 });
  host.fault = (path) => (path.includes('rest-images') ? { wait: 4000 } : null);
  await page.getByRole('button', { name: 'Load all 60,000' }).click();
  await page.locator('#digits').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert')).toContainText('was cancelled');
  await expect(page.getByText('10,000 training digits')).toBeVisible();
  host.fault = () => null;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('60,000 training digits')).toBeVisible({ timeout: 30_000 });
});

test('a new version is announced, and comes when one asks for it', async ({ page, host }) => {
  await page.goto(`${host.url}/#points`);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  const change = (/** @type {Buffer} */ body) =>
    Buffer.from(body.toString().replace(/"version":"[0-9a-f]{16}"/, '"version":"0123456789abcdef"'));
  host.fault = (path) => (path === '/service-worker.js' ? { change } : null);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const announced = page.getByRole('status').filter({ hasText: 'There is a new version of this page.' });
  await expect(announced).toBeVisible();
  await announced.getByRole('button', { name: 'Reload' }).click();
  await expect(announced).toHaveCount(0);
  await expect(boundary(page)).toBeVisible();
  await expect.poll(() => page.evaluate(() => caches.has('gradual page 0123456789abcdef'))).toBe(true);
});

test('without WebAssembly a sentence says so, and nothing else fails', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('WebAssembly is switched off');
});

test('opened as a file, the page says what it needs', async ({ browser }) => {
  const page = await browser.newPage(); // whose console may say that scripts are blocked
  await page.goto(`file://${fileURLToPath(new URL('../../dist/index.html', import.meta.url))}`);
  await expect(page.getByText('it must come from a web server')).toBeVisible({ timeout: 10_000 });
  await page.close();
});

test('in a sandboxed frame, the page says what the frame must allow', async ({ browser, host }) => {
  const page = await browser.newPage(); // whose console may say that scripts are blocked
  await page.goto(`${host.url}/sandboxed`);
  await expect(page.frameLocator('iframe').getByText('allow-same-origin')).toBeVisible({ timeout: 10_000 });
  await page.close();
});

test('where the browser saves data, digits come when one asks for them', async ({ page, host }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  await page.goto(`${host.url}/#digits`);
  const load = page.getByRole('button', { name: 'Load 20,000 handwritten digits, 3.2 MB' });
  await expect(load).toBeVisible();
  expect(host.asked.filter((path) => path.endsWith('.gz'))).toEqual([]);
  await digitsTrain(page).click(); // as the button beside it would
  await expect(page.getByText('10,000 training digits')).toBeVisible({ timeout: 20_000 });
  await expect(load).toHaveCount(0);
});

test('each file that fails to come once is told or not needed, and comes when asked again', async ({
  browser,
  host,
}) => {
  test.setTimeout(240_000);
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((file) => `/${file}`);
  for (const file of files.filter((file) => /\.(js|wasm|gz|weights)$/.test(file) && !/worker|rest-/.test(file))) {
    const page = await browser.newPage({ serviceWorkers: 'block' });
    let left = 1;
    host.fault = (path) => (path === file && left-- > 0 ? { status: 503 } : null);
    await page.goto(`${host.url}/#digits`);
    const again = page.getByRole('button', { name: 'Try again' });
    const comes = (/** @type {() => Promise<void>} */ isThere) =>
      expect(async () => {
        if (await again.count()) await again.first().click();
        await isThere();
      }).toPass({ timeout: 20_000 });
    if (/assets\/(index|undo-keys)/.test(file)) await page.reload(); // without them there is no page that could tell
    await comes(() => expect(page.getByText('10,000 training digits'), file).toBeVisible({ timeout: 3000 }));
    await page.getByRole('tab', { name: 'Points' }).click();
    const last = page.getByRole('heading', { name: 'Cross-validation' });
    await comes(() => expect(last, file).toBeAttached({ timeout: 3000 }));
    await comes(async () => {
      await page.getByRole('button', { name: 'Share' }).click({ timeout: 3000 });
      await expect(page.getByRole('dialog', { name: 'Share' }), file).toBeVisible({ timeout: 3000 });
    });
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Lessons' }).click();
    const lessons = page.getByRole('heading', { name: 'Lessons' });
    await comes(() => expect(lessons, file).toBeVisible({ timeout: 3000 }));
    await comes(async () => {
      const lesson = page.getByRole('button', { name: 'What an energy is' });
      if (await lesson.count()) await lesson.click({ timeout: 3000 });
      await expect(page.getByRole('heading', { name: 'All 16 pictures' }), file).toBeVisible({ timeout: 3000 });
    });
    expect(left, `${file} was asked for`).toBeLessThan(1);
    await page.close();
  }
});
