// @ts-check
// A seeded random visitor in each lab: presses, types, drags, switches, resizes. Nothing may trap, no error reach the console,
// and no word of a program be read. `GRADUAL_VISITOR_SECONDS=3600 GRADUAL_VISITOR_SEED=7` visits longer, and from another seed.

import { expect, test } from './fixtures.js';
import { act, answerDialogs, oddWord, randomFrom, sameChances } from './visitor.js';

const SECONDS = Number(process.env.GRADUAL_VISITOR_SECONDS ?? 60);
const SEED = Number(process.env.GRADUAL_VISITOR_SEED ?? 10);

/** How many of the last actions are told. */
const TOLD = 30;

/** The text is read after so many actions. */
const READ = 5;

for (const lab of ['points', 'digits']) {
  test(`a random visitor of ${lab} breaks nothing`, async ({ page }) => {
    test.setTimeout((SECONDS + 60) * 1000);
    const random = randomFrom(SEED);
    /** @type {string[]} */
    const done = [];
    /** @type {string[]} */
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await sameChances(page, SEED);
    answerDialogs(page, random);
    await page.goto(`#${lab}`);
    await page.evaluate(() => /** @type {any} */ (window).gradual.ready);
    const end = Date.now() + 1000 * SECONDS;
    while (Date.now() < end && !problems.length) {
      done.push(await act(page, random));
      const odd = done.length % READ === 0 ? await oddWord(page) : null;
      if (odd) problems.push(`One reads: ${odd}`);
    }
    const last = done
      .slice(-TOLD)
      .map((action, i) => `${done.length - Math.min(TOLD, done.length) + i + 1}. ${action}`);
    const story = `Seed ${SEED}, after ${done.length} actions, the last of which were:\n${last.join('\n')}`;
    expect(problems, story).toEqual([]);
    expect(done.length, 'things done').toBeGreaterThan(SECONDS);
  });
}
