// @ts-check
import { expect, test } from '@playwright/test';

test('works offline once loaded', async ({ page, context, baseURL }) => {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (r) => asked.push(r.url()));
  await page.goto('?seed=7');
  await expect(page.locator('output')).toHaveText('simd true 4 files');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect
    .poll(() => page.evaluate(async () => (await (await caches.open('gradual digits')).keys()).length))
    .toBe(4);
  await context.setOffline(true);
  await page.goto('./?seed=8');
  await expect(page.locator('output')).toHaveText('simd true 4 files');
  expect(asked.filter((u) => !u.startsWith(String(baseURL)) && !u.startsWith('data:'))).toEqual([]);
});
