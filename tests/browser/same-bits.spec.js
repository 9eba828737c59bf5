// @ts-check
// Same seed, same run: the page computes the very bits of the native tests (tests/same_bits.rs).

import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures.js';

const runs = JSON.parse(readFileSync(new URL('../reference/bits.json', import.meta.url), 'utf8'));

test('runs in the page give the bits of the native runs', async ({ page }) => {
  await page.goto('#points');
  const fingerprints = await page.evaluate(async (runs) => {
    const { gradual } =
      /** @type {{ gradual: { ready: Promise<void>, labs: { points: { race: import('../../www/pkg/gradual.js').Race } } } }} */ (
        /** @type {unknown} */ (window)
      );
    await gradual.ready;
    const { race } = gradual.labs.points;
    return runs.map((/** @type {any} */ { data, model, seed, steps }) => {
      race.setModel(1, model);
      race.setModel(0, model);
      race.beginOnSet(data, race.models());
      race.newWeights(seed);
      race.step(steps);
      const parameters = race.parameters(0);
      const bytes = new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength);
      return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
    });
  }, runs);
  expect(fingerprints).toEqual(runs.map((/** @type {{ fingerprint: number }} */ { fingerprint }) => fingerprint));
});
