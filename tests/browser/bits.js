// @ts-check
// Seeded runs and the bits that they give everywhere, as the native tests know them (tests/same_bits.rs).

import { readFileSync } from 'node:fs';

/** @typedef {{ data: any, model: any, seed: number, steps: number, fingerprint: number }} Run */

/** @type {Run[]} */
export const runs = JSON.parse(readFileSync(new URL('../reference/bits.json', import.meta.url), 'utf8'));

/** What the page makes of the runs: FNV-1a of the parameters' bits; runs there. @param {Run[]} runs */
export async function fingerprints(runs) {
  const { gradual } =
    /** @type {{ gradual: { ready: Promise<void>, labs: { points: { race: import('../../www/pkg/gradual.js').Race } } } }} */ (
      /** @type {unknown} */ (window)
    );
  await gradual.ready;
  const { race } = gradual.labs.points;
  return runs.map(({ data, model, seed, steps }) => {
    race.setModel(1, model);
    race.setModel(0, model);
    race.beginOnSet(data, race.models());
    race.newWeights(seed);
    race.step(steps);
    const parameters = race.parameters(0);
    const bytes = new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength);
    return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
  });
}
