// @ts-check
// Same seed, same run: the page computes the very bits of the native tests (tests/same_bits.rs).

import { fingerprints, runs } from './bits.js';
import { expect, test } from './fixtures.js';

test('runs in the page give the bits of the native runs', async ({ page }) => {
  await page.goto('#points');
  expect(await page.evaluate(fingerprints, runs)).toEqual(runs.map(({ fingerprint }) => fingerprint));
});
