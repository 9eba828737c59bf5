// @ts-check
// The page works offline once loaded, digits included.

import { expect, test } from './fixtures.js';

test('works offline once loaded', async ({ page, context }) => {
  const points = page.getByRole('img', { name: 'Decision boundary: Network' });
  const digits = page.locator('#digits').getByRole('button', { name: 'Train', exact: true });
  await page.goto('#digits');
  await expect(digits).toBeEnabled({ timeout: 20_000 });
  await page.evaluate(() => navigator.serviceWorker.ready);
  const kept = () =>
    page.evaluate(async () => {
      const name = (await caches.keys()).find((name) => name.startsWith('gradual digits'));
      return name ? (await (await caches.open(name)).keys()).length : 0;
    });
  await expect.poll(kept, { timeout: 15_000 }).toBe(7);
  await context.setOffline(true);
  await page.goto('./?offline#points');
  await expect(points).toBeVisible();
  await page.getByRole('tab', { name: 'Digits' }).click();
  await expect(digits).toBeEnabled({ timeout: 20_000 });
});
